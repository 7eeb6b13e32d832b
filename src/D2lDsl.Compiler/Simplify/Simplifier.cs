using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Simplify;

/// <summary>
/// Rebuilds a graph from what its outputs need: constants move into the expressions that use them, identities and broadcasts
/// that an element-wise op does anyway disappear, equal values become one.
/// </summary>
public sealed partial class Simplifier
{
    readonly Graph source;
    readonly GraphBuilder target = new();
    readonly Dictionary<int, int> moved = [];

    readonly bool keepsDerivatives;

    Simplifier(Graph source, bool keepsDerivatives) => (this.source, this.keepsDerivatives) = (source, keepsDerivatives);

    /// <summary>
    /// The same values from fewer nodes. Derivatives that users wrote are dropped, since nothing after this stage differentiates,
    /// unless <paramref name="keepsDerivatives"/>.
    /// </summary>
    public static Graph Of(Graph source, bool keepsDerivatives = false)
    {
        var simplifier = new Simplifier(source, keepsDerivatives);
        var needed = new bool[source.Nodes.Count];
        foreach (var output in source.Outputs)
            needed[output] = true;
        for (var i = source.Nodes.Count - 1; i >= 0; i--)
            if (needed[i])
                foreach (var input in simplifier.Needs(i, needed))
                    needed[input] = true;
        foreach (var input in source.Inputs)
            simplifier.target.Input(input);
        foreach (var check in source.Checks)
            simplifier.target.Check(check);
        foreach (var requirement in source.Requirements)
            simplifier.target.Require(requirement);
        for (var i = 0; i < source.Nodes.Count; i++)
            if (needed[i])
            {
                simplifier.target.At = source.LineOf(i);
                simplifier.moved[i] = simplifier.Move(i);
                if (source.NameOf(i) is { } name)
                    simplifier.target.Name(simplifier.moved[i], name);
            }
        return simplifier.target.Build(source.Outputs.Select(o => simplifier.moved[o]));
    }

    int Move(int id)
    {
        var node = trimmed.TryGetValue(id, out var region) ? region.Node : source[id];
        var inputs = node.Inputs.Select(i => moved[i]).ToEquatable();
        return node switch
        {
            MapNode map => Map(map, inputs),
            ReshapeNode or PermuteNode or SliceNode or UnfoldNode when ConstantUnder(inputs[0]) is { } constant => target.Expand(constant, node.Shape),
            ReshapeNode => target.Reshape(inputs[0], node.Shape),
            ExpandNode => Expand(inputs[0], node.Shape),
            SliceNode slice => target.Slice(inputs[0], slice.Starts, slice.Steps, slice.Shape),
            PermuteNode permute => Permute(inputs[0], permute),
            ReduceNode reduce when reduce.Axes.All(a => target[inputs[0]].Shape[a].IsOne) && IsPlainSum(reduce) => inputs[0],
            CustomNode when !keepsDerivatives => inputs[0],
            WhileNode loop => target.Add(loop with { Condition = Of(loop.Condition, keepsDerivatives), Body = Of(loop.Body, keepsDerivatives), Inputs = inputs }),
            ProjectNode project when trimmed.TryGetValue(project.Inputs[0], out var from) => target.Add(project with { Index = Array.IndexOf(from.Results, project.Index), Inputs = inputs }),
            _ => target.Add(node with { Inputs = inputs }),
        };
    }

    /// <summary>The constant a value repeats, whatever its shape.</summary>
    int? ConstantUnder(int node) => target[node] switch
    {
        ConstantNode => node,
        ExpandNode expand => ConstantUnder(expand.Inputs[0]),
        _ => null,
    };

    static bool IsPlainSum(ReduceNode reduce) =>
        reduce.Op.Map(new Scalar.Arg(0)) is Scalar.Arg && reduce.Op.Finish(new Scalar.Arg(0), new Scalar.Arg(1)) is Scalar.Arg;

    int Map(MapNode map, EquatableArray<int> inputs)
    {
        var operands = new List<int>();
        var expression = ScalarRules.Simplify(map.Expression.Substitute(i =>
        {
            var input = SkipExpand(inputs[i]);
            if (target[input] is ConstantNode constant)
                return constant.Value;
            if (!operands.Contains(input))
                operands.Add(input);
            return new Scalar.Arg(operands.IndexOf(input));
        }));
        if (expression is Scalar.Const number)
            return Expand(target.Constant(number.Value, map.Type), map.Shape);
        if (expression is Scalar.Arg same && target[operands[same.Index]].Type == map.Type)
            return Expand(operands[same.Index], map.Shape);
        var reads = expression.Reads().ToList();
        return target.Add(new MapNode(expression.Substitute(i => new Scalar.Arg(reads.IndexOf(i))), null,
            reads.Select(i => operands[i]).ToEquatable(), map.Shape, map.Type));
    }

    /// <summary>Element-wise ops broadcast by themselves.</summary>
    int SkipExpand(int node) => target[node] is ExpandNode expand ? SkipExpand(expand.Inputs[0]) : node;

    int Expand(int node, Shape shape) => target.Expand(target[node] is ExpandNode inner ? inner.Inputs[0] : node, shape);

    int Permute(int input, PermuteNode permute) => target[input] is PermuteNode inner
        ? target.Permute(inner.Inputs[0], [.. permute.Axes.Select(a => inner.Axes[a])])
        : target.Permute(input, permute.Axes);
}
