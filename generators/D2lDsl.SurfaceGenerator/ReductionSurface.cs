using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Reductions: over all axes, over one, over several; the entry's map, monoid and finish become one struct.</summary>
sealed class ReductionSurface(ReductionOp op)
{
    const string KeepDims = "Whether the reduced axes stay, with size 1, so that the result broadcasts against x.";

    /// <summary>The overloads: parameters after x, what selects the axes, and the docs.</summary>
    IEnumerable<(string Parameters, string Arguments, string Mask, string Keep, Documentation Docs)> Overloads()
    {
        yield return ("", "", $"Axes.All(x)", "false", Docs([], "", "A tensor of rank 0."));
        yield return (
            ", int axis, bool keepDims = false", ", axis, keepDims", $"Axes.Of(\"{op.Surface}\", x, axis)", "keepDims", Docs(
            [("axis", "The axis to reduce; negative counts from the end."), ("keepDims", KeepDims)],
            "Reduces one axis.",
            "A tensor of x's shape without the axis, or with size 1 there: axis 0 of [2, 3] gives [3] or [1, 3]."));
        yield return (
            ", ReadOnlySpan<int> axes, bool keepDims = false", ", axes, keepDims", $"Axes.Of(\"{op.Surface}\", x, axes)", "keepDims", Docs(
            [("axes", "The axes to reduce, each once, at least one: [0, 1]. Negative ones count from the end."), ("keepDims", KeepDims)],
            "Reduces several axes.",
            "A tensor of x's shape without the axes, or with size 1 there."));
    }

    public void Write(SourceWriter ops, SourceWriter tensor, SourceWriter kernels)
    {
        foreach (var (parameters, arguments, mask, keep, docs) in Overloads())
        {
            ops.Gap();
            docs.Write(ops, isGeneric: true);
            ops.Line($"public static Tensor<T> {op.Surface}<T>(Tensor<T> x{parameters})");
            ops.Line("    where T : unmanaged");
            ops.Line($"    => {op.Surface}Along(x, {mask}, {keep});");

            tensor.Gap();
            docs.Write(tensor, isGeneric: false, "x");
            tensor.Line($"public Tensor<T> {op.Surface}({parameters.TrimStart(',', ' ')}) => Ops.{op.Surface}(this{arguments});");
        }

        WriteMain(ops);
        WriteKernel(kernels);
    }

    void WriteMain(SourceWriter ops)
    {
        ops.Gap();
        ops.Line($"internal static Tensor<T> {op.Surface}Along<T>(Tensor<T> x, bool[] reduced, bool keepDims)");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        ElementDispatch.Write(ops, op, "x", null, (type, recast) =>
        {
            var accumulator = ElementDispatch.Accumulator(type);
            var types = $"{type}, {accumulator}, {op.Surface}Kernel<{accumulator}>";
            return $"Reduce.Along<{types}>(\"{op.Surface}\", {recast("x")}, reduced, keepDims)";
        });
        ops.Close();
    }

    void WriteKernel(SourceWriter kernels)
    {
        var (x, other) = (new Scalar.Arg(0), new Scalar.Arg(1));
        var combined = op.Monoid switch
        {
            Monoid.Maximum => Scalar.Maximum(x, other),
            Monoid.Minimum => Scalar.Minimum(x, other),
            _ => x + other,
        };
        kernels.Open($"readonly struct {op.Surface}Kernel<N> : IReduction<N> where N : {GenericMathPrinter.Constraint(op.Accepts)}");
        kernels.Line($"public static bool TakesEmpty => {(op.TakesEmpty ? "true" : "false")};");
        kernels.Line();
        kernels.Line($"public static N Map(N x) => {GenericMathPrinter.Print(op.Map(x), ["x"])};");
        kernels.Line();
        kernels.Line($"public static N Combine(N a, N b) => {GenericMathPrinter.Print(combined, ["a", "b"])};");
        kernels.Line();
        kernels.Line($"public static N Finish(N total, N count) => {GenericMathPrinter.Print(op.Finish(x, other), ["total", "count"])};");
        kernels.Close();
    }

    Documentation Docs(IReadOnlyList<(string Name, string)> parameters, string also, string returns) => new(op)
    {
        Also = also,
        Torch = parameters.Count == 0 ? op.Torch : op.Torch.TrimEnd(')') + $", dim={parameters[0].Name}, keepdim=keepDims)",
        Parameters = [("x", "A tensor of any shape."), .. parameters],
        Returns = returns,
        Errors =
        [
            .. parameters.Count == 0 ? [] : new[] { ("ArgumentException", "x has no such axis, or an axis is named twice.") },
            .. op.TakesEmpty ? [] : new[] { ("ArgumentException", "There are no elements to reduce.") },
        ],
    };
}
