using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Benchmarks;

/// <summary>What the machine's multiply-add units can do when nothing else is in the way: the floor under any matrix product.</summary>
static class FmaFloor
{
    /// <summary>Turns of 12 multiply-adds in a run.</summary>
    public const int Steps = 100_000;

    static Vector512<float> sink;
    static Vector512<double> sinkDouble;

    /// <summary>Floating-point operations a second on one thread.</summary>
    public static double Single() => 2.0 * 16 * 12 * Steps / Clock.Fastest(RunSingles);

    /// <inheritdoc cref="Single"/>
    public static double Double() => 2.0 * 8 * 12 * Steps / Clock.Fastest(Doubles);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunSingles()
    {
        Vector512<float> a = Vector512.Create(0.999f), b = Vector512.Create(0.001f);
        Vector512<float> x0 = a, x1 = a, x2 = a, x3 = a, x4 = a, x5 = a, x6 = a, x7 = a, x8 = a, x9 = a, x10 = a, x11 = a;
        for (var i = 0; i < Steps; i++)
        {
            x0 = Vector512.FusedMultiplyAdd(x0, a, b);
            x1 = Vector512.FusedMultiplyAdd(x1, a, b);
            x2 = Vector512.FusedMultiplyAdd(x2, a, b);
            x3 = Vector512.FusedMultiplyAdd(x3, a, b);
            x4 = Vector512.FusedMultiplyAdd(x4, a, b);
            x5 = Vector512.FusedMultiplyAdd(x5, a, b);
            x6 = Vector512.FusedMultiplyAdd(x6, a, b);
            x7 = Vector512.FusedMultiplyAdd(x7, a, b);
            x8 = Vector512.FusedMultiplyAdd(x8, a, b);
            x9 = Vector512.FusedMultiplyAdd(x9, a, b);
            x10 = Vector512.FusedMultiplyAdd(x10, a, b);
            x11 = Vector512.FusedMultiplyAdd(x11, a, b);
        }
        sink = x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Doubles()
    {
        Vector512<double> a = Vector512.Create(0.999), b = Vector512.Create(0.001);
        Vector512<double> x0 = a, x1 = a, x2 = a, x3 = a, x4 = a, x5 = a, x6 = a, x7 = a, x8 = a, x9 = a, x10 = a, x11 = a;
        for (var i = 0; i < Steps; i++)
        {
            x0 = Vector512.FusedMultiplyAdd(x0, a, b);
            x1 = Vector512.FusedMultiplyAdd(x1, a, b);
            x2 = Vector512.FusedMultiplyAdd(x2, a, b);
            x3 = Vector512.FusedMultiplyAdd(x3, a, b);
            x4 = Vector512.FusedMultiplyAdd(x4, a, b);
            x5 = Vector512.FusedMultiplyAdd(x5, a, b);
            x6 = Vector512.FusedMultiplyAdd(x6, a, b);
            x7 = Vector512.FusedMultiplyAdd(x7, a, b);
            x8 = Vector512.FusedMultiplyAdd(x8, a, b);
            x9 = Vector512.FusedMultiplyAdd(x9, a, b);
            x10 = Vector512.FusedMultiplyAdd(x10, a, b);
            x11 = Vector512.FusedMultiplyAdd(x11, a, b);
        }
        sinkDouble = x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11;
    }
}
