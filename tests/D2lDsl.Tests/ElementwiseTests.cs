using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.EagerTests;

/// <summary>Element-wise ops against their entries' expressions, evaluated in double.</summary>
public class ElementwiseTests
{
    static readonly double[] Specials =
        [0, -0.0, 1, -1, 0.5, -2.5, 3, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-30, -7, 100];

    static readonly (int[] A, int[] B)[] Pairs =
    [
        ([], []), ([3], []), ([], [3]), ([3, 4], [3, 4]), ([3, 4], [4]), ([4], [3, 4]), ([3, 4], [3, 1]), ([3, 1], [3, 4]), ([3, 1], [4]),
        ([3, 1], [1, 4]), ([2, 3, 4], [3, 1]), ([2, 1, 4], [3, 1]), ([1, 1], [2, 3]),
        ([0], [1]), ([0, 3], [3]), ([2, 0], [2, 1]), ([200], [200]),
    ];

    public static TheoryData<string, Type> Unary => Surface.Cases<UnaryOp>();

    public static TheoryData<string, Type> Binary => Surface.Cases<BinaryOp>();

    public static TheoryData<string, Type> Select => Surface.Cases<SelectOp>();

    [Theory]
    [MemberData(nameof(Unary))]
    public void Unary_ops_match_their_expression(string surface, Type type) => Typed.Run(type, new UnaryCase((UnaryOp)Op(surface)));

    [Theory]
    [MemberData(nameof(Binary))]
    public void Binary_ops_match_their_expression(string surface, Type type) => Typed.Run(type, new BinaryCase((BinaryOp)Op(surface)));

    [Theory]
    [MemberData(nameof(Select))]
    public void Selections_match_their_expression(string surface, Type type) => Typed.Run(type, new SelectCase((SelectOp)Op(surface)));

    static Op Op(string surface) => OpTable.Named(surface).Single();

    /// <summary>Numbers the element type can hold; nothing that overflows it.</summary>
    static Grid Numbers<T>(int[] sizes, int seed)
    {
        bool floating = typeof(T) == typeof(float) || typeof(T) == typeof(double);
        int i = seed;
        return Grid.Of(sizes, _ => typeof(T) == typeof(bool) ? i++ % 3 % 2
            : typeof(T) == typeof(byte) ? i++ * 5 % 11 + 1
            : floating ? (float)Specials[i++ * 5 % Specials.Length] : i++ * 5 % 21 - 10);
    }

    sealed record UnaryCase(UnaryOp Entry) : ITyped
    {
        public void Run<T>()
            where T : unmanaged
        {
            if (typeof(T) == typeof(byte) && Entry == Arithmetic.Negate)
                return;
            foreach (int[] sizes in (int[][])[[], [1], [13], [3, 5], [2, 3, 4], [0], [2, 0]])
            {
                var grid = Numbers<T>(sizes, 0);
                var expected = Grid.Of(sizes, index => ScalarValue.Of(Entry.Value([new Scalar.Arg(0)]), grid[index]));
                foreach (var (layout, x) in Layouts.Of<T>(grid))
                {
                    Check<T>(Entry, expected, Surface.Call<T>(Entry, x), $"{Entry.Surface} {layout}");
                    Check<T>(Entry, expected, Surface.CallInstance<T>(Entry, x), $"x.{Entry.Surface} {layout}");
                }
            }
        }
    }

    sealed record BinaryCase(BinaryOp Entry) : ITyped
    {
        public void Run<T>()
            where T : unmanaged
        {
            foreach (var (sizesA, sizesB) in Pairs)
            {
                var (a, b) = (Numbers<T>(sizesA, 9), Numbers<T>(sizesB, 4));
                if (typeof(T) == typeof(byte) && Entry == Arithmetic.Subtract)
                    a = Grid.Of(sizesA, index => 20);
                var expected = Expected(a, b);
                foreach (var (layoutA, x) in Layouts.Of<T>(a))
                foreach (var (layoutB, y) in Layouts.Of<T>(b))
                {
                    var what = $"{Entry.Surface} {x.Shape} {layoutA} with {y.Shape} {layoutB}";
                    Check<T>(Entry, expected, Surface.Call<T>(Entry, x, y), what);
                    if (b.Rank == 0)
                        Check<T>(Entry, expected, Surface.Call<T>(Entry, x, y.Item()), what + " number");
                    if (b.Rank == 0)
                        Check<T>(Entry, expected, Surface.CallInstance<T>(Entry, x, y.Item()), what + " number");
                    if (a.Rank == 0)
                        Check<T>(Entry, expected, Surface.Call<T>(Entry, x.Item(), y), what + " number");
                    Check<T>(Entry, expected, Surface.CallInstance<T>(Entry, x, y), what);
                }
            }
        }

        Grid Expected(Grid a, Grid b)
        {
            var value = Entry.Value([new Scalar.Arg(0), new Scalar.Arg(1)]);
            return Grid.Of(Broadcast(a.Sizes, b.Sizes), index => ScalarValue.Of(value, a.Broadcast(index), b.Broadcast(index)));
        }
    }

    sealed record SelectCase(SelectOp Entry) : ITyped
    {
        public void Run<T>()
            where T : unmanaged
        {
            foreach (var (sizesA, sizesB) in Pairs)
            foreach (int[] sizesC in (int[][])[Broadcast(sizesA, sizesB), [], [1, 1]])
            {
                var (condition, a, b) = (Numbers<bool>(sizesC, 1), Numbers<T>(sizesA, 9), Numbers<T>(sizesB, 4));
                var value = Entry.Value([new Scalar.Arg(0), new Scalar.Arg(1), new Scalar.Arg(2)]);
                var expected = Grid.Of(Broadcast(sizesC, Broadcast(sizesA, sizesB)),
                    index => ScalarValue.Of(value, condition.Broadcast(index), a.Broadcast(index), b.Broadcast(index)));
                foreach (var (layoutC, c) in Layouts.Of<bool>(condition))
                foreach (var (layoutA, x) in Layouts.Of<T>(a))
                foreach (var (layoutB, y) in Layouts.Of<T>(b))
                {
                    var what = $"{Entry.Surface} {c.Shape} {layoutC}, {x.Shape} {layoutA}, {y.Shape} {layoutB}";
                    Expect.Same(expected, (Tensor<T>)Surface.Call<T>(Entry, c, x, y), what);
                    Expect.Same(expected, (Tensor<T>)Surface.CallInstance<T>(Entry, x, c, y), what);
                    if (b.Rank == 0)
                        Expect.Same(expected, (Tensor<T>)Surface.Call<T>(Entry, c, x, y.Item()), what);
                    if (a.Rank == 0)
                        Expect.Same(expected, (Tensor<T>)Surface.Call<T>(Entry, c, x.Item(), y), what);
                    if (a.Rank + b.Rank == 0)
                        Expect.Same(expected, (Tensor<T>)Surface.Call<T>(Entry, c, x.Item(), y.Item()), what);
                }
            }
        }
    }

    static void Check<T>(ElementwiseOp op, Grid expected, object actual, string what)
        where T : unmanaged
    {
        if (op.IsComparison)
            Expect.Same(expected, (Tensor<bool>)actual, what);
        else
            Expect.Same(expected, (Tensor<T>)actual, what);
    }

    static int[] Broadcast(int[] a, int[] b)
    {
        int rank = Math.Max(a.Length, b.Length);
        int Size(int[] sizes, int fromEnd) => fromEnd <= sizes.Length ? sizes[^fromEnd] : 1;
        return [.. Enumerable.Range(0, rank).Select(axis => Size(a, rank - axis) == 1 ? Size(b, rank - axis) : Size(a, rank - axis))];
    }
}
