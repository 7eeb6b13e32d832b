using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Derive;

/// <summary>
/// Forward mode: writes a graph anew with a tangent beside each value that depends on the parameters: how the value changes when
/// the parameters move along given directions. A value that does not depend on them costs nothing more.
/// </summary>
public sealed partial class Forward
{
    readonly Graph source;
    readonly GraphBuilder target;
    readonly OpRules rules;
    readonly IReadOnlyList<int> inputs;
    readonly IReadOnlyList<int?> inputTangents;
    readonly int[] values;
    readonly int?[] tangents;

    Forward(Graph source, GraphBuilder target, IReadOnlyList<int> inputs, IReadOnlyList<int?> inputTangents)
    {
        (this.source, this.target, this.inputs, this.inputTangents) = (source, target, inputs, inputTangents);
        rules = new(target);
        values = new int[source.Nodes.Count];
        tangents = new int?[source.Nodes.Count];
        for (var id = 0; id < source.Nodes.Count; id++)
            Walk(id);
    }

    /// <summary>
    /// The Jacobian-vector product: first what the graph returns, then the tangent of each floating-point result. One more input for
    /// each parameter takes the direction it moves in.
    /// </summary>
    public static Graph Of(Graph graph)
    {
        var (builder, walk) = Along(graph, "tangent");
        return builder.Build(graph.Outputs.Select(o => walk.values[o]).Concat(graph.Outputs.Where(o => graph[o].Type.IsFloating()).Select(walk.Tangent)));
    }

    /// <summary>
    /// The Hessian-vector product of a graph that returns one number: the tangents of its gradients, forward over reverse. One more
    /// input for each parameter takes the vector.
    /// </summary>
    public static Graph OfGradient(Graph graph)
    {
        var gradient = Reverse.Of(graph);
        var (builder, walk) = Along(gradient, "vector");
        return builder.Build(gradient.Outputs.Skip(graph.Outputs.Count).Select(walk.Tangent));
    }

    static (GraphBuilder Builder, Forward Walk) Along(Graph graph, string prefix)
    {
        var builder = new GraphBuilder();
        var inputs = graph.Inputs.Select(builder.Input).ToArray();
        foreach (var check in graph.Checks)
            builder.Check(check);
        foreach (var requirement in graph.Requirements)
            builder.Require(requirement);
        var tangents = graph.Inputs.Select(input => input.IsParameter
            ? builder.Input(input with { Name = prefix + char.ToUpperInvariant(input.Name[0]) + input.Name.Substring(1), IsParameter = false, Member = false }) : (int?)null).ToArray();
        return (builder, new(graph, builder, inputs, tangents));
    }

    /// <summary>The tangent of a value; zeros where it has none.</summary>
    int Tangent(int node) => tangents[node] ?? NodeDerivatives.Zeros(target, source[node].Shape, source[node].Type);

    void Walk(int id)
    {
        var node = source[id];
        target.At = source.LineOf(id);
        switch (node)
        {
            case InputNode input:
                (values[id], tangents[id]) = (inputs[input.Index], inputTangents[input.Index]);
                return;
            case WhileNode loop:
                Loop(id, loop);
                return;
            case UnwindNode unwind:
                Unwind(id, unwind);
                return;
            case IfNode choice:
                Choice(id, choice);
                return;
        }
        values[id] = node is ProjectNode collected && regionCollected.TryGetValue(collected.Inputs[0], out var later) && collected.Index >= later.From
            ? target.Add(collected with { Index = collected.Index + later.By, Inputs = EquatableArray.Of(values[collected.Inputs[0]]) }) : Copy(node);
        if (node.Type.IsFloating())
            tangents[id] = node is ProjectNode project ? Projected(project) : node.Inputs.Any(i => tangents[i] is not null) ? Rule(id, node) : null;
        if (source.NameOf(id) is { } name)
        {
            target.Hint(values[id], name);
            if (tangents[id] is { } tangent)
                target.Hint(tangent, name + "Tangent");
        }
    }

    int Copy(Node node) => target.Add(node with { Inputs = node.Inputs.Select(i => values[i]).ToEquatable() });

    int? Rule(int id, Node node) => node switch
    {
        MapNode { Expression: Scalar.Apply { Primitive: Primitive.Cast } } map => tangents[map.Inputs[0]] is { } x ? NodeDerivatives.Cast(target, x, map.Type) : null,
        MapNode map => Map(id, map),
        ReduceNode reduce => Reduce(id, reduce),
        ContractNode contract => Contract(contract),
        CustomNode custom => Custom(id, custom),
        ScanNode { Monoid: Monoid.Product } products => RunningProducts.Tangent(rules, products, values[products.Inputs[0]], values[id], tangents[products.Inputs[0]]!.Value),
        // Everything else moves elements without computing: the tangents move the same way.
        _ => target.Add(node with { Inputs = node.Inputs.Select(i => source[i].Type.IsFloating() ? Tangent(i) : values[i]).ToEquatable() }),
    };

    int? Map(int id, MapNode map)
    {
        // Operands first, then the result, then the tangents.
        var arity = map.Inputs.Count;
        Scalar? sum = null;
        for (var input = 0; input < arity; input++)
            if (tangents[map.Inputs[input]] is not null && NodeDerivatives.Map(map, input) is { } rule)
            {
                var term = rule.Substitute(i => new Scalar.Arg(i <= arity ? i : i + input));
                sum = sum is null ? term : sum + term;
            }
        if (sum is null)
            return null;
        int[] available = [.. map.Inputs.Select(i => values[i]), values[id],
            .. map.Inputs.Select(i => tangents[i] is { } x ? NodeDerivatives.Cast(target, x, map.Type) : -1)];
        return NodeDerivatives.Apply(target, sum, available, map.Shape, map.Type);
    }

    /// <summary>A reduction's gradient for dy = 1 is how much each element counts.</summary>
    int Reduce(int id, ReduceNode reduce)
    {
        var weights = NodeDerivatives.Reduce(rules, reduce, values[reduce.Input], values[id], target.Constant(1, reduce.Type));
        return rules.Reduce(Reductions.Sum, rules.Map(Arithmetic.Multiply, weights, tangents[reduce.Input]!.Value), reduce.Axes, keepDims: true);
    }

    int Contract(ContractNode node)
    {
        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        var left = tangents[a] is { } da ? target.Add(node with { Inputs = EquatableArray.Of(da, values[b]) }) : (int?)null;
        var right = tangents[b] is { } db ? target.Add(node with { Inputs = EquatableArray.Of(values[a], db) }) : (int?)null;
        return left is { } l && right is { } r ? rules.Map(Arithmetic.Add, l, r) : left ?? right!.Value;
    }

    /// <summary>
    /// A derivative that the user wrote maps dy to gradients, and does so linearly; the gradient of that map by dy, with the tangents as
    /// seeds, is its transpose, which maps tangents to the tangent of the result.
    /// </summary>
    int Custom(int id, CustomNode custom)
    {
        var operands = custom.Operands.ToArray();
        var floating = operands.Where(o => source[o].Type.IsFloating()).ToArray();
        var transposed = Reverse.Backward(custom.Derivative, [operands.Length + 1]);
        return NodeDerivatives.Inline(target, transposed, i => i < operands.Length ? values[operands[i]]
            : i == operands.Length ? values[id]
            : i == operands.Length + 1 ? NodeDerivatives.Zeros(target, custom.Shape, custom.Type)
            : Tangent(floating[i - operands.Length - 2]), _ => true)[0];
    }
}
