using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>What the parts of a GPU kernel class are called.</summary>
static class DeviceNaming
{
    public static string Class(ModelSignature model) => model.Method + "GpuKernel";

    /// <summary>The class of the kernels. It is public and on its own, because ILGPU must see their arguments from outside of the user's types.</summary>
    public static string Kernels(ModelSignature model) =>
        new([.. (model.Namespace == "" ? model.FullName : $"{model.Namespace}.{model.FullName}").Select(c => char.IsLetterOrDigit(c) ? c : '_')]);

    public static string Field(string kernel) => char.ToLowerInvariant(kernel[0]) + kernel.Substring(1);

    /// <summary>What a program takes after the model's own inputs: seeds.</summary>
    public static IEnumerable<int> Added(ModelSignature model, KernelProgram program) => Enumerable.Range(model.Inputs.Count, program.Graph.Inputs.Count - model.Inputs.Count);

    /// <summary>A number of elements, computed in 64 bits.</summary>
    public static string Count(Dim dim, Func<string, string> size) => dim.ToCode(symbol => "(long)" + size(symbol));
}
