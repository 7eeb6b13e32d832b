using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>
/// RMSprop (<c>torch.optim.RMSprop</c>): g ← g + weightDecay · p; s ← α·s + (1 − α)·g²; p ← p − learningRate · g / (√s + epsilon). If
/// centred, the squared mean gradient is taken from s; with momentum, a velocity v ← momentum · v + g / (√s + epsilon) is followed.
/// </summary>
public sealed class RmsProp : Optimizer
{
    /// <summary>Makes an optimiser. It keeps one to three numbers for each element it has stepped.</summary>
    /// <param name="learningRate">How far to go; 0 or more.</param>
    /// <param name="alpha">How much of the mean square stays; 0 or more.</param>
    /// <param name="epsilon">Keeps the denominator from 0; 0 or more.</param>
    /// <param name="weightDecay">How much of the parameter is added to its gradient; 0 or more.</param>
    /// <param name="momentum">How much of the last step's velocity stays; 0 or more.</param>
    /// <param name="centered">Divides by the standard deviation of the gradient instead of its root mean square.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is negative or not a number.</exception>
    public RmsProp(
        double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0, double momentum = 0, bool centered = false)
        : base(learningRate)
    {
        Alpha = NotNegative(alpha, nameof(alpha));
        Epsilon = NotNegative(epsilon, nameof(epsilon));
        WeightDecay = NotNegative(weightDecay, nameof(weightDecay));
        Momentum = NotNegative(momentum, nameof(momentum));
        Centered = centered;
    }

    /// <summary>How much of the mean square stays.</summary>
    public double Alpha { get; }

    /// <summary>Keeps the denominator from 0.</summary>
    public double Epsilon { get; }

    /// <summary>How much of the parameter is added to its gradient.</summary>
    public double WeightDecay { get; }

    /// <summary>How much of the last step's velocity stays.</summary>
    public double Momentum { get; }

    /// <summary>Whether the standard deviation of the gradient divides, instead of its root mean square.</summary>
    public bool Centered { get; }

    /// <inheritdoc/>
    protected internal override int Moments => 1 + (Centered ? 1 : 0) + (Momentum > 0 ? 1 : 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run<T, TSweep>(ref TSweep sweep)
    {
        switch (Centered, Momentum > 0)
        {
            case (false, false):
                sweep.Run(new RmsPropRule<T, Off, Off>(this));
                break;
            case (false, true):
                Apart<T, TSweep, RmsPropRule<T, Off, On>>(ref sweep, new(this));
                break;
            case (true, false):
                Apart<T, TSweep, RmsPropRule<T, On, Off>>(ref sweep, new(this));
                break;
            default:
                Apart<T, TSweep, RmsPropRule<T, On, On>>(ref sweep, new(this));
                break;
        }
    }
}
