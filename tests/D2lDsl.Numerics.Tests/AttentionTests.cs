using D2lDsl.Runtime;

namespace D2lDsl.Numerics.Tests;

/// <summary>Attention in blocks against softmax(scale · q kᵀ) v and its gradients in double precision.</summary>
[Collection("threads")]
public sealed class AttentionTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(1, 5, 3, 4, 2)]
    [InlineData(3, 17, 33, 20, 7)]
    [InlineData(2, 100, 96, 64, 64)]
    [InlineData(1, 130, 515, 16, 48)]
    [InlineData(1, 400, 1100, 8, 40)]
    [InlineData(2, 450, 64, 33, 16)]
    public void Results_and_gradients_are_right(int batches, int queries, int keys, int depth, int width)
    {
        var random = new Random(5);
        float scale = depth == 20 ? -0.3f : 1 / MathF.Sqrt(depth);
        float[] q = Numbers(batches * queries * depth), k = Numbers(batches * keys * depth), v = Numbers(batches * keys * width), seed = Numbers(batches * queries * width);
        var expected = Reference(batches, queries, keys, depth, width, scale, q, k, v, seed);

        float[] y = new float[seed.Length], sums = new float[2 * batches * queries], dq = new float[q.Length], dk = new float[k.Length], dv = new float[v.Length];
        Attention.Forward(batches, queries, keys, depth, width, scale, in q[0], in k[0], in v[0], ref y[0], ref sums[0]);
        Close(expected.Y, y);
        Attention.Backward(batches, queries, keys, depth, width, scale, in q[0], in k[0], in v[0], in y[0], in sums[0], in seed[0], ref dq[0], ref dk[0], ref dv[0]);
        Close(expected.Dq, dq);
        Close(expected.Dk, dk);
        Close(expected.Dv, dv);

        foreach (var array in new[] { y, dq, dk, dv })
            Array.Fill(array, float.NaN);
        Attention.ForwardBackward(batches, queries, keys, depth, width, scale, in q[0], in k[0], in v[0], ref y[0], in seed[0], ref dq[0], ref dk[0], ref dv[0]);
        Close(expected.Y, y);
        Close(expected.Dq, dq);
        Close(expected.Dk, dk);
        Close(expected.Dv, dv);

        float[] Numbers(int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 4 - 2)];
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits_and_nothing_is_allocated()
    {
        const int queries = 600, keys = 700, depth = 32;
        var random = new Random(6);
        float[] q = Numbers(queries), k = Numbers(keys), v = Numbers(keys), seed = Numbers(queries);
        var before = Threads.Max;
        try
        {
            var expected = On(1);
            foreach (var threads in new[] { 2, 7 })
                Assert.Equal(expected, On(threads));
        }
        finally
        {
            Threads.Max = before;
        }

        float[] On(int threads)
        {
            Threads.Max = threads;
            float[] y = new float[queries * depth], dq = new float[queries * depth], dk = new float[keys * depth], dv = new float[keys * depth];
            var allocated = Enumerable.Range(0, 4).Select(_ =>
            {
                var start = GC.GetAllocatedBytesForCurrentThread();
                Attention.ForwardBackward(1, queries, keys, depth, depth, 0.2f, in q[0], in k[0], in v[0], ref y[0], in seed[0], ref dq[0], ref dk[0], ref dv[0]);
                return GC.GetAllocatedBytesForCurrentThread() - start;
            }).Min();
            Assert.Equal(0, allocated);
            return [.. y, .. dq, .. dk, .. dv];
        }

        float[] Numbers(int rows) => [.. Enumerable.Range(0, rows * depth).Select(_ => random.NextSingle() - 0.5f)];
    }

    static void Close(double[] expected, float[] actual)
    {
        var size = 1 + expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            if (!(Math.Abs(expected[i] - actual[i]) <= 2e-5 * size))
                Assert.Fail($"[{i}] is {actual[i]}, not {expected[i]}");
    }

    static (double[] Y, double[] Dq, double[] Dk, double[] Dv) Reference(
        int batches, int queries, int keys, int depth, int width, double scale, float[] q, float[] k, float[] v, float[] seed)
    {
        double[] y = new double[seed.Length], dq = new double[q.Length], dk = new double[k.Length], dv = new double[v.Length];
        for (var b = 0; b < batches; b++)
            for (var i = 0; i < queries; i++)
            {
                int qi = (b * queries + i) * depth, yi = (b * queries + i) * width;
                int K(int j) => (b * keys + j) * depth;
                int V(int j) => (b * keys + j) * width;
                var scores = Enumerable.Range(0, keys).Select(j => scale * Enumerable.Range(0, depth).Sum(c => (double)q[qi + c] * k[K(j) + c])).ToArray();
                var largest = scores.Max();
                var powers = scores.Select(s => Math.Exp(s - largest)).ToArray();
                var total = powers.Sum();
                var weights = powers.Select(p => p / total).ToArray();
                for (var j = 0; j < keys; j++)
                    for (var c = 0; c < width; c++)
                        y[yi + c] += weights[j] * v[V(j) + c];
                var delta = Enumerable.Range(0, width).Sum(c => y[yi + c] * seed[yi + c]);
                for (var j = 0; j < keys; j++)
                {
                    var change = weights[j] * (Enumerable.Range(0, width).Sum(c => (double)seed[yi + c] * v[V(j) + c]) - delta) * scale;
                    for (var c = 0; c < depth; c++)
                    {
                        dq[qi + c] += change * k[K(j) + c];
                        dk[K(j) + c] += change * q[qi + c];
                    }
                    for (var c = 0; c < width; c++)
                        dv[V(j) + c] += weights[j] * seed[yi + c];
                }
            }
        return (y, dq, dk, dv);
    }
}
