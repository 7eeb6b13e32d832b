using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace D2lDsl.Runtime;

/// <summary>
/// The threads that help a kernel: they look for work for a while after each job and then sleep. A second kernel that asks while they
/// are busy does its work alone, so kernels on several threads cannot wait for each other. For generated code.
/// </summary>
/// <remarks>
/// One 64-bit ticket holds the job's generation, the number of its threads, that of its chunks and the next chunk. Whoever raises
/// it by a compare-and-swap owns a chunk, and the job cannot end before the owner has done it: what the job's other fields say
/// belongs to the ticket as long as a chunk is owned.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Workers
{
    /// <summary>The most chunks of a job.</summary>
    public const int MostChunks = (1 << CountBits) - 1;

    /// <summary>Below this many operations (about 5 µs) a job stays with its caller.</summary>
    public const long HotWork = 1 << 18;

    /// <summary>From this many operations on (about 200 µs) sleeping workers are woken for a single job.</summary>
    public const long ColdWork = 10 << 20;

    /// <summary>Below this many operations (about 2 ms) a job stays with its caller while methods are compiled on another thread: see <see cref="Preparation"/>.</summary>
    const long FirstWork = 1 << 28;

    const int CountBits = 22, ThreadBits = 8;
    static readonly long LookFor = Stopwatch.Frequency / 5_000;

    static readonly Lock starting = new();
    static readonly SemaphoreSlim wake = new(0);
    static int started, parked, busy;
    static long lastJob;

    static long ticket;
    static void* work;
    static delegate*<void*, int, int, void> run;
    static int done;
    static ExceptionDispatchInfo? failure;
    static int failed;

    /// <summary>Does all chunks with as many threads as there may be.</summary>
    /// <inheritdoc cref="Run{T}(ref T, int, int, long)"/>
    public static void Run<T>(ref T chunks, int count, long operations)
        where T : struct, IChunks, allows ref struct => Run(ref chunks, count, Threads.Max, operations);

    /// <summary>Does all chunks, with the help of other threads where that pays. Which thread does which chunk is not fixed.</summary>
    /// <typeparam name="T">The work.</typeparam>
    /// <param name="chunks">The work; it stays where it is until all is done.</param>
    /// <param name="count">How many chunks, at most <see cref="MostChunks"/>.</param>
    /// <param name="threads">How many threads may work on them; workers' numbers stay below.</param>
    /// <param name="operations">About how many arithmetic operations there are in all.</param>
    public static void Run<T>(ref T chunks, int count, int threads, long operations)
        where T : struct, IChunks, allows ref struct
    {
        threads = Math.Min(threads, count);
        if (threads < 2 || operations < HotWork || !Awake(threads, operations) || Interlocked.Exchange(ref busy, 1) != 0)
        {
            for (var chunk = 0; chunk < count; chunk++)
                chunks.Run(chunk, 0);
            // Counted from its end: else jobs just too long to follow closely would never wake anybody, however many there are.
            if (threads > 1 && operations >= HotWork)
                Volatile.Write(ref lastJob, Stopwatch.GetTimestamp());
            return;
        }

        try
        {
            Share(Unsafe.AsPointer(ref chunks), &Call<T>, count, threads);
        }
        finally
        {
            Volatile.Write(ref busy, 0);
        }
    }

    /// <summary>Does one chunk of work at an address.</summary>
    internal static void Call<T>(void* chunks, int chunk, int worker)
        where T : struct, IChunks, allows ref struct => Unsafe.AsRef<T>(chunks).Run(chunk, worker);

    /// <summary>Whether there is somebody to share with at once, or the work is worth waking somebody.</summary>
    static bool Awake(int threads, long operations)
    {
        if (operations < FirstWork && Preparation.IsCompiling)
            return false;
        var now = Stopwatch.GetTimestamp();
        var often = now - Interlocked.Exchange(ref lastJob, now) < LookFor;
        if (Volatile.Read(ref started) - Volatile.Read(ref parked) > 0)
            return true;
        // One small job does not pay for waking; a row of them does.
        return operations >= ColdWork || often;
    }

    /// <summary>Has a first worker begin on another thread's time where large jobs are to be expected; it sleeps until there are.</summary>
    internal static void Prepare()
    {
        if (Volatile.Read(ref started) == 0)
            Preparation.Begin(Begin);
    }

    static void Begin()
    {
        var idle = default(Idle);
        Run(ref idle, 2, 2, ColdWork);
    }

    /// <summary>No work.</summary>
    internal struct Idle : IChunks
    {
        public readonly void Run(int chunk, int worker)
        {
        }
    }

    static void Share(void* chunks, delegate*<void*, int, int, void> call, int count, int threads)
    {
        if (Volatile.Read(ref started) < threads - 1)
            Start(threads - 1);
        work = chunks;
        run = call;
        (failure, failed) = (null, int.MaxValue);
        Volatile.Write(ref done, 0);
        var generation = (ticket >>> (2 * CountBits + ThreadBits)) + 1;
        Interlocked.Exchange(ref ticket, (((generation << ThreadBits) | (uint)threads) << (2 * CountBits)) | ((long)count << CountBits));
        // Which sleeper wakes is not ours to say: where some have numbers too high for this job, all wake.
        if (Volatile.Read(ref parked) is > 0 and var sleeping)
            wake.Release(started == threads - 1 ? Math.Min(sleeping, threads - 1) : sleeping);
        Help(0);
        var wait = new SpinWait();
        while (Volatile.Read(ref done) != count)
            wait.SpinOnce(sleep1Threshold: -1);
        work = null;
        Volatile.Read(ref failure)?.Throw();
    }

    /// <summary>Takes chunks of the job at hand until none is left; false where there was none to take.</summary>
    static bool Help(int worker)
    {
        var helped = false;
        while (true)
        {
            var seen = Volatile.Read(ref ticket);
            var (next, count) = ((int)(seen & MostChunks), (int)((seen >>> CountBits) & MostChunks));
            if (next >= count || worker >= (int)((seen >>> (2 * CountBits)) & ((1 << ThreadBits) - 1)))
                return helped;
            if (Interlocked.CompareExchange(ref ticket, seen + 1, seen) != seen)
                continue;
            helped = true;
            try
            {
                run(work, next, worker);
            }
            catch (Exception error)
            {
                // As without other threads, the first chunk that fails is the one that is reported.
                lock (starting)
                    if (next < failed)
                        (failed, failure) = (next, ExceptionDispatchInfo.Capture(error));
            }

            Interlocked.Increment(ref done);
        }
    }

    static void Start(int threads)
    {
        lock (starting)
            while (started < threads)
            {
                var worker = started + 1;
                var thread = new Thread(() => Work(worker), maxStackSize: 1 << 20) { IsBackground = true, Name = $"D2lDsl worker {worker}" };
                thread.Start();
                Volatile.Write(ref started, worker);
            }
    }

    static void Work(int worker)
    {
        var idle = Stopwatch.GetTimestamp();
        while (true)
        {
            if (Help(worker))
            {
                idle = Stopwatch.GetTimestamp();
                continue;
            }

            Thread.SpinWait(8);
            if (Stopwatch.GetTimestamp() - idle < LookFor)
                continue;
            Interlocked.Increment(ref parked);
            wake.Wait();
            Interlocked.Decrement(ref parked);
            idle = Stopwatch.GetTimestamp();
        }
    }
}
