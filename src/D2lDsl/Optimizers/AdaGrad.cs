using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>
/// AdaGrad (<c>torch.optim.Adagrad</c>): g ← g + weightDecay · p; s ← s + g²; p ← p − learningRate / (1 + (t − 1) · rateDecay) · g / (√s + epsilon)
/// in step t.
/// </summary>
public sealed class AdaGrad : Optimizer
{
    /// <summary>Makes an optimiser. It keeps the sum of squares for each tensor it has stepped.</summary>
    /// <param name="learningRate">How far to go; 0 or more.</param>
    /// <param name="rateDecay">How the rate falls with the steps (<c>lr_decay</c>); 0 or more.</param>
    /// <param name="weightDecay">How much of the parameter is added to its gradient; 0 or more.</param>
    /// <param name="initialAccumulator">What the sum of squares starts from (<c>initial_accumulator_value</c>); 0 or more.</param>
    /// <param name="epsilon">Keeps the denominator from 0; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is negative or not a number.</exception>
    public AdaGrad(double learningRate = 0.01, double rateDecay = 0, double weightDecay = 0, double initialAccumulator = 0, double epsilon = 1e-10)
        : base(learningRate)
    {
        RateDecay = NotNegative(rateDecay, nameof(rateDecay));
        WeightDecay = NotNegative(weightDecay, nameof(weightDecay));
        InitialAccumulator = NotNegative(initialAccumulator, nameof(initialAccumulator));
        Epsilon = NotNegative(epsilon, nameof(epsilon));
    }

    /// <summary>How the rate falls with the steps.</summary>
    public double RateDecay { get; }

    /// <summary>How much of the parameter is added to its gradient.</summary>
    public double WeightDecay { get; }

    /// <summary>What the sum of squares starts from.</summary>
    public double InitialAccumulator { get; }

    /// <summary>Keeps the denominator from 0.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected internal override int Moments => 1;

    /// <inheritdoc/>
    protected internal override double InitialState => InitialAccumulator;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run<T, TSweep>(ref TSweep sweep) => sweep.Run(new AdaGradRule<T>(this));
}
