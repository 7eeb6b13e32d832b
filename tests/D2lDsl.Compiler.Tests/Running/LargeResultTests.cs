using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Running;

/// <summary>Results too large for the caches are written around them: the same values as row by row in small parts, whatever a row's length.</summary>
[Collection("threads")]
public class LargeResultTests
{
    const int Rows = 3300, Part = 33;

    [Theory]
    [InlineData(1001)]
    [InlineData(1008)]
    [InlineData(1024)]
    public void Gradients_of_a_large_batch_are_those_of_its_parts(int classes)
    {
        var random = new Random(1);
        var (logits, labels) = (Tensor.RandN(random, Rows, classes), Tensor.Of([.. Enumerable.Range(0, Rows).Select(_ => random.Next(classes))]));
        LargeModels.LossKernel whole = new(), parts = new();
        var loss = whole.ForwardBackward(logits, labels);
        var gradient = whole.Gradients.Logits.AsSpan();
        var sum = 0.0;
        for (var from = 0; from < Rows; from += Part)
        {
            sum += parts.ForwardBackward(logits[from..(from + Part)], labels[from..(from + Part)]);
            var part = parts.Gradients.Logits.AsSpan();
            for (var i = 0; i < part.Length; i++)
                Assert.InRange(gradient[from * classes + i] * (Rows / Part) - part[i], -1e-7f, 1e-7f);
        }
        Assert.Equal(sum * Part / Rows, loss, 1e-5);
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(1013)]
    public void Any_number_of_threads_gives_the_same_bits(int classes)
    {
        var x = Tensor.Rand(new Random(2), Rows, classes);
        var kernel = new LargeModels.SharesKernel();
        var before = Threads.Max;
        try
        {
            Threads.Max = 1;
            var expected = kernel.Forward(x).ToArray();
            for (var i = 0; i < expected.Length; i += classes - 1)
                Assert.Equal(x.AsSpan()[i] / x[i / classes].ToArray().Sum(v => (double)v), expected[i], 1e-7);
            foreach (var threads in new[] { 2, 7 })
            {
                Threads.Max = threads;
                Assert.Equal(expected, kernel.Forward(x).ToArray());
            }
        }
        finally
        {
            Threads.Max = before;
        }
    }
}
