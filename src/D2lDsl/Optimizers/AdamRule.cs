using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl;

/// <summary>Adam and AdamW; <typeparamref name="TAmsGrad"/> keeps the largest mean square too.</summary>
struct AdamRule<T, TAmsGrad>(Adam adam) : IUpdateRule<T, AdamRule<T, TAmsGrad>>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TAmsGrad : struct, ISwitch
{
    readonly double rate = adam.LearningRate, decayOfMean = adam.Beta1, decayOfSquare = adam.Beta2;
    readonly T beta1 = T.CreateTruncating(adam.Beta1), fresh1 = T.CreateTruncating(1 - adam.Beta1);
    readonly T beta2 = T.CreateTruncating(adam.Beta2), fresh2 = T.CreateTruncating(1 - adam.Beta2);
    readonly T epsilon = T.CreateTruncating(adam.Epsilon);
    readonly T decay = T.CreateTruncating(adam.IsDecoupled ? 0 : adam.WeightDecay);
    readonly T kept = T.CreateTruncating(adam.IsDecoupled ? 1 - adam.LearningRate * adam.WeightDecay : 1);
    T stepSize, rootScale;

    public static int States => TAmsGrad.IsOn ? 3 : 2;

    public readonly AdamRule<T, TAmsGrad> ForStep(long step) => this with
    {
        stepSize = T.CreateTruncating(rate / (1 - Math.Pow(decayOfMean, step))),
        rootScale = T.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(decayOfSquare, step))),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector512<T> Update(Vector512<T> parameter, Vector512<T> gradient, ref Vector512<T> mean, ref Vector512<T> square, ref Vector512<T> largest)
    {
        parameter *= Vector512.Create(kept);
        if (decay != T.Zero)
            gradient += Vector512.Create(decay) * parameter;
        mean = Vector512.Create(beta1) * mean + Vector512.Create(fresh1) * gradient;
        square = Vector512.Create(beta2) * square + Vector512.Create(fresh2) * gradient * gradient;
        var divisor = square;
        if (TAmsGrad.IsOn)
            divisor = largest = Vector512.Max(largest, square);
        return parameter - Vector512.Create(stepSize) * mean / (Vector512.Sqrt(divisor) * Vector512.Create(rootScale) + Vector512.Create(epsilon));
    }
}
