using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Shapes;

/// <summary>The sizes of a tensor's axes.</summary>
public sealed record Shape(EquatableArray<Dim> Dims)
{
    public static Shape Scalar { get; } = new(EquatableArray<Dim>.Empty);

    public static Shape Of(params Dim[] dims) => new(new EquatableArray<Dim>(dims));

    public static Shape Of(IEnumerable<Dim> dims) => new(dims.ToEquatable());

    public int Rank => Dims.Count;

    public Dim this[int axis] => Dims[axis];

    /// <summary>True where the first axis stands for any number of axes, <c>[..., d]</c>: others are counted from the end.</summary>
    public bool HasLeading => Rank > 0 && Dims[0].IsLeading;

    /// <summary>The number of elements.</summary>
    public Dim Count => Dims.Aggregate(Dim.One, (product, dim) => product * dim);

    /// <summary>Row-major strides, in elements.</summary>
    public Dim[] Strides()
    {
        var strides = new Dim[Rank];
        var stride = Dim.One;
        for (var axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Dims[axis];
        }
        return strides;
    }

    public Shape With(int axis, Dim size) => Of(Dims.Select((d, i) => i == axis ? size : d));

    public Shape Substitute(Func<string, Dim> bind) => Of(Dims.Select(d => d.Substitute(bind)));

    /// <summary>Without its axes of size 1, and where each remaining axis was.</summary>
    public int[] NonUnitAxes() => [.. Enumerable.Range(0, Rank).Where(i => !Dims[i].IsOne)];

    public override string ToString() => "[" + string.Join(", ", Dims) + "]";
}
