using System.Runtime.CompilerServices;

namespace D2lDsl.Eager;

readonly struct UnaryRun<T, TResult, TKernel>(TResult[] results, T[] x) : IRun
    where TKernel : struct, IUnary<T, TResult>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int to, int a, int aStep, int b, int bStep, int c, int cStep, int count)
    {
        var y = results.AsSpan(to, count);
        if (aStep == 1)
        {
            var source = x.AsSpan(a, count);
            for (int i = 0; i < y.Length; i++)
                y[i] = TKernel.Apply(source[i]);
        }
        else
        {
            for (int i = 0; i < y.Length; i++, a += aStep)
                y[i] = TKernel.Apply(x[a]);
        }
    }
}

readonly struct BinaryRun<T, TResult, TKernel>(TResult[] results, T[] left, T[] right) : IRun
    where TKernel : struct, IBinary<T, TResult>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int to, int a, int aStep, int b, int bStep, int c, int cStep, int count)
    {
        var y = results.AsSpan(to, count);
        if (aStep == 1 && bStep == 1)
        {
            var p = left.AsSpan(a, count);
            var q = right.AsSpan(b, count);
            for (int i = 0; i < y.Length; i++)
                y[i] = TKernel.Apply(p[i], q[i]);
        }
        else if (aStep == 1 && bStep == 0)
        {
            var p = left.AsSpan(a, count);
            T q = right[b];
            for (int i = 0; i < y.Length; i++)
                y[i] = TKernel.Apply(p[i], q);
        }
        else
        {
            for (int i = 0; i < y.Length; i++, a += aStep, b += bStep)
                y[i] = TKernel.Apply(left[a], right[b]);
        }
    }
}
