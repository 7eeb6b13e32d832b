using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Derive;

/// <summary>
/// Which values a run used. A gradient of 0 from a branch that was not taken, or from a loop that made no turn, is not to be multiplied by
/// an infinite slope: nothing was used there, so nothing goes back. A value that some runs do not use has a truth value beside its gradient.
/// </summary>
public sealed partial class Reverse
{
    /// <summary>For a value with a gradient that some runs do not use: the truth value. Others with a gradient are always used.</summary>
    readonly Dictionary<int, int> used = [];

    int? UsedOf(int node) => used.TryGetValue(node, out var truth) ? truth : null;

    /// <summary>Adds what a use of a value hands back to it; <paramref name="when"/> there is this use, null for always.</summary>
    void Receive(int node, int gradient, int? when)
    {
        if (!active.Contains(node))
            return;
        if (!gradients.TryGetValue(node, out var other))
        {
            gradients.Add(node, gradient);
            if (when is { } truth)
                used.Add(node, truth);
            return;
        }
        gradients[node] = Sum(other, gradient);
        if (UsedOf(node) is { } before)
            if (when is { } also)
                used[node] = Either(graph, before, also);
            else
                used.Remove(node);
    }

    /// <summary>What a rule made of the gradient <paramref name="dy"/>; 0 where the value whose gradient that is was not used.</summary>
    int WhereUsed(int? used, int gradient, int dy) => used is not { } truth || StaysZero(gradient, dy) ? gradient
        : graph.Add(new MapNode(Scalar.Select(new Scalar.Arg(0), new Scalar.Arg(1), 0), null, EquatableArray.Of(truth, gradient), graph[gradient].Shape, graph[gradient].Type));

    /// <summary>True where a value is 0 for sure when <paramref name="dy"/> is.</summary>
    bool StaysZero(int node, int dy) => node == dy || graph[node] switch
    {
        ConstantNode constant => constant.Value == 0,
        ReshapeNode or ExpandNode or PermuteNode or SliceNode or PlaceNode or ScanNode => graph[node].Inputs.All(i => StaysZero(i, dy)),
        GatherNode or ScatterNode => StaysZero(graph[node].Inputs[0], dy),
        ReduceNode reduce => ReferenceEquals(reduce.Op, Reductions.Sum) && StaysZero(reduce.Input, dy),
        MapNode map => StaysZero(map.Expression, map.Inputs, dy),
        _ => false,
    };

    bool StaysZero(Scalar expression, EquatableArray<int> inputs, int dy)
    {
        bool Zero(Scalar e) => StaysZero(e, inputs, dy);
        return expression switch
        {
            Scalar.Const number => number.Value == 0,
            Scalar.Arg arg => StaysZero(inputs[arg.Index], dy),
            Scalar.Apply { Primitive: Primitive.Negate or Primitive.Cast } apply => Zero(apply.Operands[0]),
            Scalar.Apply { Primitive: Primitive.Add or Primitive.Subtract } apply => apply.Operands.All(Zero),
            Scalar.Apply { Primitive: Primitive.Multiply } apply => (Zero(apply.Operands[0]) && IsNumber(apply.Operands[1])) || (Zero(apply.Operands[1]) && IsNumber(apply.Operands[0])),
            Scalar.Apply { Primitive: Primitive.Divide } apply => Zero(apply.Operands[0]) && IsNumber(apply.Operands[1]),
            Scalar.Apply { Primitive: Primitive.Select } apply => Zero(apply.Operands[1]) && Zero(apply.Operands[2]),
            _ => false,
        };

        // Sizes are no more infinite than constants; where one is 0, there is no element to divide.
        bool IsNumber(Scalar e) => e is Scalar.Const { Value: not 0 } number ? !double.IsNaN(number.Value) && !double.IsInfinity(number.Value)
            : e is Scalar.Arg arg && graph[inputs[arg.Index]] is SizeNode or ConstantNode { Value: not 0 };
    }

    static int Either(GraphBuilder graph, int a, int b) => a == b || IsTruth(graph[a], 1) || IsTruth(graph[b], 0) ? a
        : IsTruth(graph[a], 0) || IsTruth(graph[b], 1) ? b
        : graph.Add(new MapNode(new Scalar.Arg(0) | new Scalar.Arg(1), null, EquatableArray.Of(a, b), Shape.Scalar, ElementType.Bool));

    static bool IsTruth(Node node, double value) => node is ConstantNode constant && constant.Value == value;

    static int Truth(GraphBuilder graph, bool value) => graph.Constant(value ? 1 : 0, ElementType.Bool);
}
