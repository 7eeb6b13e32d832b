namespace D2lDsl;

/// <summary>Multiplies the rate by gamma after every epoch (<c>torch.optim.lr_scheduler.ExponentialLR</c>).</summary>
public sealed class ExponentialLr : LearningRateSchedule
{
    readonly double gamma;

    /// <summary>Attaches the schedule.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="gamma">By what; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Gamma is out of range.</exception>
    public ExponentialLr(Optimizer optimizer, double gamma)
        : base(optimizer) => this.gamma = Rate(gamma, nameof(gamma));

    /// <inheritdoc/>
    protected override double Next(double rate) => rate * gamma;
}
