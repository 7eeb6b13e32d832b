using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>Gradient descent with a velocity.</summary>
struct MomentumRule<T>(Sgd sgd) : IUpdateRule<T, MomentumRule<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly T rate = T.CreateTruncating(sgd.LearningRate);
    readonly T momentum = T.CreateTruncating(sgd.Momentum);
    readonly T decay = T.CreateTruncating(sgd.WeightDecay);
    readonly T damped = T.CreateTruncating(1 - sgd.Dampening);
    readonly bool nesterov = sgd.Nesterov;
    T gain;

    public static int States => 1;

    // The first velocity, which is zero so far, becomes the whole gradient.
    public readonly MomentumRule<T> ForStep(long step) => this with { gain = step == 1 ? T.One : damped };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<T> Update(Vector<T> parameter, Vector<T> gradient, ref Vector<T> velocity, ref Vector<T> state1, ref Vector<T> state2)
    {
        if (decay != T.Zero)
            gradient += Vector.Create(decay) * parameter;
        velocity = Vector.Create(momentum) * velocity + Vector.Create(gain) * gradient;
        return parameter - Vector.Create(rate) * (nesterov ? gradient + Vector.Create(momentum) * velocity : velocity);
    }
}
