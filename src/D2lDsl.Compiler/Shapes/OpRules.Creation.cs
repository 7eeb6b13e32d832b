using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Shapes;

public sealed partial class OpRules
{
    /// <summary>What a factory makes, from its numbers in the order of its parameters. It is never stored, only its elements are read.</summary>
    /// <returns>The value, and what it repeats: the value itself, or one that has fewer axes.</returns>
    public (int Node, int Repeated) Create(Creation creation, string text, Shape shape, IReadOnlyList<int> numbers, ElementType type)
    {
        foreach (var size in shape.Dims)
            Graph.Require(new(size.Quotient?.Numerator ?? size, $"{text} has the size {size}"));
        var arguments = OpArguments.None with { Sizes = shape.Dims.Take(1).ToDictionary(_ => Creation.First) };
        var repeated = Evaluate(creation.Body!([.. numbers.Select((_, i) => new TensorExpr.Operand(i))]), numbers, arguments, type, []);
        return (Graph.Expand(repeated, shape), repeated);
    }
}
