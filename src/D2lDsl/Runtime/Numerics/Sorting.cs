using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>Sorting along one axis. Called by generated kernels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Sorting
{
    /// <summary>
    /// Writes the places along the middle axis of a row-major [outer, count, inner] in the order of the elements there: NaN above all numbers,
    /// of equal elements the first before the others, whichever end comes first.
    /// </summary>
    /// <typeparam name="T">The element type: one of the seven but bool.</typeparam>
    /// <param name="x">The first element.</param>
    /// <param name="places">The first place of the result.</param>
    /// <param name="outer">How many groups of lines.</param>
    /// <param name="count">How many elements a line has.</param>
    /// <param name="inner">How many lines lie side by side.</param>
    /// <param name="isDescending">Whether the largest comes first.</param>
    public static void Along<T>(ref T x, ref int places, nint outer, nint count, nint inner, bool isDescending)
        where T : unmanaged, INumber<T>
    {
        if (outer == 0 || count == 0 || inner == 0)
            return;
        var lines = new Lines<T>(ref x, ref places, outer * inner, (int)count, inner, isDescending);
        Workers.Run(ref lines, lines.Count, (long)outer * inner * count * (8 + BitOperations.Log2((uint)count)));
    }

    /// <summary>Some lines at a time, each of which is sorted for itself.</summary>
    readonly ref struct Lines<T> : IChunks
        where T : unmanaged, INumber<T>
    {
        readonly ref T x;
        readonly ref int places;
        readonly nint all, inner, each;
        readonly int count;
        readonly ulong flip;

        public Lines(ref T x, ref int places, nint all, int count, nint inner, bool isDescending)
        {
            this.x = ref x;
            this.places = ref places;
            (this.all, this.count, this.inner) = (all, count, inner);
            flip = isDescending ? ulong.MaxValue : 0;
            each = Math.Max(Math.Max(1, 4096 / count), (all - 1) / Workers.MostChunks + 1);
            Count = (int)((all - 1) / each + 1);
        }

        public int Count { get; }

        public void Run(int chunk, int worker)
        {
            ulong[] keys = ArrayPool<ulong>.Shared.Rent(count);
            int[]? order = Unsafe.SizeOf<T>() == 8 ? ArrayPool<int>.Shared.Rent(count) : null;
            nint end = Math.Min(all, (chunk + 1) * each);
            for (nint line = chunk * each; line < end; line++)
            {
                nint first = line / inner * count * inner + line % inner;
                if (order is null)
                    Narrow(first, keys.AsSpan(0, count));
                else
                    Wide(first, keys.AsSpan(0, count), order.AsSpan(0, count));
            }

            ArrayPool<ulong>.Shared.Return(keys);
            if (order is not null)
                ArrayPool<int>.Shared.Return(order);
        }

        /// <summary>Key and place are one number: no two are equal, and the lower place is the smaller.</summary>
        void Narrow(nint first, Span<ulong> keys)
        {
            for (int i = 0; i < keys.Length; i++)
                keys[i] = ((Key(Unsafe.Add(ref x, first + i * inner)) ^ flip) << 32) | (uint)i;
            keys.Sort();
            for (int i = 0; i < keys.Length; i++)
                Unsafe.Add(ref places, first + i * inner) = (int)keys[i];
        }

        /// <summary>Places of equal keys are put in their order after the others.</summary>
        void Wide(nint first, Span<ulong> keys, Span<int> order)
        {
            for (int i = 0; i < keys.Length; i++)
                (keys[i], order[i]) = (Key(Unsafe.Add(ref x, first + i * inner)) ^ flip, i);
            keys.Sort(order);
            for (int start = 0, i = 1; i <= keys.Length; i++)
            {
                if (i < keys.Length && keys[i] == keys[start])
                    continue;
                if (i - start > 1)
                    order[start..i].Sort();
                start = i;
            }

            for (int i = 0; i < order.Length; i++)
                Unsafe.Add(ref places, first + i * inner) = order[i];
        }

        /// <summary>A number without a sign in the order of the elements: as wide as they are, at most 32 bits of it where they have 32.</summary>
        static ulong Key(T value)
        {
            if (typeof(T) == typeof(float))
            {
                uint bits = value == T.Zero ? 0 : BitConverter.SingleToUInt32Bits((float)(object)value);
                return T.IsNaN(value) ? uint.MaxValue : (bits & 1u << 31) != 0 ? ~bits : bits | 1u << 31;
            }

            if (typeof(T) == typeof(double))
            {
                ulong bits = value == T.Zero ? 0 : BitConverter.DoubleToUInt64Bits((double)(object)value);
                return T.IsNaN(value) ? ulong.MaxValue : (bits & 1ul << 63) != 0 ? ~bits : bits | 1ul << 63;
            }

            long number = long.CreateTruncating(value);
            return typeof(T) == typeof(long) ? (ulong)number ^ 1ul << 63 : (uint)number ^ 1u << 31;
        }
    }
}
