using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>An axis or a size in the body of an op: a number, the op's own parameter of that name, or the size of an operand's axis.</summary>
public readonly record struct Axis(int Value, string? Parameter = null, int? Operand = null)
{
    public static implicit operator Axis(int value) => new(value);

    public static Axis From(string parameter) => new(0, parameter);

    public static Axis SizeOf(int operand, int axis) => new(axis, null, operand);
}

/// <summary>
/// An expression over whole tensors in terms of other ops: the body of a composite op, the derivative of a reduction.
/// Nodes are shared by reference: what is used twice is computed once.
/// </summary>
public abstract class TensorExpr
{
    /// <summary>An operand by its position.</summary>
    public sealed class Operand(int index) : TensorExpr
    {
        public int Index { get; } = index;
    }

    /// <summary>A number of the op's element type, or of that of what it meets; of its own where it has one.</summary>
    public sealed class Number(double value, ElementType? type = null) : TensorExpr
    {
        public double Value { get; } = value;

        public ElementType? Type { get; } = type;
    }

    /// <summary>A number that the op takes as an argument.</summary>
    public sealed class Parameter(string name) : TensorExpr
    {
        public string Name { get; } = name;
    }

    /// <summary>An element-wise op.</summary>
    public sealed class Map(ElementwiseOp op, params TensorExpr[] inputs) : TensorExpr
    {
        public ElementwiseOp Op { get; } = op;

        public IReadOnlyList<TensorExpr> Inputs { get; } = inputs;
    }

    /// <summary>A reduction over one axis, over the axes an argument names, or over all where <paramref name="axis"/> is null.</summary>
    public sealed class Reduce(ReductionOp op, TensorExpr input, Axis? axis, bool keepDims) : TensorExpr
    {
        /// <summary>A reduction over several axes.</summary>
        public Reduce(ReductionOp op, TensorExpr input, bool keepDims, params Axis[] axes)
            : this(op, input, axes[0], keepDims) => Axes = axes;

        public ReductionOp Op { get; } = op;

        public TensorExpr Input { get; } = input;

        public Axis? Axis { get; } = axis;

        /// <summary>All axes; null where the reduction is over everything.</summary>
        public IReadOnlyList<Axis>? Axes { get; } = axis is { } one ? [one] : null;

        public bool KeepDims { get; } = keepDims;

        /// <summary>True where there may be no elements to reduce, because nothing then depends on what they give.</summary>
        public bool TakesEmpty { get; init; }
    }

    /// <summary>A new axis of size 1.</summary>
    public sealed class Unsqueeze(TensorExpr input, Axis axis) : TensorExpr
    {
        public TensorExpr Input { get; } = input;

        public Axis Axis { get; } = axis;
    }

    /// <summary>A movement; its arguments are numbers or arguments of the op itself.</summary>
    public sealed class Move(MovementOp op, TensorExpr input, params Axis[] arguments) : TensorExpr
    {
        public MovementOp Op { get; } = op;

        public TensorExpr Input { get; } = input;

        public IReadOnlyList<Axis> Arguments { get; } = arguments;
    }

    /// <summary>So many equal numbers before and behind each of the last two axes.</summary>
    public sealed class Border(TensorExpr input, Axis rows, Axis columns, double fill) : TensorExpr
    {
        public TensorExpr Input { get; } = input;

        public Axis Rows { get; } = rows;

        public Axis Columns { get; } = columns;

        public double Fill { get; } = fill;
    }

    /// <summary>An axis as two: the groups, and what is in each. The groups divide it.</summary>
    public sealed class Split(TensorExpr input, int axis, Axis groups) : TensorExpr
    {
        public TensorExpr Input { get; } = input;

        public int Axis { get; } = axis;

        public Axis Groups { get; } = groups;
    }

    /// <summary>
    /// Windows [..., h, w, kh, kw] added up where they lie in images [..., H, W], the transpose of windows over them. The arguments are rows and
    /// columns of how far windows are apart, how far their elements are, what is cut off at all four sides and what is added at the end.
    /// </summary>
    public sealed class Fold(TensorExpr input, params Axis[] arguments) : TensorExpr
    {
        public TensorExpr Input { get; } = input;

        public IReadOnlyList<Axis> Arguments { get; } = arguments;
    }

    /// <summary>A product of two tensors by an index string, summed over the labels that the result lacks.</summary>
    public sealed class Product(string pattern, TensorExpr left, TensorExpr right) : TensorExpr
    {
        /// <summary><c>ij,jk-&gt;ik</c></summary>
        public string Pattern { get; } = pattern;

        public TensorExpr Left { get; } = left;

        public TensorExpr Right { get; } = right;
    }

    /// <summary>Several tensors as one.</summary>
    public sealed class Join(JoinOp op, Axis axis, params TensorExpr[] inputs) : TensorExpr
    {
        public JoinOp Op { get; } = op;

        public Axis Axis { get; } = axis;

        public IReadOnlyList<TensorExpr> Inputs { get; } = inputs;
    }

    /// <summary>The rows of a matrix that indices of any shape name; its columns are a new last axis.</summary>
    public sealed class Lookup(TensorExpr table, TensorExpr index) : TensorExpr
    {
        public TensorExpr Table { get; } = table;

        public TensorExpr Index { get; } = index;
    }

    /// <summary>An int that the op takes as an argument, as a tensor of int.</summary>
    public sealed class Whole(string name) : TensorExpr
    {
        public string Name { get; } = name;
    }

    /// <summary>The number of elements along the axes that an argument names.</summary>
    public sealed class Count(TensorExpr of, Axis axis) : TensorExpr
    {
        public TensorExpr Of { get; } = of;

        public Axis Axis { get; } = axis;
    }

    /// <summary>0, 1, … below a size that the op takes as an argument; of the op's element type, or of its own.</summary>
    public sealed class Range(string size, ElementType? type = null) : TensorExpr
    {
        public string Size { get; } = size;

        public ElementType? Type { get; } = type;
    }

    /// <summary>
    /// Each element's index along an axis, as int, in the shape of <paramref name="like"/>; along several axes their row-major index.
    /// </summary>
    public sealed class IndexAlong(TensorExpr like, Axis axis) : TensorExpr
    {
        public TensorExpr Like { get; } = like;

        public Axis Axis { get; } = axis;
    }

    /// <summary>
    /// Random numbers in [0, 1), in the shape of <paramref name="like"/> and of its element type: each a function of the seed, an int of
    /// rank 0, and of the element's row-major index.
    /// </summary>
    public sealed class Random(TensorExpr like, TensorExpr seed) : TensorExpr
    {
        public TensorExpr Like { get; } = like;

        public TensorExpr Seed { get; } = seed;

        /// <summary>A number of an element's index and the seed: 32 bits, taken as an int, to [0, 1). A float rounds the largest of them to 1.</summary>
        public static Scalar Of(Scalar index, Scalar seed) =>
            Scalar.Minimum(Scalar.Cast(Scalar.Hash(index, seed)) * (1 / 4294967296.0) + 0.5, 1 - 1 / 16777216.0);
    }

    public static implicit operator TensorExpr(double value) => new Number(value);

    public static TensorExpr operator +(TensorExpr a, TensorExpr b) => new Map(Arithmetic.Add, a, b);
    public static TensorExpr operator -(TensorExpr a, TensorExpr b) => new Map(Arithmetic.Subtract, a, b);
    public static TensorExpr operator *(TensorExpr a, TensorExpr b) => new Map(Arithmetic.Multiply, a, b);
    public static TensorExpr operator /(TensorExpr a, TensorExpr b) => new Map(Arithmetic.Divide, a, b);
    public static TensorExpr operator -(TensorExpr a) => new Map(Arithmetic.Negate, a);
}
