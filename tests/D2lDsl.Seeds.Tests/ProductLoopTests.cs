namespace D2lDsl.SeedsTests;

/// <summary>Loops that work on the rows of a product while it goes on: the same values and gradients as in parts that are too small for it.</summary>
[Collection("threads")]
public class ProductLoopTests
{
    const int Samples = 400, Part = 50;

    /// <summary>Hidden units: of the second, two threads do half of the columns each before they come to the loop, more threads copy all of them together.</summary>
    public static TheoryData<int> Widths => [100, 224];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_batch_gives_the_mean_of_its_parts(int width)
    {
        var (x, labels, net) = Data(width);
        var kernel = new TwoLayers.LossKernel(net);
        var whole = kernel.ForwardBackward(x, labels);
        Assert.Equal(net.Loss(x, labels).Item(), whole, 1e-5f);
        var gradients = kernel.Gradients.Flat.ToArray();

        var (loss, sums) = (0.0, new double[gradients.Length]);
        for (var from = 0; from < Samples; from += Part)
        {
            loss += kernel.ForwardBackward(x[from..(from + Part)], labels[from..(from + Part)]);
            foreach (var (gradient, i) in kernel.Gradients.Flat.ToArray().Select((g, i) => (g, i)))
                sums[i] += gradient;
        }
        Assert.Equal(loss * Part / Samples, whole, 1e-5);
        foreach (var (sum, gradient) in sums.Zip(gradients))
            Assert.InRange(gradient - sum * Part / Samples, -1e-5, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Any_number_of_threads_gives_the_same_bits(int width)
    {
        var (x, labels, net) = Data(width);
        var kernel = new TwoLayers.LossKernel(net);
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
            float loss = 0;
            for (var i = 0; i < 3; i++)
                loss = kernel.ForwardBackward(x, labels);
            return [loss, kernel.Forward(x, labels), .. kernel.Gradients.Flat.ToArray()];
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Nothing_is_allocated(int width)
    {
        var (x, labels, net) = Data(width);
        var kernel = new TwoLayers.LossKernel(net);
        var allocated = Enumerable.Range(0, 5).Select(_ =>
        {
            var start = GC.GetAllocatedBytesForCurrentThread();
            kernel.ForwardBackward(x, labels);
            return GC.GetAllocatedBytesForCurrentThread() - start;
        }).Min();
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void The_plan_has_no_loop_beside_the_products() =>
        Assert.Contains("ForwardBackward: 0 loop nests, 5 matrix products", TwoLayers.LossKernel.Plan);

    static (Tensor<float> X, Tensor<int> Labels, TwoLayers Net) Data(int width)
    {
        var random = new Random(8);
        return (Tensor.RandN(random, Samples, 70), Tensor.Of([.. Enumerable.Range(0, Samples).Select(_ => random.Next(10))]), new TwoLayers(d: 70, h: width, c: 10, seed: 1));
    }
}
