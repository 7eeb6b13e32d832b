namespace D2lDsl.PackageTests;

/// <summary>What every kernel needs, and what is sure of its own methods, is compiled while a program reads its data, not in the first call.</summary>
[Collection(nameof(PackedProducts))]
public class PreparationTests(PackedProducts products)
{
    /// <summary>Counts what the first step of two kernels compiles.</summary>
    public static TestProgram Prepared { get; } = new("Prepared", """
        using System.Diagnostics;
        using System.Runtime;
        using D2lDsl;
        using static D2lDsl.Ops;

        if (args is ["off"])
            AppContext.SetSwitch("D2lDsl.Preparation", false);
        First.Step();
        if (args is [])
            using (var other = Process.Start(Environment.ProcessPath!, ["off"]))
                other.WaitForExit();

        static partial class First
        {
            // Prints how many methods the first step of two kernels has compiled, and what they computed.
            public static void Step()
            {
                var (x, y, w, b) = (Tensor.Ones(10, 2), Tensor.Ones(10, 1), Tensor.Zeros(2, 1), Tensor.Zeros(1));
                var (z, labels) = (Tensor.Ones(10, 3), Tensor.Zeros<int>(10));
                var (regression, classifier, sgd) = (new LossKernel(), new ClassifyKernel(), new Sgd(0.1));
                WaitForOthers();
                var before = JitInfo.GetCompiledMethodCount(currentThread: true);
                var loss = regression.TrainingStep(x, y, w, b, sgd) + classifier.ForwardBackward(z, labels);
                Console.WriteLine($"{JitInfo.GetCompiledMethodCount(currentThread: true) - before} {loss:F4}");
            }

            // Until nobody has compiled anything for a while.
            static void WaitForOthers()
            {
                for (long last = -1, now; (now = JitInfo.GetCompiledMethodCount()) != last; last = now)
                    Thread.Sleep(300);
            }

            [Model]
            public static Tensor<float> Loss(
                [Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape("d", 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b)
                => Mean(Square(MatMul(x, w) + b - y)) / 2;

            [Model]
            public static Tensor<float> Classify([Parameter, Shape("n", "c")] Tensor<float> z, [Shape("n")] Tensor<int> labels) => CrossEntropy(z, labels);
        }
        """, "D2lDsl");

    [Fact]
    public void A_first_call_finds_what_all_kernels_need_compiled()
    {
        var lines = products.Run(Prepared).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (prepared, alone) = (lines[0].Split(' '), lines[1].Split(' '));
        Assert.Equal(alone[1], prepared[1]);
        // 38 of 89 when this was written: what lies around the kernels' loops, loops over few columns, and the optimiser's part.
        Assert.InRange(int.Parse(prepared[0]), 1, int.Parse(alone[0]) * 45 / 100);
    }
}
