using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Rules;

/// <summary>Runs a graph on inputs whose elements are all one number, as far as the results are again; anything else is not known.</summary>
public static class Uniform
{
    /// <summary>The number of every node, null where it is not known.</summary>
    public static IReadOnlyList<double?> Of(Graph graph, Func<int, double?> input)
    {
        var values = new double?[graph.Nodes.Count];
        for (var id = 0; id < values.Length; id++)
        {
            double? First() => values[graph[id].Inputs[0]];
            values[id] = graph[id] switch
            {
                InputNode given => input(given.Index),
                ConstantNode constant => constant.Value,
                MapNode map => Of(map.Expression, i => values[map.Inputs[i]]),
                ReduceNode { Op.Monoid: Monoid.Product } => First() is 0 or 1 ? First() : null,
                ReduceNode { Op: var op } => ReferenceEquals(op, Reductions.Sum) || ReferenceEquals(op, Reductions.Norm) ? First() == 0 ? 0 : null : First(),
                ReshapeNode or PermuteNode or ExpandNode or SliceNode or UnfoldNode or GatherNode => First(),
                ContractNode => graph[id].Inputs.Any(i => values[i] == 0) ? 0 : null,
                _ => null,
            };
        }
        return values;
    }

    static double? Of(Scalar expression, Func<int, double?> operand)
    {
        if (expression is Scalar.Arg arg)
            return operand(arg.Index);
        if (expression is Scalar.Const constant)
            return constant.Value;
        var apply = (Scalar.Apply)expression;
        var values = apply.Operands.Select(o => Of(o, operand)).ToArray();
        if (apply.Primitive == Primitive.Multiply && values.Contains(0))
            return 0;
        if (apply.Primitive == Primitive.And && values.Contains(0))
            return 0;
        if (apply.Primitive == Primitive.Select)
            return values[0] is { } test ? values[test != 0 ? 1 : 2] : null;
        return values.Any(v => v is null) ? null : Of(apply.Primitive, [.. values.Select(v => v!.Value)]);
    }

    static double? Of(Primitive primitive, double[] x) => primitive switch
    {
        Primitive.Add => x[0] + x[1],
        Primitive.Subtract => x[0] - x[1],
        Primitive.Multiply => x[0] * x[1],
        Primitive.Divide => x[0] / x[1],
        Primitive.Negate => -x[0],
        Primitive.Abs => Math.Abs(x[0]),
        Primitive.Sqrt => Math.Sqrt(x[0]),
        Primitive.Tanh => Math.Tanh(x[0]),
        Primitive.Sin => Math.Sin(x[0]),
        Primitive.Floor => Math.Floor(x[0]),
        Primitive.Minimum => Math.Min(x[0], x[1]),
        Primitive.Maximum => Math.Max(x[0], x[1]),
        Primitive.Less => x[0] < x[1] ? 1 : 0,
        Primitive.LessOrEqual => x[0] <= x[1] ? 1 : 0,
        Primitive.Equal => x[0] == x[1] ? 1 : 0,
        Primitive.And => x[0] != 0 && x[1] != 0 ? 1 : 0,
        Primitive.Or => x[0] != 0 || x[1] != 0 ? 1 : 0,
        Primitive.Not => x[0] == 0 ? 1 : 0,
        Primitive.Cast => x[0],
        _ => null,
    };
}
