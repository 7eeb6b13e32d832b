using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// What a causal mask says of an attention: scores of keys behind the query's place by more than <paramref name="Offset"/> become numbers
/// that are at most <paramref name="Filling"/>, whatever they were, and get no gradient. Blocks of such keys need not be computed where
/// their weights are known to be 0.
/// </summary>
public sealed record KeyReach(Dim Offset, double Filling)
{
    /// <summary>The reach of what becomes of scores [… n m]; null where there is none.</summary>
    public static KeyReach? Of(Graph change) => Of(change, change.Outputs[0]);

    static KeyReach? Of(Graph graph, int id)
    {
        if (graph[id] is not MapNode { Expression: Scalar.Apply { Primitive: Primitive.Select } choice } map)
            return graph[id] is ExpandNode ? Of(graph, graph[id].Inputs[0]) : null;
        var isFilled = choice.Operands[1] is Scalar.Const;
        if ((isFilled ? choice.Operands[1] : choice.Operands[2]) is not Scalar.Const { Value: var filling })
            return null;
        if (Bound(graph, map, choice.Operands[0], !isFilled) is { } offset)
            return new(offset, filling);
        // Another mask over a causal one.
        return choice.Operands[isFilled ? 2 : 1] is Scalar.Arg { Index: var other } && Of(graph, map.Inputs[other]) is { } inner ? inner with { Filling = Math.Max(inner.Filling, filling) } : null;
    }

    /// <summary>c, where a condition that is <paramref name="truth"/> says that key ≤ query + c.</summary>
    static Dim? Bound(Graph graph, MapNode map, Scalar condition, bool truth)
    {
        if (condition is Scalar.Arg { Index: var index })
            return graph[map.Inputs[index]] is MapNode inner ? Bound(graph, inner, inner.Expression, truth)
                : graph[map.Inputs[index]] is ExpandNode or ReshapeNode && graph[graph[map.Inputs[index]].Inputs[0]] is MapNode { Shape.Rank: >= 2 } wide && EndsAlike(wide.Shape, graph[map.Inputs[index]].Shape)
                ? Bound(graph, wide, wide.Expression, truth) : null;
        if (condition is not Scalar.Apply apply)
            return null;
        Dim? Either(bool side) => Bound(graph, map, apply.Operands[0], side) ?? Bound(graph, map, apply.Operands[1], side);
        switch (apply.Primitive)
        {
            case Primitive.Not:
                return Bound(graph, map, apply.Operands[0], !truth);
            case Primitive.And when truth:
            case Primitive.Or when !truth:
                return Either(truth);
            case Primitive.Less or Primitive.LessOrEqual:
                // key + a < query + b, or the other way round: not (query + b ≤ key + a).
                var (left, right) = (Place.Of(graph, map, apply.Operands[0]), Place.Of(graph, map, apply.Operands[1]));
                var (key, query) = truth ? (left, right) : (right, left);
                var isStrict = truth == (apply.Primitive == Primitive.Less);
                return key is { IsKey: true } && query is { IsKey: false } ? query.Offset - key.Offset - (isStrict ? 1 : 0) : null;
            case Primitive.Equal when apply.Operands[1] is Scalar.Const { Value: var number } && Chosen(graph, map, apply.Operands[0]) is var (source, choice, yes, no) && (yes == number) != (no == number):
                return Bound(graph, source, choice, truth == (yes == number));
            default:
                return null;
        }
    }

    /// <summary>A condition that was made a number.</summary>
    static (MapNode Map, Scalar Condition, double Yes, double No)? Chosen(Graph graph, MapNode map, Scalar number) =>
        number is Scalar.Arg { Index: var index } && graph[map.Inputs[index]] is MapNode inner ? Chosen(graph, inner, inner.Expression)
        : number is Scalar.Apply { Primitive: Primitive.Select } choice && choice.Operands[1] is Scalar.Const yes && choice.Operands[2] is Scalar.Const no ? (map, choice.Operands[0], yes.Value, no.Value)
        : null;

    static bool EndsAlike(Shape a, Shape b) => b.Rank >= 2 && a[a.Rank - 1].Equals(b[b.Rank - 1]) && a[a.Rank - 2].Equals(b[b.Rank - 2]);

    /// <summary>The place of a key or a query, and how far from it.</summary>
    sealed record Place(bool IsKey, Dim Offset)
    {
        public static Place? Of(Graph graph, MapNode map, Scalar expression) => expression switch
        {
            Scalar.Arg arg => Of(graph, map.Inputs[arg.Index]),
            Scalar.Apply { Primitive: Primitive.Add } sum => Moved(Of(graph, map, sum.Operands[0]), Number(graph, map, sum.Operands[1])) ?? Moved(Of(graph, map, sum.Operands[1]), Number(graph, map, sum.Operands[0])),
            Scalar.Apply { Primitive: Primitive.Subtract } difference => Moved(Of(graph, map, difference.Operands[0]), Number(graph, map, difference.Operands[1]) is { } less ? less * -1 : null),
            _ => null,
        };

        static Place? Moved(Place? place, Dim? by) => place is null || by is null ? null : place with { Offset = place.Offset + by };

        static Place? Of(Graph graph, int id) => graph[id] switch
        {
            MapNode map => Of(graph, map, map.Expression),
            _ => AxisFromEnd(graph, id) is { } axis and <= 1 ? new(axis == 0, 0) : null,
        };

        /// <summary>Which axis positions are along, counted from the end.</summary>
        static int? AxisFromEnd(Graph graph, int id)
        {
            switch (graph[id])
            {
                case IndexNode index:
                    return index.Shape[index.Axis].IsOne ? null : index.Shape.Rank - 1 - index.Axis;
                case ExpandNode expand:
                    return AxisFromEnd(graph, expand.Inputs[0]);
                case ReshapeNode reshape when graph[reshape.Inputs[0]].Shape is var from && from.NonUnitAxes().Length == 1 && reshape.Shape.NonUnitAxes().Length == 1:
                    return AxisFromEnd(graph, reshape.Inputs[0]) is null ? null : reshape.Shape.Rank - 1 - reshape.Shape.NonUnitAxes()[0];
                default:
                    return null;
            }
        }

        static Dim? Number(Graph graph, MapNode map, Scalar expression) => expression switch
        {
            Scalar.Const number when number.Value == Math.Floor(number.Value) && Math.Abs(number.Value) < 1e9 => (Dim)(long)number.Value,
            Scalar.Arg arg when graph[map.Inputs[arg.Index]] is SizeNode size => size.Size,
            _ => null,
        };
    }
}
