using System.Numerics;
using System.Runtime.CompilerServices;

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
    public readonly Vector<T> Update(Vector<T> parameter, Vector<T> gradient, ref Vector<T> sum, ref Vector<T> state1, ref Vector<T> state2)
    {
        if (decay != T.Zero)
            gradient += Vector.Create(decay) * parameter;
        sum += gradient * gradient;
        return parameter - Vector.Create(stepSize) * gradient / (Vector.SquareRoot(sum) + Vector.Create(epsilon));
    }
}
