using D2lDsl.GpuTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.GpuTests;

/// <summary>A GPU class as users call it: what is transferred and when, sizes that change, mistakes, and the end.</summary>
[Collection(nameof(CountedTransfers))]
public class DeviceKernelTests
{
    static readonly Lazy<Generated> Models = new(() => OnDevice.Compile(GeneratedFilesTests.Regression, GeneratedFilesTests.Net, """
        public static partial class Various
        {
            [Model] public static Tensor<float> Halve([Shape("n")] Tensor<float> x)
            {
                while (Sum(x) > 1)
                    x = x / 2;
                return Sum(x);
            }

            [Model] public static Tensor<float> Pick([Parameter, Shape("n", "d")] Tensor<float> x, [Shape("m")] Tensor<int> at) => Sum(Square(IndexSelect(x, 0, at + 1)));

            [Model] public static (Tensor<float> scaled, Tensor<float> total) Both([Parameter, Shape("n", "d")] Tensor<float> x) => (x * 3, Sum(x));

            [Model] public static Tensor<bool> Above([Shape("n")] Tensor<float> x) => x > 1;

            [Model] public static (Tensor<float> sum, Tensor<int> times) Wide([Shape("n")] Tensor<float> x, [Shape("n")] Tensor<float> y) => (Tanh(x) + 2 * y, (x * y * 10).Cast<int>());

            [Model] public static Tensor<float> Untaken([Parameter, Shape("n")] Tensor<float> x, [Shape(3)] Tensor<float> f)
            {
                var r = Sqrt(x);
                var l = Log(x);
                var y = x * 2;
                if (f[0] > 0)
                    y = r;
                var left = f[1];
                while (left > 0)
                {
                    y = f[2] > 0 ? y + l : y * left;
                    left = left - 1;
                }
                return Sum(y);
            }

            [Model] public static Tensor<float> Made([Parameter, Shape("n", "d")] Tensor<float> x)
            {
                var (n, d) = (x.Shape[0], x.Shape[1]);
                var turned = Roll(Tanh(x), n - 2 * d, 0) * Tensor.LinSpace<float>(-1, d, d);
                return Sum(MatMul(turned, Tensor.Eye(d) + 0.1f) * x) + Sum(Roll(x, -3, 1) * Tensor.Arange<float>(1, 2 * n + 1, 2).Unsqueeze(1));
            }

            [Model] public static (Tensor<float> Outputs, Tensor<float> State) States([Parameter, Shape("t", "n", "d")] Tensor<float> xs, [Parameter, Shape("d", "d")] Tensor<float> w)
            {
                var (outputs, state) = (new List<Tensor<float>>(), Tensor.Zeros(xs.Shape[1], xs.Shape[2]));
                for (int t = 0; t < xs.Shape[0]; t++)
                {
                    state = Tanh(xs[t] + MatMul(state, w));
                    outputs.Add(state);
                }
                return (Stack(outputs, axis: 1), state);
            }

            [Model] public static Tensor<float> Rows([Shape("...", "d")] Tensor<float> x) => Tanh(x) * 2;
        }
        """));

    static dynamic Make(string kernel, params object[] more) => Activator.CreateInstance(Models.Value.Type(kernel), [.. more])!;

    static int Transfers => (int)Ilgpu.Assembly.GetType("ILGPU.Runtime.Accelerator")!.GetProperty("Transfers")!.GetValue(null)!;

    static Tensor<float> Random(int seed, params int[] sizes) => Tensor.RandN<float>(new Random(seed), sizes);

    [Theory, InlineData(0), InlineData(5)]
    public void What_the_turns_of_a_loop_collect(int steps)
    {
        var (xs, w, seed, last) = (Random(1, steps, 3, 4), Random(2, 4, 4), Random(3, 3, steps, 4), Random(4, 3, 4));
        using dynamic gpu = Make("Various+StatesGpuKernel", Ilgpu.Accelerator());
        dynamic cpu = Make("Various+StatesKernel");
        var (expected, actual) = (((Tensor<float>, Tensor<float>))cpu.ForwardBackward(xs, w, seed, last), ((Tensor<float>, Tensor<float>))gpu.ForwardBackward(xs, w, seed, last));
        Close(expected.Item1, actual.Item1);
        Close(expected.Item2, actual.Item2);
        Close((Tensor<float>)cpu.Gradients.Flat, (Tensor<float>)gpu.DownloadGradients().Flat);
        // What is added to gradients is added once.
        var before = ((Tensor<float>)cpu.Gradients.Flat).Clone();
        cpu.ForwardBackward(xs, w, seed, last, accumulate: true);
        gpu.ForwardBackward(xs, w, seed, last, accumulate: true);
        Close(before * 2, (Tensor<float>)cpu.Gradients.Flat);
        Close(before * 2, (Tensor<float>)gpu.DownloadGradients().Flat);
    }

    [Fact]
    public void A_training_step_stays_on_the_device()
    {
        dynamic device = Ilgpu.Accelerator();
        var (x, y, w, b) = (Random(1, 9, 3), Random(2, 9, 1), Random(3, 3, 1), Random(4, 1));
        using dynamic gpu = Make("Book.LinearRegression+LossGpuKernel", device);
        dynamic cpu = Make("Book.LinearRegression+LossKernel");
        gpu.Upload(x, y, w, b);
        var (before, sgd) = (Transfers, new Sgd(0.1, momentum: 0.9));
        for (var i = 0; i < 5; i++)
            gpu.LaunchTrainingStep(sgd);
        Assert.Equal(before, Transfers);
        float loss = gpu.DownloadResult();
        float expected = 0;
        var (w2, b2, sgd2) = (w.Clone(), b.Clone(), new Sgd(0.1, momentum: 0.9));
        for (var i = 0; i < 5; i++)
            expected = cpu.TrainingStep(x, y, w2, b2, sgd2);
        Assert.Equal(expected, loss, 1e-5f);
        gpu.DownloadParameters(w, b);
        Close(w2, w);
        Close(b2, b);
    }

    public static TheoryData<string> Optimizers => ["sgd", "nesterov", "damped", "adam", "amsgrad", "adamw", "rmsprop", "centred", "adagrad", "adadelta"];

    static Optimizer Optimizer(string name) => name switch
    {
        "sgd" => new Sgd(0.1, weightDecay: 0.01),
        "nesterov" => new Sgd(0.05, momentum: 0.8, weightDecay: 0.01, nesterov: true),
        "damped" => new Sgd(0.05, momentum: 0.8, dampening: 0.3),
        "adam" => new Adam(0.02, weightDecay: 0.01),
        "amsgrad" => new Adam(0.02, amsGrad: true),
        "adamw" => new AdamW(0.02, weightDecay: 0.1),
        "rmsprop" => new RmsProp(0.02, weightDecay: 0.01),
        "centred" => new RmsProp(0.01, momentum: 0.5, centered: true),
        "adagrad" => new AdaGrad(0.1, rateDecay: 0.1, initialAccumulator: 0.2),
        _ => new AdaDelta(0.9, weightDecay: 0.01),
    };

    [Theory, MemberData(nameof(Optimizers))]
    public void Optimisers_step_as_on_the_CPU(string name)
    {
        var (x, labels) = (Random(5, 6, 4), Tensor.Of([0, 2, 1, 1, 0, 2]));
        dynamic ours = Make("Book.Mlp", 4, 5, 3, 7), theirs = Make("Book.Mlp", 4, 5, 3, 7);
        using dynamic gpu = Make("Book.Mlp+LossGpuKernel", Ilgpu.Accelerator(), ours);
        dynamic cpu = Make("Book.Mlp+LossKernel", theirs);
        var (first, second) = (Optimizer(name), Optimizer(name));
        gpu.Upload(x, labels);
        for (var i = 0; i < 4; i++)
        {
            gpu.LaunchTrainingStep(first);
            cpu.TrainingStep(x, labels, second);
        }
        gpu.DownloadParameters();
        Close((Tensor<float>)theirs.Parameters.Flat, (Tensor<float>)ours.Parameters.Flat, 1e-4f);
    }

    [Fact]
    public void Another_optimiser_of_the_users_own_is_refused_by_name()
    {
        using dynamic gpu = Make("Book.LinearRegression+LossGpuKernel", Ilgpu.Accelerator());
        gpu.Upload(Random(1, 9, 3), Random(2, 9, 1), Random(3, 3, 1), Random(4, 1));
        Assert.Equal("LinearRegression.Loss: Own has no rule on the GPU; download the gradients and step on the host",
            Assert.Throws<NotSupportedException>(() => { gpu.LaunchTrainingStep(new Own()); }).Message);
    }

    sealed class Own() : Optimizer(0.1)
    {
        protected override int Moments => 0;

        public override void Run<T, TSweep>(ref TSweep sweep)
        {
        }
    }

    [Fact]
    public void Parameters_stay_while_batches_change_their_size()
    {
        dynamic net = Make("Book.Mlp", 4, 5, 3, 7);
        using dynamic gpu = Make("Book.Mlp+LossGpuKernel", Ilgpu.Accelerator(), net);
        dynamic cpu = Make("Book.Mlp+LossKernel", net);
        foreach (var n in new[] { 6, 2, 1, 11 })
        {
            var (x, labels) = (Random(n, n, 4), Tensor.Of([.. Enumerable.Range(0, n).Select(i => i % 3)]));
            Assert.Equal((float)cpu.ForwardBackward(x, labels), (float)gpu.ForwardBackward(x, labels), 1e-5f);
            Close((Tensor<float>)cpu.Gradients.Flat, (Tensor<float>)gpu.DownloadGradients().Flat);
        }
        ((Tensor<float>)net.Parameters.Flat).AsSpan()[0] += 1;
        var (again, same) = (Random(5, 2, 4), Tensor.Of([1, 2]));
        gpu.UploadParameters();
        Assert.Equal((float)cpu.Forward(again, same), (float)gpu.Forward(again, same), 1e-5f);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(0, 3, 0)]
    [InlineData(0, 3, 1)]
    [InlineData(1, 3, 1)]
    public void What_was_not_used_gets_no_gradient(int taken, int turns, int inTurns)
    {
        using dynamic gpu = Make("Various+UntakenGpuKernel", Ilgpu.Accelerator());
        dynamic cpu = Make("Various+UntakenKernel");
        var (x, f) = (Tensor.Of([0f, 4f, 0.25f]), Tensor.Of([(float)taken, turns, inTurns]));
        Assert.Equal((float)cpu.ForwardBackward(x, f), (float)gpu.ForwardBackward(x, f));
        Close((Tensor<float>)cpu.Gradients.X, (Tensor<float>)gpu.DownloadGradients().X);
        if (taken + inTurns == 0)
            Assert.All(((Tensor<float>)cpu.Gradients.X).ToArray(), slope => Assert.Equal(turns == 0 ? 2 : 12, slope));
    }

    /// <summary>Rests of sizes are worked out by the host, again for every new size.</summary>
    [Fact]
    public void What_goes_round_and_what_is_made_of_sizes_is_the_CPUs()
    {
        using dynamic gpu = Make("Various+MadeGpuKernel", Ilgpu.Accelerator());
        dynamic cpu = Make("Various+MadeKernel");
        foreach (var (n, d) in ((int, int)[])[(5, 4), (3, 7), (1, 1), (2, 0), (0, 3), (9, 2)])
        {
            var x = Random(n + d, n, d);
            Assert.Equal((float)cpu.ForwardBackward(x), (float)gpu.ForwardBackward(x), 1e-4f);
            Close((Tensor<float>)cpu.Gradients.X, (Tensor<float>)gpu.DownloadGradients().X);
        }
    }

    [Fact]
    public void What_is_left_out_of_an_upload_stays()
    {
        using dynamic gpu = Make("Book.LinearRegression+LossGpuKernel", Ilgpu.Accelerator());
        dynamic cpu = Make("Book.LinearRegression+LossKernel");
        var (x, y, w, b, other) = (Random(1, 9, 3), Random(2, 9, 1), Random(3, 3, 1), Random(4, 1), Random(5, 9, 3));
        gpu.Upload(x, y, w, b);
        gpu.Upload(x: other);
        gpu.LaunchForward();
        Assert.Equal((float)cpu.Forward(other, y, w, b), (float)gpu.DownloadResult(), 1e-5f);
        // A smaller batch needs its targets too; what does not change with it stays.
        Assert.Equal("LinearRegression.Loss: y has shape [9, 1] where [n, 1] was declared; n = 4 from x", Assert.ThrowsAny<ArgumentException>(() => { gpu.Upload(x: Random(6, 4, 3)); }).Message);
        gpu.Upload(x: Random(6, 4, 3), y: Random(7, 4, 1));
        gpu.LaunchForward();
        Assert.Equal((float)cpu.Forward(Random(6, 4, 3), Random(7, 4, 1), w, b), (float)gpu.DownloadResult(), 1e-5f);
    }

    [Fact]
    public void Errors_are_those_of_the_CPU()
    {
        using dynamic gpu = Make("Book.LinearRegression+LossGpuKernel", Ilgpu.Accelerator());
        dynamic cpu = Make("Book.LinearRegression+LossKernel");
        var (x, y, w, b) = (Random(1, 9, 3), Random(2, 8, 1), Random(3, 3, 1), Random(4, 1));
        Same(() => cpu.Forward(x, y, w, b), () => gpu.Forward(x, y, w, b));
        Same(() => cpu.Forward(x, null, w, b), () => gpu.Forward(x, null, w, b));

        dynamic net = Make("Book.Mlp", 4, 5, 3, 7);
        using dynamic loss = Make("Book.Mlp+LossGpuKernel", Ilgpu.Accelerator(), net);
        Same(() => Make("Book.Mlp+LossKernel", net).Forward(Random(5, 2, 4), Tensor.Of([0, 3])), () => loss.Forward(Random(5, 2, 4), Tensor.Of([0, 3])));

        // An index that is computed is looked at on the device.
        using dynamic pick = Make("Various+PickGpuKernel", Ilgpu.Accelerator());
        Same(() => Make("Various+PickKernel").Forward(Random(5, 4, 2), Tensor.Of([0, 3, 1])), () => pick.Forward(Random(5, 4, 2), Tensor.Of([0, 3, 1])));
        Assert.Equal((float)Make("Various+PickKernel").Forward(Random(5, 4, 2), Tensor.Of([0, 2, -1])), (float)pick.Forward(Random(5, 4, 2), Tensor.Of([0, 2, -1])), 1e-5f);

        static void Same(Func<object> cpu, Func<object> gpu)
        {
            var expected = Assert.ThrowsAny<Exception>(() => cpu());
            Assert.Equal(expected.Message, Assert.Throws(expected.GetType(), () => { gpu(); }).Message);
        }
    }

    [Fact]
    public void A_call_before_its_upload_says_what_is_missing()
    {
        using dynamic gpu = Make("Book.LinearRegression+LossGpuKernel", Ilgpu.Accelerator());
        Assert.Equal("LinearRegression.Loss: x is not on the device; pass it to Upload, as all arguments must be at first and after a change of sizes",
            Assert.Throws<InvalidOperationException>(() => { gpu.LaunchForward(); }).Message);
        Assert.StartsWith("LinearRegression.Loss: nothing was launched", Assert.Throws<InvalidOperationException>(() => { gpu.DownloadResult(); }).Message);
    }

    [Fact]
    public void A_loop_on_tensor_values_reads_one_flag_a_turn()
    {
        using dynamic gpu = Make("Various+HalveGpuKernel", Ilgpu.Accelerator());
        gpu.Upload(Tensor.Of([4f, 8f, 4f]));
        var before = Transfers;
        gpu.LaunchForward();
        Assert.Equal(before + 5, Transfers);
        Assert.Equal(1f, (float)gpu.DownloadResult());
        Assert.Contains("loops and conditions on tensor values run on the host, which reads one flag from the device each turn", (string)Models.Value.Type("Various+HalveGpuKernel").GetProperty("Plan")!.GetValue(null)!);
    }

    [Fact]
    public void Results_of_all_kinds_come_back()
    {
        using dynamic both = Make("Various+BothGpuKernel", Ilgpu.Accelerator());
        var x = Tensor.Of([[1f, 2f], [3f, 4f]]);
        var (scaled, total) = ((Tensor<float>, float))both.ForwardBackward(x, Tensor.Of([[1f, 0f], [0f, 2f]]), false);
        Assert.Equal([3f, 6, 9, 12], scaled.ToArray());
        Assert.Equal(10f, total);
        Assert.Equal([4f, 1, 1, 7], ((Tensor<float>)both.DownloadGradients().X).ToArray());

        using dynamic above = Make("Various+AboveGpuKernel", Ilgpu.Accelerator());
        Assert.Equal([false, true, false], ((Tensor<bool>)above.Forward(Tensor.Of([0f, 2f, 1f]))).ToArray());

        using dynamic rows = Make("Various+RowsGpuKernel", Ilgpu.Accelerator());
        Tensor<float> soft = rows.Forward(Random(3, 2, 3, 4));
        Assert.Equal([2, 3, 4], soft.Shape.ToArray());
        Close((Tensor<float>)Make("Various+RowsKernel").Forward(Random(3, 2, 3, 4)), soft);
    }

    [Fact]
    public void Strided_arguments_are_taken_as_they_are()
    {
        using dynamic gpu = Make("Book.LinearRegression+LossGpuKernel", Ilgpu.Accelerator());
        var (x, y, w, b) = (Random(1, 3, 9).T, Random(2, 9, 1), Random(3, 3, 1), Random(4, 1));
        Assert.Equal((float)Make("Book.LinearRegression+LossKernel").Forward(x, y, w, b), (float)gpu.Forward(x, y, w, b), 1e-5f);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(5), InlineData(6), InlineData(8), InlineData(11), InlineData(64)]
    public void Long_loops_take_four_elements_at_a_time(int n)
    {
        using dynamic gpu = Make("Various+WideGpuKernel", Ilgpu.Accelerator());
        dynamic cpu = Make("Various+WideKernel");
        var (x, y) = (Random(n, n), Random(n + 1, n));
        var (sum, times) = ((Tensor<float>, Tensor<int>))gpu.Forward(x, y);
        var (expectedSum, expectedTimes) = ((Tensor<float>, Tensor<int>))cpu.Forward(x, y);
        Close(expectedSum, sum);
        Assert.Equal(expectedTimes.ToArray(), times.ToArray());
        Assert.Contains("xFour = xFours[four];", Models.Value.Texts["Various.Wide.Gpu.Kernels.g.cs"]);
    }

    [Fact]
    public void Dispose_gives_all_memory_back()
    {
        dynamic device = Ilgpu.Accelerator();
        dynamic gpu = Make("Book.LinearRegression+LossGpuKernel", device);
        gpu.ForwardBackward(Random(1, 9, 3), Random(2, 9, 1), Random(3, 3, 1), Random(4, 1), true);
        gpu.Step(new Adam());
        Assert.NotEqual(0L, (long)device.Allocated);
        gpu.Dispose();
        Assert.Equal(0L, (long)device.Allocated);
    }

    [Fact]
    public void A_device_of_small_groups_is_refused_with_what_to_do()
    {
        var device = Ilgpu.Accelerator();
        device.GetType().GetProperty("MaxNumThreadsPerGroup")!.SetValue(device, 2);
        var error = Assert.IsType<NotSupportedException>(Assert.ThrowsAny<Exception>(() => Make("Book.LinearRegression+LossGpuKernel", device)).InnerException);
        Assert.Equal("LinearRegression.Loss: contract runs at most 2 threads a group, the kernels need 4; for ILGPU's CPU accelerator build the context with CPU(new CPUDevice(32, 8, 1))", error.Message);
    }

    static void Close(Tensor<float> expected, Tensor<float> actual, float tolerance = 1e-5f)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        foreach (var (e, a) in expected.ToArray().Zip(actual.ToArray()))
            Assert.Equal(e, a, tolerance * Math.Max(1, Math.Abs(e)));
    }
}
