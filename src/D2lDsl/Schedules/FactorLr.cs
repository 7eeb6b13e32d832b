namespace D2lDsl;

/// <summary>Multiplies the rate by a factor after every epoch, down to a least rate: the book's <c>FactorScheduler</c>.</summary>
public sealed class FactorLr : LearningRateSchedule
{
    readonly double factor, leastRate;

    /// <summary>Attaches the schedule.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="factor">By what; 0 or more.</param>
    /// <param name="leastRate">Where it stops falling (<c>stop_factor_lr</c>).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public FactorLr(Optimizer optimizer, double factor = 1, double leastRate = 1e-7)
        : base(optimizer) => (this.factor, this.leastRate) = (Rate(factor, nameof(factor)), Rate(leastRate, nameof(leastRate)));

    /// <inheritdoc/>
    protected override double Next(double rate) => Math.Max(leastRate, rate * factor);
}
