using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace D2lDsl;

/// <summary>a = b, with conversion where the element types differ.</summary>
readonly struct CopyRow<TA, TB> : IRow<TA, TB>
    where TA : unmanaged
    where TB : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref TA a, nint aStep, ref TB b, nint bStep, int count)
    {
        if (typeof(TA) == typeof(TB) && aStep == 1 && bStep == 1)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.As<TB, TA>(ref b), count).CopyTo(MemoryMarshal.CreateSpan(ref a, count));
        }
        else if (aStep == 1 && bStep == 0)
        {
            MemoryMarshal.CreateSpan(ref a, count).Fill(ElementType.Convert<TB, TA>(b));
        }
        else
        {
            for (nint i = 0; i < count; i++)
                Unsafe.Add(ref a, i * aStep) = ElementType.Convert<TB, TA>(Unsafe.Add(ref b, i * bStep));
        }
    }
}
