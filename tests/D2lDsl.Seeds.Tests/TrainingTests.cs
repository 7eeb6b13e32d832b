namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples of the course notes on optimisers and the training loop.</summary>
public class TrainingTests
{
    static readonly Tensor<float> TrueW = Tensor.Of(new[,] { { 2f }, { -3.4f } });
    const float TrueB = 4.2f;

    [Fact]
    public void S1_29_gradients_have_one_memory_that_every_step_reuses()
    {
        var kernel = new Training.MeanLossKernel();
        var sgd = new Sgd(0.03);
        var (x, y) = Data(64);
        var (w, b) = (Tensor.Zeros(2, 1), Tensor.Zeros(1));
        Step();
        var (memory, shape) = (kernel.Gradients.Flat, kernel.Gradients.W.Shape);
        Assert.Equal(w.Shape, shape);
        // The least of several rounds: a collection on another thread is counted as an allocation of this one.
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
                Step();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
        Assert.Same(memory, kernel.Gradients.Flat);

        void Step()
        {
            kernel.ForwardBackward(x, y, w, b);
            sgd.Step(w, kernel.Gradients.W);
            sgd.Step(b, kernel.Gradients.B);
        }
    }

    [Fact]
    public void S4_19_descent_goes_against_the_gradient()
    {
        var kernel = new Training.ParabolaKernel();
        var x = Tensor.Of(new[] { 1f, -2 });
        var before = kernel.ForwardBackward(x);
        Assert.Equal([2f, -4], kernel.Gradients.X.ToArray());
        new Sgd(0.1).Step(x, kernel.Gradients.X);
        Assert.Equal([0.8f, -1.6f], x.ToArray());
        Assert.True(kernel.Forward(x) < before);
    }

    [Fact]
    public void S4_30_a_step_of_gradient_descent_by_hand_and_by_Sgd()
    {
        var x = Tensor.Of(new[,] { { 1f, 2 }, { 3, 4 } });
        var y = Tensor.Zeros(2, 1);
        var (w, b) = (TrueW.Clone(), Tensor.Of(new[] { TrueB }));
        var kernel = new Training.TotalLossKernel();
        Assert.Equal(5.96f, kernel.ForwardBackward(x, y, w, b), 1e-5f);
        Close([-10.8f, -14.8f], kernel.Gradients.W);
        Close([-4f], kernel.Gradients.B);
        // The notes divide the sum by the batch size in the update.
        var (byHandW, byHandB) = (w - 0.03f * kernel.Gradients.W / 2, b - 0.03f * kernel.Gradients.B / 2);
        var sgd = new Sgd(0.03 / 2);
        sgd.Step(w, kernel.Gradients.W);
        sgd.Step(b, kernel.Gradients.B);
        Close([2.162f, -3.178f], w);
        Close([4.26f], b);
        Close(byHandW.ToArray(), w);
        Close(byHandB.ToArray(), b);

        // A mean divides by the size that the batch has, so that a short last batch is not stepped too timidly.
        var (w2, b2) = (TrueW.Clone(), Tensor.Of(new[] { TrueB }));
        var mean = new Training.MeanLossKernel();
        mean.ForwardBackward(x, y, w2, b2);
        sgd.LearningRate = 0.03;
        sgd.Step(w2, mean.Gradients.W);
        sgd.Step(b2, mean.Gradients.B);
        Close(w.ToArray(), w2);
        Close(b.ToArray(), b2);
    }

    [Fact]
    public void S4_31_the_training_loop_finds_the_line()
    {
        var (x, y) = Data(1000);
        var (w, b) = (Tensor.Normal(new Random(2), 0, 0.01, 2, 1), Tensor.Zeros(1));
        var kernel = new Training.TotalLossKernel();
        var mean = new Training.MeanLossKernel();
        var batches = new DataLoader<float, float>(x, y, batchSize: 10, shuffle: true, seed: 3);
        var sgd = new Sgd(0.03 / 10);
        var losses = new List<float>();
        for (var epoch = 0; epoch < 3; epoch++)
        {
            foreach (var (batchX, batchY) in batches)
            {
                kernel.ForwardBackward(batchX, batchY, w, b);
                sgd.Step(w, kernel.Gradients.W);
                sgd.Step(b, kernel.Gradients.B);
            }
            losses.Add(mean.Forward(x, y, w, b));
        }
        Assert.True(losses[1] < losses[0]);
        // The floor is half the variance of the noise, 5e-5.
        Assert.InRange(losses[2], 4e-5f, 1e-4f);
        Assert.All((w - TrueW).ToArray(), error => Assert.InRange(error, -0.01f, 0.01f));
        Assert.InRange(b.Item() - TrueB, -0.01f, 0.01f);
    }

    [Fact]
    public void S4_32_the_concise_version_finds_the_line_too()
    {
        var (x, y) = Data(1000);
        var net = new LinearNet(d: 2, seed: 1);
        Assert.Equal(0, net.B.Item());
        Assert.All(net.W.ToArray(), w => Assert.InRange(w, -0.05f, 0.05f));
        var kernel = new LinearNet.LossKernel(net);
        var sgd = new Sgd(0.03);
        for (var epoch = 0; epoch < 3; epoch++)
            foreach (var (batchX, batchY) in DataLoader.Of(x, y, batchSize: 10, shuffle: true, seed: epoch))
            {
                kernel.ForwardBackward(batchX, batchY);
                sgd.Step(net.Parameters, kernel.Gradients);
            }
        // MSELoss has no half: the floor is the variance of the noise, 1e-4.
        Assert.InRange(kernel.Forward(x, y), 8e-5f, 1.2e-4f);
        Assert.All((net.W - TrueW).ToArray(), error => Assert.InRange(error, -0.01f, 0.01f));
        Assert.InRange(net.B.Item() - TrueB, -0.01f, 0.01f);
    }

    /// <summary>Examples of the line with noise of standard deviation 0.01.</summary>
    static (Tensor<float> X, Tensor<float> Y) Data(int count)
    {
        var random = new Random(1);
        var x = Tensor.Normal(random, 0, 1, count, 2);
        return (x, MatMul(x, TrueW) + TrueB + Tensor.Normal(random, 0, 0.01, count, 1));
    }

    static void Close(float[] expected, Tensor<float> actual) =>
        Assert.All(expected.Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
}
