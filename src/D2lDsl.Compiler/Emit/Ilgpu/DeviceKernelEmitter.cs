using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>
/// Writes the bodies of a GPU class: argument checks, the layout of device memory, transfers, and the launches of each program in order;
/// and beside it the kernels that are launched.
/// </summary>
public sealed partial class DeviceKernelEmitter
{
    readonly ModelSignature model;
    readonly IReadOnlyList<KernelProgram> programs;
    readonly KernelNames shared;
    readonly CheckSites sites = new();
    readonly CodeWriter kernels;
    readonly Dictionary<KernelProgram, IReadOnlyList<string>> launchedBy = [];
    readonly List<IReadOnlyList<(string Field, string Count, int Size, string Name)>> placesOf = [];
    readonly string[] tensors;
    readonly CodeWriter code;

    DeviceKernelEmitter(ModelSignature model, IReadOnlyList<KernelProgram> programs, bool isChecked)
    {
        (this.model, this.programs, code, kernels) = (model, programs, new(model.Clashes, isChecked), new(isChecked: isChecked));
        shared = new(All, Reserved, KernelRests.Of(programs));
        tensors = [.. shared.Inputs.Select(n => shared.Scope.Unique(n + "Tensor"))];
    }

    /// <summary>The host's file, and that of the kernels.</summary>
    /// <param name="isChecked">Whether the project checks integer arithmetic for overflow.</param>
    public static (string Host, string Kernels) Write(ModelSignature model, IReadOnlyList<KernelProgram> programs, bool isChecked) =>
        new DeviceKernelEmitter(model, programs, isChecked).Write();

    static readonly string[] Reserved =
    [
        "device", "add", "sweep", "parameters", "gradients", "fresh", "workspace", "target", "outcome", "errors", "ErrorBytes", "hasRun", "bytes", "most", "start", "moved",
        "Lane", "LaneTotal", "Tiling", "Four", "TilesOfFloat", "TilesOfDouble", "TilesOfInt", "TilesOfLong", "AttentionTiles", "DeviceMath", "Sharing", "DeviceAdapter", "DeviceKernel", "DeviceArena", "DeviceTape", "Group", "Grid", "SharedMemory", "ArrayView", "Kernels", "_a",
    ];

    /// <summary>The model's inputs and then the seeds, each under one number in all programs.</summary>
    IReadOnlyList<GraphInput> All => programs[programs.Count - 1].Graph.Inputs;

    IReadOnlyList<GraphInput> Inputs => model.Inputs;

    IEnumerable<int> Called => Enumerable.Range(0, Inputs.Count).Where(i => !Inputs[i].Member);

    IEnumerable<int> Members => Enumerable.Range(0, Inputs.Count).Where(i => Inputs[i].Member);

    IEnumerable<int> Seeds => Enumerable.Range(Inputs.Count, All.Count - Inputs.Count);

    /// <summary>Arguments and seeds: what an upload brings.</summary>
    IEnumerable<int> Given => Called.Concat(Seeds);

    /// <summary>Inputs that lie with the parameters and stay when another size is re-planned.</summary>
    bool Stays(int i) => Inputs.Count > i && (Inputs[i].IsParameter || Inputs[i].Member);

    string Parameter => model.Parameters.First().Type.Keyword();

    (string Host, string Kernels) Write()
    {
        var steps = code.Beside();
        foreach (var program in programs)
        {
            var emitter = new DeviceStepsEmitter(model, program, shared, sites, kernels);
            emitter.Write(steps);
            launchedBy[program] = emitter.Launched;
            placesOf.Add(emitter.Places);
        }
        FileHeader.Write(code, "");
        code.Line("using ILGPU;");
        code.Line("using ILGPU.Runtime;");
        code.Line("using D2lDsl.Gpu;");
        code.Line($"using Kernels = D2lDsl.Gpu.Kernels.{DeviceNaming.Kernels(model)};");
        code.Line();
        if (model.Namespace != "")
        {
            code.Line($"namespace {model.Namespace};");
            code.Line();
        }
        var types = model.Types.Select(code.Open).ToArray();
        using (code.Open($"sealed partial class {DeviceNaming.Class(model)}"))
        {
            Fields();
            Prepare();
            Bind();
            Upload();
            Launches();
            Downloads();
            if (model.HasGradient)
                Step();
            Dispose();
            code.Lines(steps.ToString().TrimEnd('\n'));
            code.Line();
            code.Line("static partial void Describe(ref string text) => text =");
            code.Lines($"    \"\"\"\n{Indent(DevicePlanText.Of(model, programs, launchedBy))}\n    \"\"\";");
        }
        foreach (var type in Enumerable.Reverse(types))
            type.Dispose();
        return (code.ToString(), KernelFile());
    }

    static string Indent(string text) => string.Join("\n", text.TrimEnd('\n').Split('\n').Select(line => line == "" ? "" : "    " + line));

    string KernelFile()
    {
        var file = new CodeWriter();
        FileHeader.Write(file, "");
        file.Line("using ILGPU;");
        file.Line("using D2lDsl.Gpu;");
        file.Line();
        file.Line("namespace D2lDsl.Gpu.Kernels;");
        file.Line();
        file.Line($"/// <summary>The kernels of <c>{model.FullName.Replace("<", "&lt;")}</c>, as ILGPU compiles them.</summary>");
        file.Line("[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]");
        using (file.Open($"public static class {DeviceNaming.Kernels(model)}"))
            if (kernels.ToString() is { Length: > 0 } text)
                file.Lines(text.TrimEnd('\n'));
        return file.ToString();
    }

    string Planned(Dim dim) => dim.ToCode(symbol => shared.Size(symbol) + "Planned");

    static string Count(Dim dim, Func<string, string> size) => DeviceNaming.Count(dim, size);

    string At(int input) => $"{shared.Inputs[input]}At";

    string GivenName(int input) => $"{shared.Inputs[input]}Given";

    string Dense(int input) => $"dense{input}";

    string TensorType(int input) => $"Tensor<{All[input].Type.Keyword()}>";

    /// <summary>A parameter of the module; those of the modules inside may be private, but they are in its buffer too.</summary>
    string Member(int i) => Inputs[i].Name.Contains('.')
        ? $"module.Parameters.At({Enumerable.Range(0, i).Count(before => Inputs[before].Member)})" : $"module.{SignatureEmitter.Escaped(Inputs[i].Name)}";

    void Fields()
    {
        code.Line($"const string Model = {SignatureEmitter.Literal(model.FullName)};");
        code.Line($"const int ErrorBytes = {8 * sites.All.Count};");
        code.Line("DeviceAdapter device = null!;");
        code.Line("DeviceArena parameters = null!, gradients = null!, fresh = null!, workspace = null!;");
        foreach (var kernel in launchedBy.Values.SelectMany(names => names))
            code.Line($"DeviceKernel<Kernels.{kernel}Arguments> {DeviceNaming.Field(kernel)} = null!;");
        if (model.HasGradient)
        {
            code.Line($"DeviceKernel<Add{Pascal(Parameter)}Arguments> add = null!;");
            code.Line($"SweepOf{Pascal(Parameter)} sweep = null!;");
        }
        foreach (var i in Given)
            code.Line($"{TensorType(i)}? {GivenName(i)};");
        foreach (var i in Given.Concat(Members))
            code.Line($"ResultBuffer<{All[i].Type.Keyword()}>? {Dense(i)};");
        foreach (var result in Outputs)
            code.Line($"readonly ResultBuffer<{result.Type.Keyword()}> result{result.Index} = new();");
        foreach (var program in programs)
            foreach (var tape in program.Kernel.Tapes)
                code.Line($"DeviceTape<{DeviceScope.Stored(tape.Type)}> {TapeName(program, tape)} = null!;");
        code.Line($"readonly byte[] outcome = new byte[{OutcomeBytes}];");
        code.Line("bool isPlanned, hasRun, moved;");
        if (shared.Sizes.Any())
            code.Line($"int {string.Join(", ", shared.Sizes.Select(s => $"{s.Variable}Planned"))};");
        var places = Enumerable.Range(0, All.Count).Select(At).Concat(Outputs.Select(o => $"result{o.Index}At")).Concat(placesOf.SelectMany(places => places.Select(p => p.Field))).Append("outcomeAt");
        code.Line($"long {string.Join(", ", places)};");
        code.Line();
    }

    static string Pascal(string keyword) => char.ToUpperInvariant(keyword[0]) + keyword.Substring(1);

    int OutcomeBytes => 8 * sites.All.Count + 8 * model.Results.Count;

    IEnumerable<TensorBuffer> Outputs => programs.SelectMany(p => p.Kernel.Buffers).Where(b => b.Kind == BufferKind.Output).GroupBy(b => b.Index).Select(g => g.First());

    static string TapeName(KernelProgram program, Tape tape) => $"{program.Kind.Field}Tape{tape.Number}";

    void Prepare()
    {
        using (code.Body("partial void Prepare(Accelerator accelerator)"))
        {
            code.Line("device = DeviceAdapter.Of(accelerator, Model);");
            code.Line("(parameters, gradients, fresh, workspace) = (new(device), new(device), new(device), new(device));");
            foreach (var kernel in launchedBy.Values.SelectMany(names => names))
                code.Line($"{DeviceNaming.Field(kernel)} = new(device, Kernels.{kernel});");
            if (model.HasGradient)
            {
                code.Line($"add = new(device, SweepsOf{Pascal(Parameter)}.Add);");
                code.Line("sweep = new(device);");
            }
            foreach (var program in programs)
                foreach (var tape in program.Kernel.Tapes)
                    code.Line($"{TapeName(program, tape)} = new(device);");
        }
        code.Line();
    }

    void Dispose()
    {
        using (code.Body("partial void RunDispose()"))
        {
            foreach (var arena in new[] { "parameters", "gradients", "fresh", "workspace" }.Concat(model.HasGradient ? ["sweep"] : []).Concat(programs.SelectMany(p => p.Kernel.Tapes.Select(t => TapeName(p, t)))))
                code.Line($"{arena}.Dispose();");
            code.Line("isPlanned = false;");
            foreach (var i in Given)
                code.Line($"{GivenName(i)} = null;");
        }
        code.Line();
    }
}
