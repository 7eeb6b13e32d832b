using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>One value of the graph. Inputs are indices of earlier nodes, so a list of nodes is always in evaluation order.</summary>
public abstract record Node(EquatableArray<int> Inputs, Shape Shape, ElementType Type);

/// <summary>An argument, parameter or seed of the kernel.</summary>
public sealed record InputNode(int Index, Shape Shape, ElementType Type) : Node([], Shape, Type);

/// <summary>A number; rank 0.</summary>
public sealed record ConstantNode(double Value, ElementType Type) : Node([], Shape.Scalar, Type);

/// <summary>A size as a number; rank 0.</summary>
public sealed record SizeNode(Dim Size, ElementType Type) : Node([], Shape.Scalar, Type);

/// <summary>Each element's index along an axis.</summary>
public sealed record IndexNode(int Axis, Shape Shape, ElementType Type) : Node([], Shape, Type);

/// <summary>
/// A scalar expression over operands that broadcast to <see cref="Node.Shape"/>. <see cref="Op"/> is the entry it came from,
/// which knows its derivative; null for expressions the compiler made itself.
/// </summary>
public sealed record MapNode(Scalar Expression, ElementwiseOp? Op, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type)
{
    // Ops are entries of a static table: identity is equality, and comparing their delegates would only cost time.
    public bool Equals(MapNode? other) => other is not null && ReferenceEquals(Op, other.Op) && Type == other.Type
        && Inputs == other.Inputs && Expression.Equals(other.Expression) && Shape.Equals(other.Shape);

    public override int GetHashCode() => unchecked(Inputs.GetHashCode() * 31 + Expression.GetHashCode());
}

/// <summary>A reduction; reduced axes stay at size 1.</summary>
public sealed record ReduceNode(ReductionOp Op, EquatableArray<int> Axes, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type)
{
    public int Input => Inputs[0];

    public bool Equals(ReduceNode? other) => other is not null && ReferenceEquals(Op, other.Op) && Axes == other.Axes
        && Inputs == other.Inputs && Type == other.Type;

    public override int GetHashCode() => unchecked(Inputs.GetHashCode() * 31 + Axes.GetHashCode());
}

/// <summary>The axes in another order: axis i of the result is axis <c>Axes[i]</c> of the input.</summary>
public sealed record PermuteNode(EquatableArray<int> Axes, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type);

/// <summary>The same elements in row-major order under another shape.</summary>
public sealed record ReshapeNode(EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type);

/// <summary>Broadcast to a larger shape of the same or higher rank.</summary>
public sealed record ExpandNode(EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type);

/// <summary>Multiply and sum over the labels that the result lacks; each string of labels names one operand's axes, one char an axis.</summary>
public sealed record ContractNode(string Left, string Right, string Result, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type);

/// <summary>
/// Repeats a graph while another says so. Inputs: the carried values, then what the condition reads from outside, then what the
/// body reads. Both graphs take the carried values first; the body returns their next values, and then what is collected: one part of a
/// tensor a turn. Results come out by <see cref="ProjectNode"/>, first what is carried, then the tensors that were collected, whose first
/// axis has one position for each turn. <paramref name="Turns"/> says how often it turns, where sizes do.
/// </summary>
public sealed record WhileNode(Graph Condition, Graph Body, int Carried, int Conditioned, int MaxIterations, Dim? Turns, string Text, EquatableArray<int> Inputs)
    : Node(Inputs, Shape.Scalar, ElementType.Bool)
{
    /// <summary>How many tensors are collected, a part each turn.</summary>
    public int Collected => Body.Outputs.Count - Carried;
}

/// <summary>
/// The way back through a loop, turn by turn. Inputs: the loop, then the values this way carries, then <paramref name="Scanned"/> tensors
/// with a part for each turn, then what its body reads from outside. The body takes the values carried back, the loop's carried values at
/// the turn (as <see cref="Taped"/> lists them), the turn's part of each of those tensors, and what it reads; it returns the next values
/// to carry back, and then what is collected, as a loop does.
/// </summary>
public sealed record UnwindNode(Graph Body, int Carried, EquatableArray<int> Taped, int Scanned, EquatableArray<int> Inputs)
    : Node(Inputs, Shape.Scalar, ElementType.Bool)
{
    /// <summary>How many tensors are collected, a part each turn.</summary>
    public int Collected => Body.Outputs.Count - Carried;

    /// <summary>Which products it computes again instead of taking them, and why: for the plan.</summary>
    public EquatableArray<string> Again { get; init; } = [];
}

/// <summary>
/// One of two graphs. Inputs: the condition (rank 0, bool), then what the first graph reads, then what the second does. Results come
/// out by <see cref="ProjectNode"/>.
/// </summary>
public sealed record IfNode(Graph Then, Graph Else, EquatableArray<int> Inputs) : Node(Inputs, Shape.Scalar, ElementType.Bool);

/// <summary>One result of a loop or condition.</summary>
public sealed record ProjectNode(int Index, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type);

/// <summary>
/// The result of a model whose derivative the user wrote. Inputs: the result as the model's body computes it, then what the model was
/// called with. <see cref="Derivative"/> takes those, the result and the gradient of the result, and returns a gradient for each
/// floating-point one of them.
/// </summary>
public sealed record CustomNode(string Model, Graph Derivative, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type)
{
    /// <summary>What the model was called with.</summary>
    public IEnumerable<int> Operands => Inputs.Skip(1);

    /// <summary>The operands that receive gradients.</summary>
    public IEnumerable<int> Differentiable(GraphBuilder graph) => Operands.Where(o => graph[o].Type.IsFloating());
}
