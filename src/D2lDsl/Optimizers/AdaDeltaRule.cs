using System.Numerics;
using System.Runtime.CompilerServices;

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
    public Vector<T> Update(Vector<T> parameter, Vector<T> gradient, ref Vector<T> square, ref Vector<T> steps, ref Vector<T> state2)
    {
        if (decay != T.Zero)
            gradient += Vector.Create(decay) * parameter;
        square = Vector.Create(rho) * square + Vector.Create(fresh) * gradient * gradient;
        var step = Vector.SquareRoot(steps + Vector.Create(epsilon)) / Vector.SquareRoot(square + Vector.Create(epsilon)) * gradient;
        steps = Vector.Create(rho) * steps + Vector.Create(fresh) * step * step;
        return parameter - Vector.Create(rate) * step;
    }
}
