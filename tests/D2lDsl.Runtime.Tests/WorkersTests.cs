using System.Diagnostics;

namespace D2lDsl.Runtime.Tests;

[Collection(nameof(Threads))]
public class WorkersTests
{
    /// <summary>Counts how often each chunk was done, and whether two chunks of one worker ever ran at once.</summary>
    ref struct Counting(Span<int> counts, Span<int> inside) : IChunks
    {
        readonly Span<int> counts = counts, inside = inside;

        public int Overlaps;

        public void Run(int chunk, int worker)
        {
            if (Interlocked.Increment(ref inside[worker]) != 1)
                Interlocked.Increment(ref Overlaps);
            Thread.SpinWait(20);
            Interlocked.Increment(ref counts[chunk]);
            Interlocked.Decrement(ref inside[worker]);
        }
    }

    readonly struct Failing(int from) : IChunks
    {
        public void Run(int chunk, int worker)
        {
            if (chunk >= from)
                throw new InvalidOperationException($"chunk {chunk}");
        }
    }

    /// <summary>Takes its time, and notes whether a worker helped; waits for one as long as its patience lasts.</summary>
    readonly ref struct Slow(ref bool helped, TimeSpan patience) : IChunks
    {
        readonly ref bool helped = ref helped;
        readonly long began = Stopwatch.GetTimestamp();

        public void Run(int chunk, int worker)
        {
            if (worker > 0)
                Volatile.Write(ref helped, true);
            var start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < 150)
                Thread.SpinWait(10);
            while (!Volatile.Read(ref helped) && Stopwatch.GetElapsedTime(began) < patience)
                Thread.Yield();
        }
    }

    static void With(int threads, Action action)
    {
        var before = Threads.Max;
        Threads.Max = threads;
        try
        {
            action();
        }
        finally
        {
            Threads.Max = before;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_chunk_is_done_once(int threads) => With(threads, () =>
    {
        for (int round = 0; round < 200; round++)
        {
            int count = 1 + (round * 37 % 300);
            var counts = new int[count];
            var work = new Counting(counts, new int[threads]);
            Workers.Run(ref work, count, Threads.Max, long.MaxValue);
            Assert.All(counts, times => Assert.Equal(1, times));
            Assert.Equal(0, work.Overlaps);
        }
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void The_first_chunk_that_fails_is_reported(int threads) => With(threads, () =>
    {
        for (int round = 0; round < 100; round++)
        {
            var work = new Failing(round);
            var error = Assert.Throws<InvalidOperationException>(() => Workers.Run(ref work, 200, Threads.Max, long.MaxValue));
            Assert.Equal($"chunk {round}", error.Message);
        }
    });

    [Fact]
    public void Several_callers_do_not_wait_for_each_other() => With(3, () =>
    {
        var callers = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int round = 0; round < 300; round++)
            {
                var counts = new int[64];
                var work = new Counting(counts, new int[3]);
                Workers.Run(ref work, 64, Threads.Max, long.MaxValue);
                if (counts.Any(times => times != 1))
                    throw new InvalidOperationException("A chunk was lost");
            }
        })).ToArray();
        foreach (var caller in callers)
            caller.Start();
        foreach (var caller in callers)
            Assert.True(caller.Join(TimeSpan.FromSeconds(60)), "A caller waits for ever");
    });

    // Each takes longer than a worker looks for work, and is too short to wake one by itself: the second of a row does. It waits for the
    // worker, so that a machine busy with other things only takes longer; a pause that falls just between the two is tried again.
    // As many threads as any test starts: whichever of them wakes may help.
    [Fact]
    public void Jobs_of_medium_length_in_a_row_are_shared() => With(Math.Max(16, Environment.ProcessorCount), () =>
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            Thread.Sleep(5);
            var (alone, shared) = (false, false);
            var first = new Slow(ref alone, TimeSpan.Zero);
            Workers.Run(ref first, Threads.Max, Threads.Max, Workers.HotWork);
            var second = new Slow(ref shared, TimeSpan.FromSeconds(0.2));
            Workers.Run(ref second, Threads.Max, Threads.Max, Workers.HotWork);
            if (shared && !alone)
                return;
        }

        Assert.Fail("No second job of a row was shared");
    });

    [Fact]
    public void A_job_allocates_nothing() => With(2, () =>
    {
        var counts = new int[64];
        var inside = new int[2];
        Assert.Equal(0, Allocation.Of(() =>
        {
            var work = new Counting(counts, inside);
            Workers.Run(ref work, 64, Threads.Max, long.MaxValue);
        }));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(Threads.Limit + 1)]
    public void The_number_of_threads_has_bounds(int threads) =>
        Assert.Contains("Threads.Max must be 1", Assert.Throws<ArgumentOutOfRangeException>(() => Threads.Max = threads).Message);
}
