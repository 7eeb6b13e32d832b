namespace D2lDsl.Runtime.Tests;

/// <summary>Large parameters are stepped by several threads: the same bits for any number of them, and no memory.</summary>
[Collection(nameof(Threads))]
public class OptimizerThreadsTests
{
    const int Count = 100_003;

    public static TheoryData<string> Names => OptimizerTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_threads_gives_the_same_bits(string name)
    {
        var before = Threads.Max;
        try
        {
            var alone = Stepped(name, 1);
            Assert.Equal(alone, Stepped(name, 2));
            Assert.Equal(alone, Stepped(name, 7));
        }
        finally
        {
            Threads.Max = before;
        }
    }

    // As bits, because zeros and NaNs are to be the same ones as well.
    static uint[] Stepped(string name, int threads)
    {
        Threads.Max = threads;
        var random = new Random(3);
        var (parameter, gradient, optimizer) = (Tensor.RandN(random, Count), Tensor.RandN(random, Count), OptimizerTests.Of(name));
        for (var step = 0; step < 3; step++)
            optimizer.Step(parameter, gradient);
        var bits = parameter.ToArray().Select(BitConverter.SingleToUInt32Bits).ToArray();
        Assert.Equal(0, Allocation.Of(() => optimizer.Step(parameter, gradient)));
        return bits;
    }
}
