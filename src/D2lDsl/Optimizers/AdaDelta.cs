using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>
/// AdaDelta (<c>torch.optim.Adadelta</c>): g ← g + weightDecay · p; s ← ρ·s + (1 − ρ)·g²; Δ = g · √(u + epsilon) / √(s + epsilon);
/// u ← ρ·u + (1 − ρ)·Δ²; p ← p − learningRate · Δ.
/// </summary>
public sealed class AdaDelta : Optimizer
{
    /// <summary>Makes an optimiser. It keeps two mean squares for each tensor it has stepped.</summary>
    /// <param name="learningRate">A factor of the step; 0 or more.</param>
    /// <param name="rho">How much of the mean squares stays; from 0 to 1.</param>
    /// <param name="epsilon">Keeps the denominator from 0 and the first steps from vanishing; 0 or more.</param>
    /// <param name="weightDecay">How much of the parameter is added to its gradient; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of range.</exception>
    public AdaDelta(double learningRate = 1, double rho = 0.9, double epsilon = 1e-6, double weightDecay = 0)
        : base(learningRate)
    {
        Rho = rho is >= 0 and <= 1 ? rho : throw new ArgumentOutOfRangeException(null, $"AdaDelta: rho is {rho}; it must be from 0 to 1");
        Epsilon = NotNegative(epsilon, nameof(epsilon));
        WeightDecay = NotNegative(weightDecay, nameof(weightDecay));
    }

    /// <summary>How much of the mean squares stays.</summary>
    public double Rho { get; }

    /// <summary>Keeps the denominator from 0 and the first steps from vanishing.</summary>
    public double Epsilon { get; }

    /// <summary>How much of the parameter is added to its gradient.</summary>
    public double WeightDecay { get; }

    /// <inheritdoc/>
    protected internal override int Moments => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run<T, TSweep>(ref TSweep sweep) => sweep.Run(new AdaDeltaRule<T>(this));
}
