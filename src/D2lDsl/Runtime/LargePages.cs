using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace D2lDsl.Runtime;

/// <summary>
/// Asks the system to put a large array into large pages. Loops that walk over many megabytes otherwise wait for addresses to be
/// translated. It is a wish: where it cannot be fulfilled nothing happens.
/// </summary>
static partial class LargePages
{
    /// <summary>A large page of x64, and of Arm64 with small pages of 4 KiB.</summary>
    const nint Size = 2 << 20;

    /// <summary>Smaller arrays gain little.</summary>
    const nint Smallest = 2 * Size;

    /// <summary>MADV_HUGEPAGE.</summary>
    const int Huge = 14;

    static bool isRefused;

    /// <summary>The array, whose memory is best not touched yet.</summary>
    /// <param name="array">A large one; others are left alone.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T[] For<T>(T[] array)
        where T : unmanaged
    {
        if (OperatingSystem.IsLinux() && (nint)array.Length * Unsafe.SizeOf<T>() >= Smallest && !isRefused)
            Ask(array);
        return array;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static unsafe void Ask<T>(T[] array)
        where T : unmanaged
    {
        fixed (T* first = array)
        {
            nint from = ((nint)first + Size - 1) & -Size, to = ((nint)first + (nint)array.Length * sizeof(T)) & -Size;
            try
            {
                if (to > from)
                    Advise(from, to - from, Huge);
            }
            catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
            {
                isRefused = true;
            }
        }
    }

    [DllImport("libc", EntryPoint = "madvise")]
    static extern int Advise(nint at, nint length, int advice);
}
