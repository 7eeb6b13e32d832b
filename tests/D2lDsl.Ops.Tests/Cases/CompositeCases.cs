using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>Composite ops; each needs operands of its own.</summary>
static class CompositeCases
{
    public static IEnumerable<OpModel> Of(CompositeOp op) => op.Surface switch
    {
        "CrossEntropy" => CrossEntropy(op),
        _ => throw new InvalidOperationException($"write cases for {op.Surface}"),
    };

    static IEnumerable<OpModel> CrossEntropy(CompositeOp op)
    {
        OpModel Model(string type, params string[] bindings) => new()
        {
            Op = op, Body = "CrossEntropy(logits, labels)", Torch = op.Torch, Result = type, Bindings = bindings,
            Operands = [new("logits", type, "n c", op.Domain), new("labels", "int", "n", new(0, 4))],
        };
        yield return Model("double", "n=3 c=4", "n=1 c=4", "n=5 c=19");
        yield return Model("float", "n=3 c=4", "n=5 c=19");
        yield return Model("double", "n=3 c=1") with { Note = "one class", Values = [[0.5, -1, 2], [0, 0, 0]] };
        yield return Model("double", "n=2 c=3") with { Note = "large", Values = [[1000, 0, -1000, -2000, -2001, -2000], [1, 2]] };
        yield return Model("double", "n=2 c=3") with { Note = "special", Values = [[1, double.NaN, 2, 0, 1, 2], [0, 1]] };
        yield return Model("double", "n=2 c=3") with { Note = "masked", Values = [[1, double.NegativeInfinity, 2, 0, 1, double.NegativeInfinity], [0, 1]] };
    }
}
