using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Reductions: over all axes, over one, over several; the entry's map, monoid and finish become one struct.</summary>
sealed class ReductionSurface(ReductionOp op)
{
    public void Write(SourceWriter ops, SourceWriter tensor, SourceWriter kernels)
    {
        foreach (var overload in ReducedAxes.Overloads(op.Surface))
        {
            var docs = Docs(overload);
            ops.Gap();
            docs.Write(ops, isGeneric: true);
            ops.Line($"public static Tensor<T> {op.Surface}<T>({string.Join(", ", overload.Declared.Prepend("Tensor<T> x"))})");
            ops.Line("    where T : unmanaged");
            ops.Line($"    => {op.Surface}Along(x, {overload.Mask}, {overload.Keep});");

            tensor.Gap();
            docs.Write(tensor, isGeneric: false, "x");
            var passed = string.Join(", ", overload.Parameters.Select(p => p.Name).Prepend("this"));
            tensor.Line($"public Tensor<T> {op.Surface}({string.Join(", ", overload.Declared)}) => Ops.{op.Surface}({passed});");
        }

        WriteMain(ops);
        WriteKernel(kernels);
    }

    void WriteMain(SourceWriter ops)
    {
        ops.Gap();
        ops.Line($"internal static Tensor<T> {op.Surface}Along<T>(Tensor<T> x, bool[] reduced, bool keepDims{(op.TakesEmpty ? "" : ", bool takesEmpty = false")})");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        ElementDispatch.Write(ops, op, "x", null, (type, recast) =>
        {
            var accumulator = ElementDispatch.Accumulator(type);
            var types = $"{type}, {accumulator}, {op.Surface}Kernel<{accumulator}>";
            return $"Reduce.Along<{types}>(\"{op.Surface}\", {recast("x")}, reduced, keepDims{(op.TakesEmpty ? "" : ", takesEmpty")})";
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
            Monoid.Product => x * other,
            _ => x + other,
        };
        kernels.Open($"readonly struct {op.Surface}Kernel<N> : IReduction<N> where N : {GenericMathPrinter.Constraint(op.Accepts)}");
        kernels.Line($"public static bool TakesEmpty => {(op.TakesEmpty ? "true" : "false")};");
        kernels.Line();
        kernels.Line($"public static N Nothing => {(op.Monoid == Monoid.Product ? "N.One" : "N.Zero")};");
        kernels.Line();
        WriteFunction(kernels, "Map", op.Map(x), ["x"]);
        WriteFunction(kernels, "Combine", combined, ["a", "b"]);
        kernels.Line($"public static N Finish(N total, N count) => {GenericMathPrinter.Print(op.Finish(x, other), ["total", "count"])};");
        kernels.Close();
    }

    /// <summary>For one element, and for as many as a vector holds.</summary>
    static void WriteFunction(SourceWriter kernels, string name, Scalar body, string[] operands)
    {
        foreach (var (type, text) in new[] { ("N", GenericMathPrinter.Print(body, operands)), ("Vector512<N>", VectorPrinter.Print(body, operands)) })
        {
            kernels.Line($"public static {type} {name}({string.Join(", ", operands.Select(operand => $"{type} {operand}"))}) => {text};");
            kernels.Line();
        }
    }

    Documentation Docs(ReducedAxes overload) => new(op)
    {
        Also = overload.Also,
        Torch = overload.Parameters.Count == 1 ? op.Torch : op.Torch.TrimEnd(')') + $", dim={overload.Parameters[0].Name}, keepdim=keepDims)",
        Parameters = [("x", "A tensor of any shape."), .. overload.Parameters],
        Returns = overload.Returns,
        Errors =
        [
            .. overload.Parameters.Count == 1 ? [] : new[] { ("ArgumentException", "x has no such axis, or an axis is named twice.") },
            .. op.TakesEmpty ? [] : new[] { ("ArgumentException", "There are no elements to reduce.") },
        ],
    };
}
