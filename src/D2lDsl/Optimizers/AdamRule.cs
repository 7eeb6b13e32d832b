using System.Numerics;
using System.Runtime.CompilerServices;

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
    public readonly Vector<T> Update(Vector<T> parameter, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> square, ref Vector<T> largest)
    {
        parameter *= Vector.Create(kept);
        if (decay != T.Zero)
            gradient += Vector.Create(decay) * parameter;
        mean = Vector.Create(beta1) * mean + Vector.Create(fresh1) * gradient;
        square = Vector.Create(beta2) * square + Vector.Create(fresh2) * gradient * gradient;
        var divisor = square;
        if (TAmsGrad.IsOn)
            divisor = largest = Vector.Max(largest, square);
        return parameter - Vector.Create(stepSize) * mean / (Vector.SquareRoot(divisor) * Vector.Create(rootScale) + Vector.Create(epsilon));
    }
}
