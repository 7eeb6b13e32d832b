using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace ILGPU;

/// <summary>
/// One launch of a kernel: groups after each other. Lanes of a group are threads where the kernel has shared memory and barriers, of which
/// one runs at a time, from barrier to barrier, in an order that is another each time; otherwise they too come after each other.
/// </summary>
sealed class Launch(int groups, int lanes)
{
    static readonly Lock Running = new();

    [ThreadStatic]
    static Place? current;

    readonly List<Memory> shared = [];
    readonly int[] order = [.. Enumerable.Range(0, lanes)];
    readonly bool[] isGone = new bool[lanes];
    int turn;
    Exception? failure;

    /// <summary>Where a thread is in its launch.</summary>
    internal sealed class Place(Launch launch)
    {
        public Launch Launch { get; } = launch;

        public int Group { get; set; }

        public int Lane { get; set; }

        public int Allocations { get; set; }
    }

    public static Place? Current => current;

    public int Groups => groups;

    public int Lanes => lanes;

    /// <summary>True where lanes of a group wait for each other, in the kernel or in what it calls.</summary>
    public static bool Meets(MethodInfo kernel)
    {
        var (seen, open) = (new HashSet<MethodBase> { kernel }, new Stack<MethodBase>([kernel]));
        while (open.Count > 0)
        {
            var method = open.Pop();
            var code = method.GetMethodBody()!.GetILAsByteArray()!;
            for (var i = 0; i + 5 <= code.Length; i++)
                if (code[i] == 0x28 && Called(method.Module, BitConverter.ToInt32(code, i + 1)) is { } called)
                    if (called.DeclaringType == typeof(SharedMemory) || (called.DeclaringType == typeof(Group) && called.Name == "Barrier"))
                        return true;
                    else if (called.Module == kernel.Module && called.IsStatic && seen.Add(called))
                        open.Push(called);
        }
        return false;

        static MethodBase? Called(Module module, int token)
        {
            // Bytes that only look like a call are no method's token.
            try
            {
                return module.ResolveMethod(token);
            }
            catch (Exception error) when (error is ArgumentException or BadImageFormatException)
            {
                return null;
            }
        }
    }

    public void Run(Action kernel, bool meets)
    {
        lock (Running)
            if (meets)
                Together(kernel);
            else
                OneByOne(kernel);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    void OneByOne(Action kernel)
    {
        var place = current = new(this);
        for (place.Group = 0; place.Group < groups; place.Group++)
            for (place.Lane = 0; place.Lane < lanes; place.Lane++)
                kernel();
    }

    void Together(Action kernel)
    {
        while (Threads.Count < lanes)
            Threads.Add(new());
        for (var i = 0; i < lanes; i++)
        {
            var lane = i;
            Threads[i].Work = () => Lane(lane, kernel);
        }
        Shuffle();
        Threads[order[0]].Turn.Release();
        Finished.Wait();
    }

    static readonly List<Worker> Threads = [];
    static readonly SemaphoreSlim Finished = new(0);
    static readonly Random Orders = new(1);

    /// <summary>A thread that stays, for one lane of launch after launch.</summary>
    sealed class Worker
    {
        public Worker() => new Thread(() =>
        {
            while (true)
            {
                Turn.Wait();
                Work!();
            }
        }) { IsBackground = true }.Start();

        public SemaphoreSlim Turn { get; } = new(0);

        public Action? Work { get; set; }
    }

    void Lane(int lane, Action kernel)
    {
        var place = current = new(this) { Lane = lane };
        try
        {
            for (place.Group = 0; place.Group < groups; place.Group++)
            {
                place.Allocations = 0;
                kernel();
                Barrier();
                if (lane == 0)
                    shared.Clear();
                Barrier();
            }
        }
        catch (Exception exception)
        {
            failure ??= exception;
        }
        isGone[lane] = true;
        (Next() is { } next ? Threads[next].Turn : Finished).Release();
    }

    /// <summary>The lane whose turn it is now; null when all are gone.</summary>
    int? Next()
    {
        for (var i = 0; i < 2 * lanes; i++)
        {
            if (++turn == lanes)
                Shuffle();
            if (!isGone[order[turn]])
                return order[turn];
        }
        return null;
    }

    void Shuffle()
    {
        Orders.Shuffle(order);
        turn = 0;
    }

    /// <summary>The others have their turns until they are here too.</summary>
    public void Barrier()
    {
        var (lane, next) = (current!.Lane, Next()!.Value);
        if (next == lane)
            return;
        Threads[next].Turn.Release();
        Threads[lane].Turn.Wait();
    }

    public ArrayView<T> Shared<T>(Place place, int extent)
        where T : unmanaged
    {
        lock (shared)
        {
            if (shared.Count == place.Allocations)
                shared.Add(new((long)extent * Unsafe.SizeOf<T>()));
            return new(shared[place.Allocations++], 0, extent);
        }
    }
}
