using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Shapes;

public sealed partial class OpRules
{
    /// <summary>A composite op: its body, written out.</summary>
    public int Composite(CompositeOp op, IReadOnlyList<int> inputs, IReadOnlyDictionary<string, int> arguments)
    {
        if (op.Ranks is { } ranks && !ranks.SequenceEqual(inputs.Select(i => Graph[i].Shape.Rank)))
            throw new ShapeException(Catalogue.Rank, op.Surface,
                string.Join(" and ", op.Operands.Zip(ranks, (o, r) => $"{o.Name} with {Axes(r)}")), string.Join(" and ", inputs.Select(Describe)));
        for (var i = 0; i < inputs.Count; i++)
            if (op.Operands[i].Type is { } fixedType ? Graph[inputs[i]].Type != fixedType : (op.Accepts & Graph[inputs[i]].Type.Kind()) == 0)
                throw new ShapeException(Catalogue.ElementType, op.Surface, op.Operands[i].Type?.Keyword() ?? Accepted(op.Accepts),
                    Describe(inputs[i]), Graph[inputs[i]].Type.Keyword(), $"it is the operand {op.Operands[i].Name}");
        var operands = inputs.Select((_, i) => (TensorExpr)new TensorExpr.Operand(i)).ToArray();
        if (op.IndexCheck is { } check && Graph[inputs[check.Operand]] is InputNode indices)
            Graph.Check(new(indices.Index, Graph[inputs[check.Into]].Shape[check.Axis.Value]));
        var type = Graph[inputs[0]].Type;
        return Evaluate(op.Body(operands), inputs, name => arguments[name], type, []);
    }

    static string Axes(int rank) => rank == 1 ? "1 axis" : $"{rank} axes";

    /// <summary>Writes an expression over tensors into the graph. Numbers take the element type <paramref name="type"/>.</summary>
    public int Evaluate(TensorExpr expression, IReadOnlyList<int> operands, Func<string, int> axis, ElementType type, Dictionary<TensorExpr, int> done)
    {
        if (!done.TryGetValue(expression, out var node))
            done.Add(expression, node = New());
        return node;

        int New() => expression switch
        {
            TensorExpr.Operand operand => operands[operand.Index],
            TensorExpr.Number number => Graph.Constant(number.Value, type),
            TensorExpr.Map map => Map(map.Op, [.. map.Inputs.Select(Inner)]),
            TensorExpr.Reduce reduce => Reduce(reduce.Op, Inner(reduce.Input), reduce.Axis is { } a ? [Number(a)] : null, reduce.KeepDims),
            TensorExpr.Unsqueeze unsqueeze => Unsqueeze(Inner(unsqueeze.Input), Number(unsqueeze.Axis)),
            TensorExpr.IndexAlong index => IndexAlong(Inner(index.Like), Number(index.Axis)),
            _ => throw new InvalidOperationException($"No rule for {expression.GetType().Name}."),
        };

        int Inner(TensorExpr e) => Evaluate(e, operands, axis, type, done);

        int Number(Axis a) => a.Parameter is { } name ? axis(name) : a.Value;
    }

    int IndexAlong(int like, int axis)
    {
        var shape = Graph[like].Shape;
        return Graph.Add(new IndexNode(Axis("index", like, axis, shape.Rank), shape, ElementType.Int));
    }
}
