using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D2lDsl.Runtime;

namespace D2lDsl.Benchmarks;

/// <summary>Nanoseconds a 512-bit vector of each function, over arrays that fit the first-level cache.</summary>
static class VectorMathBenchmark
{
    const int Count = 2048;
    static readonly float[] singles = [.. Enumerable.Range(0, Count).Select(i => 0.01f + i * 0.002f)];
    static readonly double[] doubles = [.. Enumerable.Range(0, Count).Select(i => 0.01 + i * 0.002)];
    static readonly float[] singleResults = new float[Count];
    static readonly double[] doubleResults = new double[Count];

    interface IFunction
    {
        static abstract Vector512<float> Of(Vector512<float> x);
        static abstract Vector512<double> Of(Vector512<double> x);
    }

    public static void Run()
    {
        Console.WriteLine("function  ns per 16 floats   ns per 8 doubles");
        Report<Exp>();
        Report<Log>();
        Report<Tanh>();
        Report<Erf>();
        Report<Sin>();
        Report<Cos>();
        Report<Sqrt>();
    }

    static void Report<TFunction>() where TFunction : IFunction =>
        Console.WriteLine($"{typeof(TFunction).Name,-9} {Clock.Fastest(Singles<TFunction>) * 1e9 / (Count / 16),16:F2} {Clock.Fastest(Doubles<TFunction>) * 1e9 / (Count / 8),18:F2}");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Singles<TFunction>() where TFunction : IFunction
    {
        for (nuint i = 0; i < Count; i += 16)
            TFunction.Of(Vector512.LoadUnsafe(ref singles[0], i)).StoreUnsafe(ref singleResults[0], i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Doubles<TFunction>() where TFunction : IFunction
    {
        for (nuint i = 0; i < Count; i += 8)
            TFunction.Of(Vector512.LoadUnsafe(ref doubles[0], i)).StoreUnsafe(ref doubleResults[0], i);
    }

    readonly struct Exp : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Exp(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Of(Vector512<double> x) => VectorMath.Exp(x);
    }

    readonly struct Log : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Log(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Of(Vector512<double> x) => VectorMath.Log(x);
    }

    readonly struct Tanh : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Tanh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Of(Vector512<double> x) => VectorMath.Tanh(x);
    }

    readonly struct Erf : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Erf(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Of(Vector512<double> x) => VectorMath.Erf(x);
    }

    readonly struct Sin : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Sin(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Of(Vector512<double> x) => VectorMath.Sin(x);
    }

    readonly struct Cos : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Cos(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Of(Vector512<double> x) => VectorMath.Cos(x);
    }

    readonly struct Sqrt : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Sqrt(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Of(Vector512<double> x) => VectorMath.Sqrt(x);
    }
}
