using D2lDsl.Compiler.Ops;
using static D2lDsl.Ops;

namespace D2lDsl.EagerTests;

/// <summary>Contractions against a sum over all labels of their index strings.</summary>
public class ContractionTests
{
    /// <summary>Sizes by label, big and awkward enough for tiles and tails; dots are batch axes of either operand.</summary>
    static readonly Dictionary<string, int>[] Sizes =
    [
        new() { ["b"] = 2, ["m"] = 3, ["k"] = 4, ["n"] = 2 },
        new() { ["b"] = 1, ["m"] = 1, ["k"] = 1, ["n"] = 1 },
        new() { ["b"] = 3, ["m"] = 17, ["k"] = 33, ["n"] = 19 },
        new() { ["b"] = 5, ["m"] = 2, ["k"] = 0, ["n"] = 3 },
        new() { ["b"] = 0, ["m"] = 0, ["k"] = 2, ["n"] = 3 },
    ];

    static readonly (int[] A, int[] B)[] Batches = [([2], [2]), ([2, 3], [3]), ([2, 1], [3]), ([], [2]), ([2], []), ([0], [1])];

    public static TheoryData<string, Type> Contractions => Surface.Cases<ContractionOp>();

    [Theory]
    [MemberData(nameof(Contractions))]
    public void Contractions_match_their_forms(string surface, Type type) =>
        Typed.Run(type, new Case((ContractionOp)OpTable.Named(surface).Single()));

    sealed record Case(ContractionOp Entry) : ITyped
    {
        public void Run<T>()
            where T : unmanaged
        {
            foreach (string form in Entry.Forms)
            foreach (var sizes in Sizes)
            foreach (var (batchA, batchB) in form.Contains("...") ? Batches : [([], [])])
            {
                string[][] parts = [.. form.Replace("->", ",").Split(',').Select(Labels)];
                var a = Numbers<T>(Shape(parts[0], batchA, sizes), 3);
                var b = Numbers<T>(Shape(parts[1], batchB, sizes), 5);
                var expected = Expected(parts, a, b, sizes);
                foreach (var (layoutA, x) in Layouts.Of<T>(a))
                foreach (var (layoutB, y) in Layouts.Of<T>(b))
                {
                    var what = $"{Entry.Surface} {x.Shape} {layoutA} with {y.Shape} {layoutB}";
                    Expect.Same(expected, (Tensor<T>)Surface.Call<T>(Entry, x, y), what);
                    Expect.Same(expected, (Tensor<T>)Surface.CallInstance<T>(Entry, x, y), what);
                }
            }
        }

        static string[] Labels(string part) => part.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        static int[] Shape(string[] labels, int[] batch, Dictionary<string, int> sizes) => [.. labels.SelectMany(label =>
            label == "..." ? batch : [sizes[label]])];

        /// <summary>Small whole numbers, so that every type and every order of adding gives the same.</summary>
        static Grid Numbers<T>(int[] sizes, int seed)
        {
            int i = seed;
            return Grid.Of(sizes, _ => typeof(T) == typeof(byte) || typeof(T) == typeof(sbyte) ? i++ % 3 / 2 : i++ * 7 % 11 - 5);
        }

        static Grid Expected(string[][] parts, Grid a, Grid b, Dictionary<string, int> sizes)
        {
            string[] labelsA = [.. parts[0].Where(label => label != "...")], labelsB = [.. parts[1].Where(label => label != "...")];
            string[] labels = [.. parts[2].Where(label => label != "...")], shared = [.. labelsA.Intersect(labelsB).Except(labels)];
            int[] batchA = a.Sizes[..^labelsA.Length], batchB = b.Sizes[..^labelsB.Length];
            int[] batch = Broadcast(batchA, batchB);
            return Grid.Of([.. batch, .. labels.Select(label => sizes[label])], place =>
            {
                double total = 0;
                foreach (int[] inner in Grid.Indices([.. shared.Select(label => sizes[label])]))
                {
                    int At(string label) => shared.Contains(label)
                        ? inner[Array.IndexOf(shared, label)]
                        : place[batch.Length + Array.IndexOf(labels, label)];
                    int[] batchPlace = place[..batch.Length];
                    total += a.Broadcast([.. batchPlace, .. labelsA.Select(At)]) * b.Broadcast([.. batchPlace, .. labelsB.Select(At)]);
                }

                return total;
            });
        }

        static int[] Broadcast(int[] a, int[] b)
        {
            int rank = Math.Max(a.Length, b.Length);
            int Size(int[] sizes, int fromEnd) => fromEnd <= sizes.Length ? sizes[^fromEnd] : 1;
            return [.. Enumerable.Range(0, rank).Select(axis => Size(a, rank - axis) == 1 ? Size(b, rank - axis) : Size(a, rank - axis))];
        }
    }

    [Fact]
    public void Sizes_that_do_not_join_are_named()
    {
        Tensor<float> a = Tensor.Zeros(3, 4), b = Tensor.Zeros(5, 2);
        Assert.Equal("MatMul joins a [3, 4] with b [5, 2]: 4 ≠ 5; transpose one of them or check its declaration",
            Expect.Error<ArgumentException>(() => MatMul(a, b)));
        Assert.Equal("Dot takes [k] with [k]; a has shape [3, 4] and b [5, 2]", Expect.Error<ArgumentException>(() => Dot(a, b)));
        Assert.Equal("Mv takes [m, k] with [k]; a has shape [3, 4] and b [5, 2]", Expect.Error<ArgumentException>(() => Mv(a, b)));
        Assert.Equal(
            "MatMul takes [k] with [k], [m, k] with [k], [k] with [k, n], [m, k] with [k, n], "
            + "[…, m, k] with [k], [k] with […, k, n], […, m, k] with […, k, n]; "
            + "a has shape [] and b [3, 4]", Expect.Error<ArgumentException>(() => MatMul(Sum(a), a)));
        Assert.Equal("MatMul meets the batch axes of a [2] and those of b [3]: axis 0 is 2 against 3; sizes must be equal or 1",
            Expect.Error<ArgumentException>(() => MatMul(Tensor.Zeros(2, 3, 4), Tensor.Zeros(3, 4, 5))));
        Assert.Equal("MatMul needs a numeric tensor, a is Tensor<bool>; use a.Cast<float>()",
            Expect.Error<NotSupportedException>(() => MatMul(a > 0, a > 0)));
    }

    [Fact]
    public void NaN_and_infinity_pass_through()
    {
        var a = Tensor.Of([[1f, float.NaN], [0f, float.PositiveInfinity]]);
        Expect.Is(MatMul(a, Tensor.Of([[1f, 0f], [0f, 0f]])), [2, 2], double.NaN, double.NaN, double.NaN, double.NaN);
        Expect.Is(MatMul(a, Tensor.Of([1f, 1f])), [2], double.NaN, double.PositiveInfinity);
    }
}
