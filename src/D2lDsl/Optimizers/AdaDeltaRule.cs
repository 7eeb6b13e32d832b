using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl;

/// <summary>AdaDelta: the mean square of past steps sets the length of the next.</summary>
readonly struct AdaDeltaRule<T>(AdaDelta optimizer) : IUpdateRule<T, AdaDeltaRule<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly T rate = T.CreateTruncating(optimizer.LearningRate);
    readonly T rho = T.CreateTruncating(optimizer.Rho), fresh = T.CreateTruncating(1 - optimizer.Rho);
    readonly T epsilon = T.CreateTruncating(optimizer.Epsilon);
    readonly T decay = T.CreateTruncating(optimizer.WeightDecay);

    public static int States => 2;

    public AdaDeltaRule<T> ForStep(long step) => this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Update(Vector512<T> parameter, Vector512<T> gradient, ref Vector512<T> square, ref Vector512<T> steps, ref Vector512<T> state2)
    {
        if (decay != T.Zero)
            gradient += Vector512.Create(decay) * parameter;
        square = Vector512.Create(rho) * square + Vector512.Create(fresh) * gradient * gradient;
        var step = Vector512.Sqrt(steps + Vector512.Create(epsilon)) / Vector512.Sqrt(square + Vector512.Create(epsilon)) * gradient;
        steps = Vector512.Create(rho) * steps + Vector512.Create(fresh) * step * step;
        return parameter - Vector512.Create(rate) * step;
    }
}
