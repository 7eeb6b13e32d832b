namespace D2lDsl.Runtime.Tests;

static class Allocation
{
    /// <summary>Bytes the action allocates on this thread once it has warmed up.</summary>
    public static long Of(Action action)
    {
        for (int i = 0; i < 3; i++)
            action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
