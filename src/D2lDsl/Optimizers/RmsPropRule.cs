using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>RMSprop. The mean square comes first, then the mean if centred, then the velocity if there is momentum.</summary>
readonly struct RmsPropRule<T, TCentered, TMomentum>(RmsProp optimizer) : IUpdateRule<T, RmsPropRule<T, TCentered, TMomentum>>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TCentered : struct, ISwitch
    where TMomentum : struct, ISwitch
{
    readonly T rate = T.CreateTruncating(optimizer.LearningRate);
    readonly T alpha = T.CreateTruncating(optimizer.Alpha), fresh = T.CreateTruncating(1 - optimizer.Alpha);
    readonly T epsilon = T.CreateTruncating(optimizer.Epsilon);
    readonly T decay = T.CreateTruncating(optimizer.WeightDecay);
    readonly T momentum = T.CreateTruncating(optimizer.Momentum);

    public static int States => 1 + (TCentered.IsOn ? 1 : 0) + (TMomentum.IsOn ? 1 : 0);

    public RmsPropRule<T, TCentered, TMomentum> ForStep(long step) => this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Update(Vector<T> parameter, Vector<T> gradient, ref Vector<T> square, ref Vector<T> state1, ref Vector<T> state2)
    {
        if (decay != T.Zero)
            gradient += Vector.Create(decay) * parameter;
        square = Vector.Create(alpha) * square + Vector.Create(fresh) * gradient * gradient;
        var variance = square;
        if (TCentered.IsOn)
        {
            state1 = Vector.Create(alpha) * state1 + Vector.Create(fresh) * gradient;
            variance -= state1 * state1;
        }

        var divisor = Vector.SquareRoot(variance) + Vector.Create(epsilon);
        if (!TMomentum.IsOn)
            return parameter - Vector.Create(rate) * gradient / divisor;
        ref var velocity = ref TCentered.IsOn ? ref state2 : ref state1;
        velocity = Vector.Create(momentum) * velocity + gradient / divisor;
        return parameter - Vector.Create(rate) * velocity;
    }
}
