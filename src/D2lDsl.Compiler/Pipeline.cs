using D2lDsl.Compiler.Derive;
using D2lDsl.Compiler.Emit;
using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Emit.Ilgpu;
using D2lDsl.Compiler.Fuse;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Simplify;

namespace D2lDsl.Compiler;

/// <summary>
/// The compiler on one page: read → shape → derive → simplify → fuse → plan → emit. Reading and shapes happen together, while
/// the user's method is walked; what follows is here. Each stage takes a value and gives a value, which <see cref="Verifier"/>
/// checks and <see cref="GraphPrinter"/> prints.
/// </summary>
public static class Pipeline
{
    /// <summary>The public members of a kernel class; cheap, for every keystroke.</summary>
    public static string EmitSignature(Model model) => SignatureEmitter.Write(model.Signature, model.Error);

    /// <summary>The bodies of a kernel class, for the build.</summary>
    /// <param name="isChecked">Whether the project checks integer arithmetic for overflow, which kernels do not.</param>
    public static string EmitKernel(Model model, bool isChecked = false) =>
        KernelEmitter.Write(model.Signature, [.. ProgramKind.Of(model.Signature).Select(kind => Compile(model.Graph!, model.Signature, kind, Joining.Rows))], isChecked);

    /// <summary>The public members of the class for a GPU.</summary>
    public static string EmitDeviceSignature(Model model) => DeviceSignatureEmitter.Write(model.Signature, model.Error);

    /// <summary>Its bodies, and the kernels they launch.</summary>
    public static (string Host, string Kernels) EmitDeviceKernel(Model model, bool isChecked) =>
        DeviceKernelEmitter.Write(model.Signature, [.. ProgramKind.OnDevice(model.Signature).Select(kind => Compile(model.Graph!, model.Signature, kind, Joining.Tiles))], isChecked);

    /// <summary>What all of them share, once a project.</summary>
    public static IEnumerable<(string Name, string Text)> EmitDeviceAdapter() => AdapterEmitter.Files();

    /// <summary>The constructors and parameters of a module.</summary>
    public static string EmitModule(Module module) => ModuleEmitter.Write(module);

    /// <summary>The same members for a module with an error; each throws.</summary>
    public static string EmitModule(ModuleStub stub) => ModuleStubEmitter.Write(stub);

    /// <summary>A graph or the tree of a module, for the metadata of the assembly.</summary>
    public static string EmitRecord<T>(string name, T value) => RecordEmitter.Write(name, value);

    /// <summary>Graph → program: everything between reading and writing.</summary>
    /// <param name="joining">What the backend knows beside single loops and plain products.</param>
    public static KernelProgram Compile(Graph graph, ModelSignature signature, ProgramKind kind, Joining joining = Joining.None)
    {
        Verifier.Check(graph, "read");
        var marked = Verifier.Check(joining != Joining.None && kind.HasAttention ? AttentionRule.Of(graph, isOnDevice: joining == Joining.Tiles) : graph, "finding attention");
        var derived = Verifier.Check(Derive(marked, kind), "derive");
        var simple = Verifier.Check(Simplifier.Of(derived), "simplify");
        if (joining == Joining.Rows)
            simple = Verifier.Check(Windows.Of(simple), "unroll windows");
        return KernelBuilder.Of(simple, kind, kind.GivesGradients ? signature.Parameters.Count() : 0, joining);
    }

    static Graph Derive(Graph graph, ProgramKind kind) =>
        kind == ProgramKind.ForwardBackward ? Reverse.Of(graph)
        : kind == ProgramKind.Jvp ? Forward.Of(graph)
        : kind == ProgramKind.HessianVectorProduct ? Forward.OfGradient(graph)
        : graph;
}
