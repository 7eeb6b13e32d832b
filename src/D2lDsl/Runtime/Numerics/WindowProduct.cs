using System.ComponentModel;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>Matrix products with windows, which are read, or added up, where they lie in their tensor. For generated code.</summary>
/// <remarks>
/// A matrix of windows [p, q] is told by the axes that make up its rows and those that make up its columns, sizes and strides in
/// elements, the last axis fastest. Nothing is allocated once the thread's buffers have grown. Equal calls give equal bits, whatever the
/// number of threads.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class WindowProduct
{
    // Items become chunks of a job, of which there is a limit.
    const nint MostItems = 1 << 20;

    /// <summary>c[i][o, q] = the sum over p of a[i][o, p] · windows[i][p, q] for each i, or the sum of them all.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="count">How many products.</param>
    /// <param name="sums">Whether there is one c, the sum of all products.</param>
    /// <param name="others">The rows of a.</param>
    /// <param name="a">The first element of the first a.</param>
    /// <param name="aStep">From one a to the next, in elements.</param>
    /// <param name="aOther">The distance between rows of a.</param>
    /// <param name="aSummed">The distance between columns of a.</param>
    /// <param name="windows">The first element of the first windows.</param>
    /// <param name="windowsStep">From one to the next.</param>
    /// <param name="summed">The axes that are summed over.</param>
    /// <param name="along">The axes of the result's columns.</param>
    /// <param name="c">The first element of the first c; it overlaps none of the operands.</param>
    /// <param name="cStep">From one c to the next.</param>
    /// <param name="cOther">The distance between rows of c.</param>
    /// <param name="cAlong">The distance between columns of c; one of both is 1.</param>
    /// <param name="add">Whether to add to what c holds.</param>
    public static void Multiply<T>(
        nint count, bool sums, nint others, ref readonly T a, nint aStep, nint aOther, nint aSummed,
        ref readonly T windows, nint windowsStep, ReadOnlySpan<(nint Size, nint Stride)> summed, ReadOnlySpan<(nint Size, nint Stride)> along,
        ref T c, nint cStep, nint cOther, nint cAlong, bool add)
        where T : unmanaged
    {
        fixed (T* pa = &a, pw = &windows, pc = &c)
        {
            if (typeof(T) == typeof(float) && Vector512.IsHardwareAccelerated)
                With<Single512, Vector512<float>, float>(pa, pw, pc, summed, along);
            else if (typeof(T) == typeof(float) && Vector256.IsHardwareAccelerated)
                With<Single256, Vector256<float>, float>(pa, pw, pc, summed, along);
            else if (typeof(T) == typeof(float))
                With<Single128, Vector128<float>, float>(pa, pw, pc, summed, along);
            else if (Vector512.IsHardwareAccelerated)
                With<Double512, Vector512<double>, double>(pa, pw, pc, summed, along);
            else if (Vector256.IsHardwareAccelerated)
                With<Double256, Vector256<double>, double>(pa, pw, pc, summed, along);
            else
                With<Double128, Vector128<double>, double>(pa, pw, pc, summed, along);
        }

        void With<TLanes, TVector, TElement>(T* a, T* windows, T* c, ReadOnlySpan<(nint Size, nint Stride)> summed, ReadOnlySpan<(nint Size, nint Stride)> along)
            where TLanes : struct, ILanes<TElement, TVector> where TVector : struct where TElement : unmanaged, INumberBase<TElement>
        {
            nint first = 0;
            do
            {
                if (sums && others > 0 && PlacedSums<TLanes, TVector, TElement>.Multiply((int)Math.Min(count - first, MostItems), (int)others, (TElement*)a + first * aStep, aStep, aOther, aSummed,
                    (TElement*)windows + first * windowsStep, windowsStep, summed, along, (TElement*)c, cOther, cAlong, add || first > 0))
                {
                    first += MostItems;
                    continue;
                }
                WindowBlocks<TLanes, TVector, TElement>.Multiply((int)Math.Min(count - first, MostItems), sums, (int)others, (TElement*)a + first * aStep, aStep, aOther, aSummed,
                    new((TElement*)windows + first * windowsStep, windowsStep, summed, along), (TElement*)c + first * cStep, cStep, cOther, cAlong, add || (sums && first > 0));
                first += MostItems;
            }
            while (first < count);
        }
    }

    /// <summary>Zeros, to which all elements of windows[i] = a[i]·b[i] are added where they lie. The rows of a windows[i] are so many planes, of so many rows each; the target has of each plane what is wanted.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="count">How many products.</param>
    /// <param name="planes">Into how many planes each goes.</param>
    /// <param name="plane">The elements of a plane; each is only its own windows'.</param>
    /// <param name="k">The columns of a and rows of b.</param>
    /// <param name="a">The first element of the first a.</param>
    /// <param name="aStep">From one a to the next, in elements.</param>
    /// <param name="aRow">The distance between rows of a.</param>
    /// <param name="aCol">The distance between columns of a.</param>
    /// <param name="b">The first element of the first b.</param>
    /// <param name="bStep">From one b to the next.</param>
    /// <param name="bRow">The distance between rows of b.</param>
    /// <param name="bCol">The distance between columns of b.</param>
    /// <param name="target">The first element that windows are added to.</param>
    /// <param name="targetStep">From one product's planes to the next one's.</param>
    /// <param name="rows">The axes of a plane's rows.</param>
    /// <param name="along">The axes of the columns.</param>
    /// <param name="first">Where in a plane that begins which is wanted.</param>
    /// <param name="wanted">The axes of what is wanted of a plane; none for all of it.</param>
    public static void Fold<T>(
        nint count, nint planes, nint plane, nint k, ref readonly T a, nint aStep, nint aRow, nint aCol, ref readonly T b, nint bStep, nint bRow, nint bCol,
        ref T target, nint targetStep, ReadOnlySpan<(nint Size, nint Stride)> rows, ReadOnlySpan<(nint Size, nint Stride)> along,
        nint first = 0, scoped ReadOnlySpan<(nint Size, nint Stride)> wanted = default)
        where T : unmanaged
    {
        if (wanted.Length == 0)
            wanted = [(plane, 1)];
        fixed (T* pa = &a, pb = &b, pt = &target)
        {
            if (typeof(T) == typeof(float) && Vector512.IsHardwareAccelerated)
                With<Single512, Vector512<float>, float>(pa, pb, pt, rows, along, wanted);
            else if (typeof(T) == typeof(float) && Vector256.IsHardwareAccelerated)
                With<Single256, Vector256<float>, float>(pa, pb, pt, rows, along, wanted);
            else if (typeof(T) == typeof(float))
                With<Single128, Vector128<float>, float>(pa, pb, pt, rows, along, wanted);
            else if (Vector512.IsHardwareAccelerated)
                With<Double512, Vector512<double>, double>(pa, pb, pt, rows, along, wanted);
            else if (Vector256.IsHardwareAccelerated)
                With<Double256, Vector256<double>, double>(pa, pb, pt, rows, along, wanted);
            else
                With<Double128, Vector128<double>, double>(pa, pb, pt, rows, along, wanted);
        }

        void With<TLanes, TVector, TElement>(T* a, T* b, T* target, ReadOnlySpan<(nint Size, nint Stride)> rows, ReadOnlySpan<(nint Size, nint Stride)> along, ReadOnlySpan<(nint Size, nint Stride)> wanted)
            where TLanes : struct, ILanes<TElement, TVector> where TVector : struct where TElement : unmanaged, INumberBase<TElement>
        {
            for (nint i = 0; i < count; i += MostItems)
                WindowBlocks<TLanes, TVector, TElement>.Fold((int)Math.Min(count - i, MostItems), (int)planes, plane, (int)k, (TElement*)a + i * aStep, aStep, aRow, aCol,
                    (TElement*)b + i * bStep, bStep, bRow, bCol, new((TElement*)target + i * targetStep, targetStep, rows, along, first, wanted));
        }
    }
}
