namespace D2lDsl.Runtime.Tests;

static class Allocation
{
    /// <summary>
    /// Bytes the action allocates on this thread once it has warmed up: the least of several runs, because a collection that
    /// another thread causes makes the runtime count the unused rest of this thread's allocation buffer.
    /// </summary>
    public static long Of(Action action)
    {
        for (int i = 0; i < 3; i++)
            action();
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
