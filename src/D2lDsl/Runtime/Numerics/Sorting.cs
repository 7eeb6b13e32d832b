using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        where T : unmanaged, INumber<T> => First(ref x, ref places, outer, count, inner, count, isDescending);

    /// <summary>The same, but only the first so many places: [outer, kept, inner].</summary>
    /// <typeparam name="T">The element type: one of the seven but bool.</typeparam>
    /// <param name="x">The first element.</param>
    /// <param name="places">The first place of the result.</param>
    /// <param name="outer">How many groups of lines.</param>
    /// <param name="count">How many elements a line has.</param>
    /// <param name="inner">How many lines lie side by side.</param>
    /// <param name="kept">How many places are wanted, at most as many as a line has.</param>
    /// <param name="isDescending">Whether the largest comes first.</param>
    public static void First<T>(ref T x, ref int places, nint outer, nint count, nint inner, nint kept, bool isDescending)
        where T : unmanaged, INumber<T>
    {
        if (outer == 0 || kept == 0 || inner == 0)
            return;
        var lines = new Lines<T>(ref x, ref places, outer * inner, (int)count, inner, (int)kept, isDescending);
        Workers.Run(ref lines, lines.Count, (long)outer * inner * count * (8 + BitOperations.Log2((uint)kept)));
    }

    /// <summary>Some lines at a time, each of which is sorted for itself.</summary>
    readonly ref struct Lines<T> : IChunks
        where T : unmanaged, INumber<T>
    {
        readonly ref T x;
        readonly ref int places;
        readonly nint all, inner, each;
        readonly int count, kept, held;
        readonly ulong flip;

        public Lines(ref T x, ref int places, nint all, int count, nint inner, int kept, bool isDescending)
        {
            this.x = ref x;
            this.places = ref places;
            (this.all, this.count, this.inner, this.kept) = (all, count, inner, kept);
            // Where few are kept, they are selected: no more than twice as many are held at a time.
            held = kept <= count / 8 ? Math.Min(count, Math.Max(2 * kept, 32)) : count;
            flip = isDescending ? ulong.MaxValue : 0;
            each = Math.Max(Math.Max(1, 4096 / count), (all - 1) / Workers.MostChunks + 1);
            Count = (int)((all - 1) / each + 1);
        }

        public int Count { get; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk, int worker)
        {
            ulong[] keys = ArrayPool<ulong>.Shared.Rent(held);
            int[] order = ArrayPool<int>.Shared.Rent(Unsafe.SizeOf<T>() == 8 ? held : 1);
            nint end = Math.Min(all, (chunk + 1) * each);
            for (nint line = chunk * each; line < end; line++)
            {
                ref T from = ref Unsafe.Add(ref x, line / inner * count * inner + line % inner);
                ref int to = ref Unsafe.Add(ref places, line / inner * kept * inner + line % inner);
                if (Unsafe.SizeOf<T>() == 8)
                    Wide(ref from, ref to, keys.AsSpan(0, held), order.AsSpan(0, held));
                else
                    Narrow(ref from, ref to, keys.AsSpan(0, held));
            }

            ArrayPool<ulong>.Shared.Return(keys);
            ArrayPool<int>.Shared.Return(order);
        }

        /// <summary>Key and place are one number: no two are equal, and the lower place is the smaller.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Narrow(ref T from, ref int to, Span<ulong> keys)
        {
            int filled = 0;
            ulong bound = ulong.MaxValue;
            for (int i = 0; i < count; i = bound == ulong.MaxValue ? i + 1 : Next(ref from, i + 1, (int)bound))
            {
                ulong key = ((Key(Unsafe.Add(ref from, i * inner)) ^ flip) << 32) | (uint)i;
                if (key >= bound)
                    continue;
                keys[filled++] = key;
                if (filled < keys.Length || i == count - 1)
                    continue;
                keys.Sort();
                filled = kept;
                bound = keys[kept - 1];
            }

            keys[..filled].Sort();
            for (int i = 0; i < kept; i++)
                Unsafe.Add(ref to, i * inner) = (int)keys[i];
        }

        /// <summary>Places of equal keys are put in their order after the others; one that comes later is behind all that are held.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Wide(ref T from, ref int to, Span<ulong> keys, Span<int> order)
        {
            int filled = 0;
            var (bound, isBounded) = (ulong.MaxValue, false);
            for (int i = 0; i < count; i = isBounded ? Next(ref from, i + 1, order[kept - 1]) : i + 1)
            {
                ulong key = Key(Unsafe.Add(ref from, i * inner)) ^ flip;
                if (isBounded && key >= bound)
                    continue;
                (keys[filled], order[filled]) = (key, i);
                filled++;
                if (filled < keys.Length || i == count - 1)
                    continue;
                Order(keys, order);
                (filled, bound, isBounded) = (kept, keys[kept - 1], true);
            }

            Order(keys[..filled], order[..filled]);
            for (int i = 0; i < kept; i++)
                Unsafe.Add(ref to, i * inner) = order[i];
        }

        /// <summary>The first place from another on whose element may come before that at a third, a vector at a time where a line lies together.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        int Next(ref T from, int i, int last)
        {
            if (inner != 1)
                return i;
            var bound = Vector512.Create(Unsafe.Add(ref from, last));
            for (; i <= count - Eager.ElementLanes.Count<T>(); i += Eager.ElementLanes.Count<T>())
            {
                // With NaN neither holds, so that it is looked at for itself.
                var elements = Vector512.LoadUnsafe(ref from, (nuint)i);
                var behind = flip == 0 ? Vector512.GreaterThanOrEqual(elements, bound) : Vector512.LessThanOrEqual(elements, bound);
                ulong others = ~behind.ExtractMostSignificantBits() & ulong.MaxValue >> 64 - Eager.ElementLanes.Count<T>();
                if (others != 0)
                    return i + BitOperations.TrailingZeroCount(others);
            }

            return i;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Order(Span<ulong> keys, Span<int> order)
        {
            keys.Sort(order);
            for (int start = 0, i = 1; i <= keys.Length; i++)
            {
                if (i < keys.Length && keys[i] == keys[start])
                    continue;
                if (i - start > 1)
                    order[start..i].Sort();
                start = i;
            }
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
