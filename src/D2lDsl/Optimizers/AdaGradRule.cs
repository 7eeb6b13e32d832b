using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl;

/// <summary>AdaGrad: the sum of squares divides.</summary>
struct AdaGradRule<T>(AdaGrad optimizer) : IUpdateRule<T, AdaGradRule<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly double rate = optimizer.LearningRate, rateDecay = optimizer.RateDecay;
    readonly T epsilon = T.CreateTruncating(optimizer.Epsilon);
    readonly T decay = T.CreateTruncating(optimizer.WeightDecay);
    T stepSize;

    public static int States => 1;

    public readonly AdaGradRule<T> ForStep(long step) => this with { stepSize = T.CreateTruncating(rate / (1 + (step - 1) * rateDecay)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector512<T> Update(Vector512<T> parameter, Vector512<T> gradient, ref Vector512<T> sum, ref Vector512<T> state1, ref Vector512<T> state2)
    {
        if (decay != T.Zero)
            gradient += Vector512.Create(decay) * parameter;
        sum += gradient * gradient;
        return parameter - Vector512.Create(stepSize) * gradient / (Vector512.Sqrt(sum) + Vector512.Create(epsilon));
    }
}
