using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

// A stand-in for ILGPU 1.5.3, for tests: the members that emitted code uses, under their real signatures, and so much behind them that kernels
// run here, each lane of a group a thread. It is no part of any package; where the real assembly is at hand, a test compares the two.
[assembly: System.Reflection.AssemblyVersion("1.5.3.0")]

namespace ILGPU
{
    public readonly struct Index1D(int x)
    {
        public readonly int X = x;

        public static implicit operator Index1D(int x) => new(x);

        public static implicit operator int(Index1D index) => index.X;
    }

    public readonly struct KernelConfig(Index1D gridDim, Index1D groupDim)
    {
        internal readonly int Groups = gridDim, Lanes = groupDim;
    }

    public static class Grid
    {
        public static int IdxX => Launch.Current!.Group;

        public static int DimX => Launch.Current!.Launch.Groups;
    }

    public static class Group
    {
        public static int IdxX => Launch.Current!.Lane;

        public static int DimX => Launch.Current!.Launch.Lanes;

        public static void Barrier() => Launch.Current!.Launch.Barrier();
    }

    public static class SharedMemory
    {
        public static ArrayView<T> Allocate<T>(int extent)
            where T : unmanaged => Launch.Current!.Launch.Shared<T>(Launch.Current!, extent);
    }

    public static class Atomic
    {
        public static int CompareExchange(ref int target, int compare, int value) => Interlocked.CompareExchange(ref target, value, compare);
    }

    public static class Interop
    {
        public static int SizeOf<T>()
            where T : unmanaged => Unsafe.SizeOf<T>();

        public static uint FloatAsInt(float value) => BitConverter.SingleToUInt32Bits(value);

        public static ulong FloatAsInt(double value) => BitConverter.DoubleToUInt64Bits(value);

        public static float IntAsFloat(uint value) => BitConverter.UInt32BitsToSingle(value);

        public static double IntAsFloat(ulong value) => BitConverter.UInt64BitsToDouble(value);
    }

    public interface IContiguousArrayView
    {
        internal Span<byte> Bytes { get; }
    }

    public interface IContiguousArrayView<T> : IContiguousArrayView
        where T : unmanaged;

    public static class Stride1D
    {
        public readonly struct Dense;
    }

    public readonly struct ArrayView<T> : IContiguousArrayView<T>
        where T : unmanaged
    {
        readonly Memory memory;
        readonly long start;

        internal ArrayView(Memory memory, long start, long length) => (this.memory, this.start, Length) = (memory, start, length);

        public long Length { get; }

        public static implicit operator ArrayView<T>(Runtime.ArrayView1D<T, Stride1D.Dense> view) => view.View;

        public ref T this[int index]
        {
            get
            {
                if ((uint)index >= (ulong)Length)
                    throw new IndexOutOfRangeException($"element {index} of {Length}");
                return ref Unsafe.As<byte, T>(ref memory.Bytes[start + (long)index * Unsafe.SizeOf<T>()]);
            }
        }

        public ArrayView<T> SubView(long index, long subViewLength)
        {
            if (index < 0 || subViewLength < 0 || index + subViewLength > Length)
                throw new IndexOutOfRangeException($"{subViewLength} elements from {index} of {Length}");
            return new(memory, start + index * Unsafe.SizeOf<T>(), subViewLength);
        }

        public ArrayView<TOther> Cast<TOther>()
            where TOther : unmanaged => start % Unsafe.SizeOf<TOther>() == 0 ? new(memory, start, Length * Unsafe.SizeOf<T>() / Unsafe.SizeOf<TOther>())
                : throw new InvalidOperationException($"{start} is no place for a {typeof(TOther).Name}");

        Span<byte> IContiguousArrayView.Bytes => memory.Bytes.AsSpan((int)start, (int)Length * Unsafe.SizeOf<T>());
    }

    /// <summary>Bytes that nobody has written yet hold a pattern that no test takes for a value.</summary>
    sealed class Memory
    {
        public Memory(long bytes)
        {
            Bytes = GC.AllocateUninitializedArray<byte>((int)bytes, pinned: true);
            Bytes.AsSpan().Fill(0xCD);
        }

        public byte[] Bytes { get; }
    }
}

namespace ILGPU.Runtime
{
    public readonly struct ArrayView1D<T, TStride>
        where T : unmanaged
        where TStride : struct
    {
        internal ArrayView1D(ArrayView<T> view) => View = view;

        internal ArrayView<T> View { get; }
    }

    public sealed class MemoryBuffer1D<T, TStride> : IDisposable
        where T : unmanaged
        where TStride : struct
    {
        readonly Accelerator accelerator;
        readonly long length;

        internal MemoryBuffer1D(Accelerator accelerator, long length) => (this.accelerator, this.length, View) = (accelerator, length, new(new(new(length * Unsafe.SizeOf<T>()), 0, length)));

        public ArrayView1D<T, TStride> View { get; }

        public void Dispose() => accelerator.Allocated -= length * Unsafe.SizeOf<T>();
    }

    public sealed class Accelerator : IDisposable
    {
        public AcceleratorType AcceleratorType => AcceleratorType.CPU;

        public void Dispose()
        {
        }

        public string Name { get; init; } = "contract";

        public int MaxNumThreadsPerGroup { get; init; } = 256;

        /// <summary>Bytes in buffers that are not disposed of. For tests.</summary>
        public long Allocated { get; internal set; }

        /// <summary>Launches so far. For tests.</summary>
        public int Launches { get; internal set; }

        /// <summary>Copies between host and device so far. For tests.</summary>
        public static int Transfers { get; internal set; }

        public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length)
            where T : unmanaged
        {
            Allocated += length * Unsafe.SizeOf<T>();
            return new(this, length);
        }

        public void Synchronize()
        {
        }
    }

    public static class KernelLoaders
    {
        public static Action<KernelConfig, T1> LoadStreamKernel<T1>(this Accelerator accelerator, Action<T1> action)
            where T1 : struct
        {
            var meets = Launch.Meets(action.Method);
            return (config, arguments) =>
            {
                accelerator.Launches++;
                new Launch(config.Groups, config.Lanes).Run(() => action(arguments), meets);
            };
        }
    }

    public static class ArrayViewExtensions
    {
        public static void CopyFromCPU<T, TView>(this TView target, ref T cpuData, long length)
            where TView : IContiguousArrayView<T>
            where T : unmanaged
        {
            Accelerator.Transfers++;
            MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref cpuData, (int)length)).CopyTo(target.Bytes);
        }

        public static void CopyToCPU<T, TView>(this TView source, ref T cpuData, long length)
            where TView : IContiguousArrayView<T>
            where T : unmanaged
        {
            Accelerator.Transfers++;
            var target = MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref cpuData, (int)length));
            source.Bytes[..target.Length].CopyTo(target);
        }

        public static void MemSetToZero<TView>(this TView view)
            where TView : IContiguousArrayView => view.Bytes.Clear();

        public static void CopyTo<TView>(this TView source, in TView target)
            where TView : IContiguousArrayView => source.Bytes.CopyTo(target.Bytes);
    }
}
