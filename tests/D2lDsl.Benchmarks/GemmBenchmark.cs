using D2lDsl.Runtime;

namespace D2lDsl.Benchmarks;

/// <summary>GFLOP/s of the matrix product on one thread, and its share of the multiply-add floor measured in the same run.</summary>
static class GemmBenchmark
{
    static readonly (int M, int N, int K)[] Sizes =
    [
        (256, 256, 256), (1024, 1024, 1024), (2048, 2048, 2048), (256, 256, 784), (784, 256, 256), (256, 10, 256), (256, 256, 10),
        (512, 512, 64), (512, 64, 512), (100, 100, 100), (32, 32, 32), (10, 10, 10), (5, 4, 3), (8, 64, 64), (1000, 1, 1000), (1, 1000, 1000), (10, 1, 100),
    ];

    public static void Run()
    {
        Threads.Max = 1;
        Console.WriteLine("type    m×n×k              layout         µs   GFLOP/s  share of the FMA floor");
        foreach (var (m, n, k) in Sizes)
            foreach (var (left, right) in new[] { (false, false), (true, false), (false, true) })
                Single(m, n, k, left, right);
        foreach (var size in new[] { 256, 1024 })
            Double(size);
    }

    static void Single(int m, int n, int k, bool leftTransposed, bool rightTransposed)
    {
        var a = Random<float>(m * k, x => (float)x);
        var b = Random<float>(k * n, x => (float)x);
        var c = Random<float>(m * n, x => (float)x);
        var floor = FmaFloor.Single();
        var seconds = Clock.Fastest(() => Gemm.Multiply(
            m, n, k, ref a[0], leftTransposed ? 1 : k, leftTransposed ? m : 1, ref b[0], rightTransposed ? 1 : n, rightTransposed ? k : 1, ref c[0], n, false));
        floor = Math.Max(floor, FmaFloor.Single());
        Report("float", m, n, k, leftTransposed ? "aT·b" : rightTransposed ? "a·bT" : "a·b", seconds, floor);
    }

    static void Double(int size)
    {
        var a = Random<double>(size * size, x => x);
        var b = Random<double>(size * size, x => x);
        var c = Random<double>(size * size, x => x);
        var floor = FmaFloor.Double();
        var seconds = Clock.Fastest(() => Gemm.Multiply(size, size, size, ref a[0], size, 1, ref b[0], size, 1, ref c[0], size, false));
        floor = Math.Max(floor, FmaFloor.Double());
        Report("double", size, size, size, "a·b", seconds, floor);
    }

    static void Report(string type, int m, int n, int k, string layout, double seconds, double floor)
    {
        var flops = 2.0 * m * n * k / seconds;
        Console.WriteLine($"{type,-7} {$"{m}×{n}×{k}",-18} {layout,-6} {seconds * 1e6,10:F2} {flops / 1e9,9:F1} {flops / floor,8:P1} of {floor / 1e9:F0}");
    }

    static T[] Random<T>(int count, Func<double, T> convert)
    {
        var random = new Random(1);
        var values = GC.AllocateUninitializedArray<T>(count, pinned: true);
        for (var i = 0; i < count; i++)
            values[i] = convert(random.NextDouble() - 0.5);
        return values;
    }
}
