using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>A call of an op, inside of a model or anywhere else.</summary>
/// <param name="Arguments">Axes, sizes and numbers as they were given.</param>
/// <param name="Result">The shape it gives; null while it is being asked why there is none.</param>
public sealed record OpCall(Op Op, IReadOnlyList<Operand> Operands, OpArguments Arguments, Shape? Result)
{
    /// <summary>The first operand; most ops have one alone.</summary>
    public Operand X => Operands[0];

    /// <summary>The axes the op goes along, as indices from the front; all for a reduction that names none, none where they cannot be counted.</summary>
    public IReadOnlyList<int> Axes
    {
        get
        {
            var given = Arguments.Axes.TryGetValue(Argument.Reduced.Name, out var axes);
            return X.Shape.HasLeading || !given ? []
                : axes is null ? [.. Enumerable.Range(0, X.Shape.Rank)]
                : [.. axes.Select(a => a < 0 ? a + X.Shape.Rank : a).Where(a => a >= 0 && a < X.Shape.Rank)];
        }
    }

    /// <summary>How messages call the op: its operator, if it has one.</summary>
    public string Title => Op.Symbol is { } symbol ? $"'{symbol}'" : Op.Surface;
}
