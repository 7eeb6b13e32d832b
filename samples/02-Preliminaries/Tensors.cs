using D2lDsl;
using static D2lDsl.Ops;

namespace PreliminariesSample;

/// <summary>Making tensors, looking at them, reshaping, cutting and joining them, and counting with them.</summary>
public static class Tensors
{
    public static void Show(Comparison examples)
    {
        examples.Chapter("Tensors",
            """
            A tensor is an array of numbers of one type with any number of axes: with none it is a scalar, with one a vector, with two a
            matrix. Time series and colour pictures have three (width, height, colour), batches of pictures four, videos five. The number of
            axes is the rank; Zeros(2, 3, 4) has rank 3, one for each size. D2lDsl's Tensor<T> is neither a .NET array nor the
            Tensor<T> of System.Numerics, but it shares their memory where asked to.
            """, "S1-01, S2-01, S3-57");
        Making(examples);
        Counting(examples);
        Joining(examples);
        Cutting(examples);
        Sharing(examples);
    }

    static void Making(Comparison examples)
    {
        var x = Tensor.Arange(12);
        examples.Prints("S0-02", "Tensor.Arange(12)", x, "tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11])");
        examples.Prints("S1-02", "x.Shape and x.Length", $"{x.Shape} {x.Length}", "[12] 12");
        examples.Prints("S0-03", "x.Reshape(3, 4)", x.Reshape(3, 4),
            """
            tensor([[ 0,  1,  2,  3],
                    [ 4,  5,  6,  7],
                    [ 8,  9, 10, 11]])
            """);
        var (rows, columns) = x.Reshape(3, 4).Shape;
        examples.Prints("S0-05", "var (rows, columns) = x.Reshape(3, 4).Shape", $"{rows} {columns}", "3 4");
        examples.Prints("S0-07", "Tensor.Arange<float>(12).Reshape(3, 4)", Tensor.Arange<float>(12).Reshape(3, 4),
            """
            tensor([[ 0.,  1.,  2.,  3.],
                    [ 4.,  5.,  6.,  7.],
                    [ 8.,  9., 10., 11.]])
            """);
        examples.Prints("S2-08", "Tensor.Arange(0, 10, 2)", Tensor.Arange(0, 10, 2), "tensor([0, 2, 4, 6, 8])");
        examples.Prints("S1-04", "Tensor.Zeros(2, 3)", Tensor.Zeros(2, 3), "tensor([[0., 0., 0.],\n        [0., 0., 0.]])");
        examples.Prints("S4-03", "the rank of Tensor.Zeros(2, 3, 4)", Tensor.Zeros(2, 3, 4).Rank, "3");
        examples.Prints("S2-02", "Tensor.Of((sbyte)1)", Tensor.Of((sbyte)1), "tensor(1, dtype=int8)");
        examples.Prints("S2-04", "Tensor.Of(1, 2, 3, 4), the data; Tensor.Empty<int>(2) is a size", Tensor.Of([1, 2, 3, 4]),
            "tensor([1, 2, 3, 4], dtype=int32)");
        examples.Prints("S1-06", "Tensor.Of(new long[,] { … })", Tensor.Of(new long[,] { { 2, 1, 4, 3 }, { 1, 2, 3, 4 }, { 4, 3, 2, 1 } }),
            """
            tensor([[2, 1, 4, 3],
                    [1, 2, 3, 4],
                    [4, 3, 2, 1]])
            """);
        // Numbers at random are the same for the same seed, so that a run can be repeated.
        examples.Holds("S0-04", "RandN with one seed gives the same numbers twice",
            Tensor.RandN(new Random(1), 3, 4).ToArray().SequenceEqual(Tensor.RandN(new Random(1), 3, 4).ToArray()));
        var uniform = Tensor.Rand(new Random(2), 1000);
        examples.Holds("S4-04", "Rand lies in [0, 1)", uniform.ToArray().All(u => u is >= 0 and < 1));
        examples.IsNear("S4-22", "Normal(mean 3, deviation 2) of 100,000 numbers has that mean",
            Tensor.Normal(new Random(3), 3, 2, 100_000).Mean().Item(), 3, 0.03);
        examples.Prints("S4-05", "Tensor.Rand(2, 3, 4).Shape", Tensor.Rand(2, 3, 4).Shape, "[2, 3, 4]");
        examples.Prints("S4-06", "RandN(1, 3, 4).Reshape(3, 4): a batch of one, without the batch", Tensor.RandN(1, 3, 4).Reshape(3, 4).Shape, "[3, 4]");
#pragma warning disable D2L0205    // The editor says so too; this is what running it says.
        examples.Refuses<ArgumentException>("S0-03", "x.Reshape(3, 5)", () => x.Reshape(3, 5), "12");
#pragma warning restore D2L0205
    }

    static void Counting(Comparison examples)
    {
        var x = Tensor.Of([1f, 2, 4, 8]);
        var y = Tensor.Of([2f, 2, 2, 2]);
        examples.Prints("S3-04", "x + y", x + y, "tensor([ 3.,  4.,  6., 10.])");
        examples.Prints("S3-05", "x - y", x - y, "tensor([-1.,  0.,  2.,  6.])");
        examples.Prints("S3-06", "x * y: element by element, no matrix product", x * y, "tensor([ 2.,  4.,  8., 16.])");
        examples.Prints("S3-07", "x / y", x / y, "tensor([0.5000, 1.0000, 2.0000, 4.0000])");
        examples.Prints("S3-08", "Pow(x, y); in C#, ^ is another operation", Pow(x, y), "tensor([ 1.,  4., 16., 64.])");
        examples.Prints("S3-09", "Exp(x)", Exp(x), "tensor([2.7183e+00, 7.3891e+00, 5.4598e+01, 2.9810e+03])");
        // Types are not mixed behind one's back: int64 + float32 does not compile until one of them is cast.
        examples.Prints("S1-07", "x + Tensor.Of([2L, 2, 2, 2]).Cast<float>()", x + Tensor.Of([2L, 2, 2, 2]).Cast<float>(), "tensor([ 3.,  4.,  6., 10.])");
        var k = Tensor.Of(new[,] { { 0.1226f, 0.2100f, 0.9319f }, { 0.4949f, 0.5176f, 0.3835f } });
        examples.Prints("S2-10", "k + 1", k + 1, "tensor([[1.1226, 1.2100, 1.9319],\n        [1.4949, 1.5176, 1.3835]])");

        // Two tensors that are both stretched are a warning (D2L0302), unless Unsqueeze says that every pair is meant.
        var a = Tensor.Arange(3);
        var b = Tensor.Arange(2);
        examples.Prints("S1-23", "a.Unsqueeze(1) + b.Unsqueeze(0), of shapes [3, 1] and [1, 2]: both are stretched", a.Unsqueeze(1) + b.Unsqueeze(0),
            """
            tensor([[0, 1],
                    [1, 2],
                    [2, 3]])
            """);
        examples.Prints("S2-15", "Arange(1, 3).Unsqueeze(0) + Arange(1, 4).Unsqueeze(1)", Tensor.Arange(1, 3).Unsqueeze(0) + Tensor.Arange(1, 4).Unsqueeze(1),
            """
            tensor([[2, 3],
                    [3, 4],
                    [4, 5]])
            """);
    }

    static void Joining(Comparison examples)
    {
        var x = Tensor.Arange<float>(12).Reshape(3, 4);
        var y = Tensor.Of(new[,] { { 2f, 1, 4, 3 }, { 1, 2, 3, 4 }, { 4, 3, 2, 1 } });
        examples.Prints("S3-10", "Concat([x, y], axis: 0)", Concat([x, y], axis: 0),
            """
            tensor([[ 0.,  1.,  2.,  3.],
                    [ 4.,  5.,  6.,  7.],
                    [ 8.,  9., 10., 11.],
                    [ 2.,  1.,  4.,  3.],
                    [ 1.,  2.,  3.,  4.],
                    [ 4.,  3.,  2.,  1.]])
            """);
        examples.Prints("S3-11", "Concat([x, y], axis: 1)", Concat([x, y], axis: 1),
            """
            tensor([[ 0.,  1.,  2.,  3.,  2.,  1.,  4.,  3.],
                    [ 4.,  5.,  6.,  7.,  1.,  2.,  3.,  4.],
                    [ 8.,  9., 10., 11.,  4.,  3.,  2.,  1.]])
            """);
        examples.Prints("S3-12", "x == y", x == y,
            """
            tensor([[False,  True, False,  True],
                    [False, False, False, False],
                    [False, False, False, False]])
            """);
        examples.Prints("S3-13", "x.Sum()", x.Sum(), "tensor(66.)");
    }

    static void Cutting(Comparison examples)
    {
        var x = Tensor.Of([1f, 2, 4, 8]);
        examples.Prints("S0-09", "x[^1]; PyTorch's -1 is understood too", x[^1], "tensor(8.)");
        examples.Prints("S0-10", "x[1..3]: the end is not taken", x[1..3], "tensor([2., 4.])");
        examples.Prints("S0-11", "x[..]", x[..], "tensor([1., 2., 4., 8.])");

        var o = Tensor.Of(new[,] { { 1.1226f, 1.2100f, 1.9319f }, { 1.4949f, 1.5176f, 1.3835f } });
        examples.Prints("S2-11", "o[.., 1]", o[.., 1], "tensor([1.2100, 1.5176])");
        examples.Prints("S2-12", "o[0, ..]", o[0, ..], "tensor([1.1226, 1.2100, 1.9319])");
        examples.Prints("S2-13", "o.Reshape(3, 2)", o.Reshape(3, 2),
            """
            tensor([[1.1226, 1.2100],
                    [1.9319, 1.4949],
                    [1.5176, 1.3835]])
            """);
        examples.Prints("S2-14", "o.Reshape(-1, 2): one size may follow from the others", o.Reshape(-1, 2).Shape, "[3, 2]");
        examples.Prints("S2-16", "o.Unsqueeze(1).Shape", o.Unsqueeze(1).Shape, "[2, 1, 3]");
        examples.Prints("S2-18", "o.Unsqueeze(1).Squeeze(1).Shape", o.Unsqueeze(1).Squeeze(1).Shape, "[2, 3]");
        var grid = Tensor.Arange(16).Reshape(4, 4);
        examples.Prints("S4-01", "grid[(.., 3), (.., 2)]: every third row, every second column", grid[(.., 3), (.., 2)], "tensor([[ 0,  2],\n        [12, 14]])");
    }

    static void Sharing(Comparison examples)
    {
        var x = Tensor.Arange(12).Reshape(3, 4).Clone();
        x[1, 2] = 17;    // the second row, the third column: both count from 0
        examples.Prints("S4-07", "x[1, 2] = 17", x[1], "tensor([ 4,  5, 17,  7])");
        x[..2] = 12;
        examples.Prints("S3-15", "x[..2] = 12", x,
            """
            tensor([[12, 12, 12, 12],
                    [12, 12, 12, 12],
                    [ 8,  9, 10, 11]])
            """);

        var a = Tensor.Arange(12);
        var b = a.Reshape(3, 4);
        b[..] = 2;
        examples.Prints("S3-29", "b = a.Reshape(3, 4); b[..] = 2 writes into a", a, "tensor([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2])");

        var y = Tensor.Of([1f, 2, 4, 8]);
        var before = y;
        y += Tensor.Of([2f, 2, 2, 2]);
        examples.Holds("S0-12", "y += … writes into y: it is the same tensor as before", ReferenceEquals(y, before));
        y = y + y;
        examples.Holds("S3-16", "y = y + y makes another one", !ReferenceEquals(y, before));
        var z = Tensor.ZerosLike(y);
        var place = z;
        z[..] = y + y;
        examples.Holds("S3-17", "z[..] = y + y writes into z", ReferenceEquals(z, place) && z[0].Item() == 12);

        float[] array = [1, 2, 3];
        var shared = Tensor.From(array);
        var copied = Tensor.Of(array);
        array[0] = 9;
        examples.Prints("S2-06", "Tensor.From(array) shares the array", shared, "tensor([9., 2., 3.])");
        examples.Prints("S2-05", "Tensor.Of(array) copies it", copied, "tensor([1., 2., 3.])");
        examples.Prints("S3-20", "Tensor.Of([3.5f]).Item()", Tensor.Of([3.5f]).Item(), "3.5");
#pragma warning disable D2L0707    // The editor says so too; this is what running it says.
        examples.Refuses<InvalidOperationException>("S1-27", "shared.Item() of three elements", () => shared.Item(), "3");
#pragma warning restore D2L0707
    }
}
