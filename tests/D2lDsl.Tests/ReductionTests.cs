using System.Reflection;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using static D2lDsl.Ops;

namespace D2lDsl.EagerTests;

/// <summary>Reductions against their entries: every set of axes, kept or not, over every layout.</summary>
public class ReductionTests
{
    delegate Tensor<T> OverAxes<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims)
        where T : unmanaged;

    public static TheoryData<string, Type> Reductions => Surface.Cases<ReductionOp>();

    [Theory]
    [MemberData(nameof(Reductions))]
    public void Reductions_match_their_entry(string surface, Type type) =>
        Typed.Run(type, new Case(OpTable.Named(surface).OfType<ReductionOp>().Single()));

    sealed record Case(ReductionOp Entry) : ITyped
    {
        public void Run<T>()
            where T : unmanaged
        {
            var overAxes = Surface.Static(Entry, typeof(T))
                .Single(method => method.GetParameters() is [_, var axes, _] && axes.ParameterType == typeof(ReadOnlySpan<int>))
                .CreateDelegate<OverAxes<T>>();
            foreach (int[] sizes in (int[][])[[], [1], [5], [300], [3, 4], [2, 3, 4], [3, 1, 2], [130, 3], [5, 40], [2, 0], [0, 3]])
            foreach (bool withNaN in (bool[])[false, true])
            {
                var grid = Numbers<T>(sizes, withNaN);
                foreach (var (layout, x) in Layouts.Of<T>(grid))
                for (int set = 0; set < 1 << sizes.Length; set++)
                {
                    int[] axes = [.. Enumerable.Range(0, sizes.Length).Where(axis => (set >> axis & 1) == 1)];
                    if (!Entry.TakesEmpty && axes.Aggregate(1, (count, axis) => count * sizes[axis]) == 0)
                        continue;
                    var what = $"{Entry.Surface} of {x.Shape} {layout} over {string.Join(",", axes)}";
                    if (axes.Length == sizes.Length)
                    {
                        Expect.Same(Expected(grid, axes, false), (Tensor<T>)Surface.Call<T>(Entry, x), what);
                        Expect.Same(Expected(grid, axes, false), (Tensor<T>)Surface.CallInstance<T>(Entry, x), what);
                    }

                    foreach (bool keepDims in (bool[])[false, true])
                    {
                        if (axes.Length == sizes.Length)
                            Expect.Same(Expected(grid, axes, keepDims), (Tensor<T>)Surface.Call<T>(Entry, x, keepDims), what);
                        if (axes.Length > 0)
                            Expect.Same(Expected(grid, axes, keepDims), overAxes(x, axes, keepDims), what);
                        if (axes.Length == 1)
                        {
                            var expected = Expected(grid, axes, keepDims);
                            int fromEnd = axes[0] - sizes.Length;
                            Expect.Same(expected, (Tensor<T>)Surface.Call<T>(Entry, x, axes[0], keepDims), what);
                            Expect.Same(expected, (Tensor<T>)Surface.CallInstance<T>(Entry, x, fromEnd, keepDims), what);
                        }
                    }
                }
            }
        }

        static Grid Numbers<T>(int[] sizes, bool withNaN)
        {
            bool floating = typeof(T) == typeof(float) || typeof(T) == typeof(double);
            int i = 0;
            // Sums of small types must not overflow.
            bool tiny = typeof(T) == typeof(byte) || typeof(T) == typeof(sbyte);
            return Grid.Of(sizes, _ => tiny ? (sizes.Any(size => size >= 40) ? (i++ % 11 == 0 ? 1 : 0) : i++ % 5)
                : floating && withNaN && i++ % 7 == 3 ? double.NaN
                : floating ? (float)(i++ * 37 % 23 / 4.0 - 2.3) : i++ * 37 % 23 - 9);
        }

        Grid Expected(Grid grid, int[] axes, bool keepDims)
        {
            int count = axes.Aggregate(1, (product, axis) => product * grid.Sizes[axis]);
            var (map, finish) = (Entry.Map(new Scalar.Arg(0)), Entry.Finish(new Scalar.Arg(0), new Scalar.Arg(1)));
            int[] kept = [.. grid.Sizes.Select((size, axis) => axes.Contains(axis) ? 1 : size)];
            var full = Grid.Of(kept, place =>
            {
                var values = Grid.Indices(grid.Sizes)
                    .Where(index => index.Select((at, axis) => axes.Contains(axis) || at == place[axis]).All(same => same))
                    .Select(index => ScalarValue.Of(map, grid[index])).ToList();
                double total = Entry.Monoid switch
                {
                    Monoid.Sum => values.Sum(),
                    Monoid.Product => values.Aggregate(1.0, (product, value) => product * value),
                    _ when values.Any(double.IsNaN) => double.NaN,
                    Monoid.Maximum => values.Max(),
                    _ => values.Min(),
                };
                return ScalarValue.Of(finish, total, count);
            });
            return keepDims ? full : full with { Sizes = [.. grid.Sizes.Where((_, axis) => !axes.Contains(axis))] };
        }
    }

    [Fact]
    public void Every_spelling_of_the_axes_compiles()
    {
        var x = Tensor.Arange<float>(6).Reshape(2, 3);
        Expect.Is(Sum(x), [], 15);
        Expect.Is(Sum(x, 1), [2], 3, 12);
        Expect.Is(Sum(x, axis: 1, keepDims: true), [2, 1], 3, 12);
        Expect.Is(Sum(x, [0, 1]), [], 15);
        Expect.Is(Sum(x, axes: [0, -1], keepDims: true), [1, 1], 15);
        int[] axes = [0];
        Expect.Is(Sum(x, axes), [3], 3, 5, 7);
        Expect.Is(Sum(x, new[] { 0 }, keepDims: true), [1, 3], 3, 5, 7);
        Expect.Is(x.Sum(axes: [0]), [3], 3, 5, 7);
        Expect.Is(x.Sum(axis: -1, keepDims: true), [2, 1], 3, 12);
        Expect.Is(x.Max(0), [3], 3, 4, 5);
    }

    [Fact]
    public void Float_sums_are_as_exact_as_the_type()
    {
        var x = Tensor.Full([1000, 1000], 0.1f);
        float right = (float)(1e6 * (double)0.1f);
        Assert.Equal(right, Sum(x).Item());
        Assert.Equal(0.1f, Mean(x).Item());
        Assert.Equal((float)(1000 * (double)0.1f), Sum(x, 0)[7].Item());
        var y = Tensor.Full([10_000_000], 0.1);
        Assert.Equal(1e6, Sum(y).Item(), 1e-8);
    }

    [Fact]
    public void A_total_is_the_same_beside_others_and_alone()
    {
        // More results than are added up at once, several chunks, a view.
        var whole = Tensor.Arange<float>(3 * 2 * 90_000).Reshape(3, 90_000, 2);
        var x = (whole - 77f * Floor(whole / 77f))[.., .., 1];
        var (sums, largest) = (Sum(x, 0), Max(x.Clone(), 0));
        foreach (int column in (int[])[0, 511, 512, 1023, 65_535, 65_536, 89_999])
        {
            Assert.Equal(Sum(x[.., column]).Item(), sums[column].Item());
            Assert.Equal(Max(x[.., column]).Item(), largest[column].Item());
        }

        var rows = Sum(x.Clone(), 1);
        for (int row = 0; row < 3; row++)
            Assert.Equal(Sum(x[row].Clone()).Item(), rows[row].Item());
        Assert.Equal(Sum(rows).Item(), Sum(x).Item());

        // Many short rows, in one chunk and in several.
        var many = x.Clone().Reshape(90_000, 3);
        var short1 = Sum(many, 1);
        var short2 = Max(many.Reshape(45_000, 2, 3), 1);
        foreach (int row in (int[])[0, 1, 21_845, 21_846, 44_999])
        {
            Assert.Equal(Sum(many[row]).Item(), short1[row].Item());
            Assert.Equal(Math.Max(many[2 * row, 2].Item(), many[2 * row + 1, 2].Item()), short2[row, 2].Item());
        }
    }

    [Fact]
    public void Nothing_to_reduce()
    {
        var none = Tensor.Zeros(0, 3);
        Expect.Is(Sum(none), [], 0);
        Expect.Is(Mean(none), [], double.NaN);
        Expect.Is(Sum(none, 0), [3], 0, 0, 0);
        Expect.Is(Norm(none, 1), [0]);
        Expect.Is(Max(none, 1), [0]);
        Assert.Equal("Max: x has shape [0, 3], so there are no elements to reduce, and no elements have no max",
            Expect.Error<ArgumentException>(() => Max(none)));
        Expect.Error<ArgumentException>(() => Min(none, 0));
    }

    [Fact]
    public void Axes_that_do_not_exist_are_named()
    {
        var x = Tensor.Zeros(2, 3);
        Assert.Equal("Sum: axis 2 does not exist in shape [2, 3]; axes run from 0 to 1 or from -2 to -1",
            Expect.Error<ArgumentException>(() => Sum(x, 2)));
        Assert.Equal("Mean: axis -3 does not exist in shape [2, 3]; axes run from 0 to 1 or from -2 to -1",
            Expect.Error<ArgumentException>(() => x.Mean(-3)));
        Assert.Equal("Sum: [1, -1] names axis 1 of shape [2, 3] twice", Expect.Error<ArgumentException>(() => Sum(x, [1, -1])));
        Assert.Equal("Sum: axis 0 does not exist; a scalar, shape [], has no axes", Expect.Error<ArgumentException>(() => Sum(Sum(x), 0)));
        Assert.Equal("Sum: no axes are named; leave the argument out to reduce all of shape [2, 3]",
            Expect.Error<ArgumentException>(() => Sum(x, [])));
        Assert.Equal("Mean needs a floating-point tensor, x is Tensor<int>; use x.Cast<float>()",
            Expect.Error<NotSupportedException>(() => Mean(x.Cast<int>())));
        Assert.Equal("Sum needs a numeric tensor, x is Tensor<bool>; use x.Cast<float>()",
            Expect.Error<NotSupportedException>(() => Sum(x > 0)));
    }
}
