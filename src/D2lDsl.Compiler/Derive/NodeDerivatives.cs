using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Derive;

/// <summary>Derivatives of single nodes, which forward and reverse mode share.</summary>
static class NodeDerivatives
{
    /// <summary>
    /// What an operand of an element-wise node receives: the derivative in terms of the operands, then the result, then the incoming
    /// gradient. An element's derivative is one number, so the same expression carries a tangent forward. Null where it is zero.
    /// </summary>
    public static Scalar? Map(MapNode map, int input)
    {
        var arity = map.Inputs.Count;
        var arguments = Enumerable.Range(0, arity).Select(i => (Scalar)new Scalar.Arg(i)).ToArray();
        return map.Op is { } op ? op.Gradient(input, new Scalar.Arg(arity + 1), arguments, new Scalar.Arg(arity))
            : ScalarDerivative.Along(map.Expression, i => i == input ? new Scalar.Arg(arity + 1) : null);
    }

    /// <summary>An expression over these nodes, of which it takes those it reads.</summary>
    public static int Apply(GraphBuilder graph, Scalar expression, IReadOnlyList<int> available, Shape shape, ElementType type)
    {
        var reads = expression.Reads().ToArray();
        return graph.Add(new MapNode(expression.Substitute(i => new Scalar.Arg(Array.IndexOf(reads, i))), null,
            reads.Select(i => available[i]).ToEquatable(), shape, type));
    }

    /// <summary>The node, converted where it has another element type.</summary>
    public static int Cast(GraphBuilder graph, int x, ElementType type) => graph[x].Type == type ? x
        : graph.Add(new MapNode(Scalar.Cast(new Scalar.Arg(0)), null, EquatableArray.Of(x), graph[x].Shape, type));

    /// <summary>What the operand x of a reduction to y receives of dy; it broadcasts to the shape of x.</summary>
    public static int Reduce(OpRules rules, ReduceNode reduce, int x, int y, int dy)
    {
        var graph = rules.Graph;
        var count = reduce.Axes.Aggregate(Dim.One, (product, axis) => product * graph[x].Shape[axis]);
        int[] operands = [dy, x, y, graph.Size(count, reduce.Type)];
        var names = operands.Select((_, i) => (TensorExpr)new TensorExpr.Operand(i)).ToArray();
        var arguments = OpArguments.None with { Axes = new Dictionary<string, IReadOnlyList<int>?> { [Argument.Reduced.Name] = [.. reduce.Axes] } };
        // A reduction over the same axes is a node of its own; the body refers to it as one more operand.
        var done = new Dictionary<TensorExpr, int>();
        TensorExpr Over(ReductionOp op, TensorExpr e)
        {
            var inner = rules.Evaluate(e, operands, arguments, reduce.Type, done);
            var total = new TensorExpr.Operand(-1);
            done.Add(total, rules.Reduce(op, inner, reduce.Axes, keepDims: true));
            return total;
        }
        return rules.Evaluate(reduce.Op.Vjp(names[0], names[1], names[2], names[3], Over), operands, arguments, reduce.Type, done);
    }

    /// <summary>Writes a graph into another, its inputs replaced; an input that does not exist must not be read.</summary>
    public static int[] Inline(GraphBuilder target, Graph source, Func<int, int> input, Func<int, bool> exists)
    {
        var moved = new int[source.Nodes.Count];
        for (var id = 0; id < source.Nodes.Count; id++)
        {
            if (source[id] is InputNode node)
            {
                moved[id] = exists(node.Index) ? input(node.Index) : -1;
                continue;
            }
            target.At = source.LineOf(id) ?? target.At;
            moved[id] = target.Add(source[id] with { Inputs = source[id].Inputs.Select(i => moved[i]).ToEquatable() });
            if (source.NameOf(id) is { } name)
                target.Hint(moved[id], name);
        }
        return [.. source.Outputs.Select(o => moved[o])];
    }

    public static int Zeros(GraphBuilder graph, Shape shape, ElementType type) => graph.Expand(graph.Constant(0, type), shape);
}
