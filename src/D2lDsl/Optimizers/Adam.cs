using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>
/// Adam (<c>torch.optim.Adam</c>): g ← g + weightDecay · p; m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²;
/// p ← p − learningRate · m̂ / (√v̂ + epsilon), where m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) in step t.
/// </summary>
public class Adam : Optimizer
{
    /// <summary>Makes an optimiser. It keeps two moments for each tensor it has stepped, with <paramref name="amsGrad"/> three.</summary>
    /// <param name="learningRate">How far to go; 0 or more.</param>
    /// <param name="beta1">How much of the mean gradient m stays; 0 or more and below 1.</param>
    /// <param name="beta2">How much of the mean square v stays; 0 or more and below 1.</param>
    /// <param name="epsilon">Keeps the denominator from 0; 0 or more.</param>
    /// <param name="weightDecay">How much of the parameter is added to its gradient; 0 or more.</param>
    /// <param name="amsGrad">Divides by the largest v so far.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of range.</exception>
    public Adam(
        double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, bool amsGrad = false)
        : base(learningRate)
    {
        Beta1 = Fraction(beta1, nameof(beta1));
        Beta2 = Fraction(beta2, nameof(beta2));
        Epsilon = NotNegative(epsilon, nameof(epsilon));
        WeightDecay = NotNegative(weightDecay, nameof(weightDecay));
        AmsGrad = amsGrad;
    }

    /// <summary>How much of the mean gradient stays.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean square stays.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the denominator from 0.</summary>
    public double Epsilon { get; }

    /// <summary>How much of the parameter is added to its gradient; for <see cref="AdamW"/> how fast the parameter shrinks.</summary>
    public double WeightDecay { get; }

    /// <summary>Whether the largest mean square so far divides.</summary>
    public bool AmsGrad { get; }

    /// <summary>Whether weights decay by themselves instead of through the gradient.</summary>
    internal virtual bool IsDecoupled => false;

    /// <inheritdoc/>
    protected internal override int Moments => AmsGrad ? 3 : 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run<T, TSweep>(ref TSweep sweep)
    {
        if (AmsGrad)
            Apart<T, TSweep, AdamRule<T, On>>(ref sweep, new(this));
        else
            sweep.Run(new AdamRule<T, Off>(this));
    }
}
