using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>A million training steps: the loss is where it should be, and memory is where it was.</summary>
public class SoakTests
{
    [Fact]
    public void A_million_steps_leave_memory_flat()
    {
        var random = new Random(5);
        var x = Tensor.RandN(random, 10, 2);
        var y = Ops.MatMul(x, Tensor.Of(new[,] { { 2f }, { -3.4f } })) + 4.2f;
        var (shortX, shortY) = (x[..7].Clone(), y[..7].Clone());
        var (w, b) = (Tensor.Zeros(2, 1), Tensor.Zeros(1));
        var kernel = new LinearRegression.LossKernel();
        var sgd = new Sgd(learningRate: 0.01f, momentum: 0.5f);
        Train(1000);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Train(1_000_000);
        // What a collection on another thread adds to the count is not a tenth of a byte a step.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 100_000);
        Assert.InRange(kernel.Forward(x, y, w, b), 0, 1e-9f);

        void Train(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                var full = step % 8 != 7;
                kernel.ForwardBackward(full ? x : shortX, full ? y : shortY, w, b);
                sgd.Step(w, kernel.Gradients.W);
                sgd.Step(b, kernel.Gradients.B);
            }
        }
    }
}
