using System.Diagnostics;
using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>A kernel a thread works; one kernel from two threads is refused while it runs.</summary>
public class ThreadsTests
{
    [Fact]
    public void Two_threads_in_one_kernel_are_told_so()
    {
        var kernel = new Mlp.PredictKernel(new Mlp(d: 7, h: 16, c: 3, seed: 1));
        var x = Tensor.RandN(new Random(1), 2000, 7);
        kernel.Forward(x);
        string? message = null;
        var watch = Stopwatch.StartNew();
        Thread[] threads = [new(Call), new(Call)];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        Assert.Equal("Mlp.Predict: this kernel is already running on another thread, in the same working memory; make a kernel for each thread", message);
        // And it serves again.
        Assert.Equal(2000, kernel.Forward(x).Shape[0]);

        void Call()
        {
            while (Volatile.Read(ref message) is null && watch.Elapsed < TimeSpan.FromSeconds(20))
            {
                try
                {
                    kernel.Forward(x);
                }
                catch (InvalidOperationException e)
                {
                    Volatile.Write(ref message, e.Message);
                }
            }
        }
    }

    [Fact]
    public void A_kernel_for_each_thread_gives_what_one_alone_gives()
    {
        var net = new Mlp(d: 7, h: 16, c: 3, seed: 1);
        var inputs = Enumerable.Range(0, 8).Select(i => Tensor.RandN(new Random(i), 50 + i, 7)).ToArray();
        var labels = inputs.Select((x, i) => Tensor.RandInt<int>(new Random(i), 0, 3, x.Shape[0])).ToArray();
        var alone = new Mlp.LossKernel(net);
        var expected = inputs.Zip(labels, (x, y) => (alone.ForwardBackward(x, y), alone.Gradients.Flat.ToArray())).ToArray();
        Parallel.For(0, 64, new() { MaxDegreeOfParallelism = 4 }, () => new Mlp.LossKernel(net), (i, _, kernel) =>
        {
            Assert.Equal(expected[i % 8].Item1, kernel.ForwardBackward(inputs[i % 8], labels[i % 8]));
            Assert.Equal(expected[i % 8].Item2, kernel.Gradients.Flat.ToArray());
            return kernel;
        }, _ => { });
    }

    [Fact]
    public void A_call_that_fails_leaves_the_kernel_usable()
    {
        var kernel = new Mlp.PredictKernel(new Mlp(d: 7, h: 16, c: 3, seed: 1));
        Assert.ThrowsAny<ArgumentException>(() => kernel.Forward(Tensor.Ones(3, 6)));
        Assert.Equal(3, kernel.Forward(Tensor.Ones(3, 7)).Shape[0]);
    }
}
