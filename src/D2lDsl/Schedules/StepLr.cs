namespace D2lDsl;

/// <summary>Multiplies the rate by gamma every so many epochs (<c>torch.optim.lr_scheduler.StepLR</c>).</summary>
public sealed class StepLr : LearningRateSchedule
{
    readonly int stepSize;
    readonly double gamma;

    /// <summary>Attaches the schedule.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="stepSize">After how many epochs, 1 or more.</param>
    /// <param name="gamma">By what; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public StepLr(Optimizer optimizer, int stepSize, double gamma = 0.1)
        : base(optimizer) => (this.stepSize, this.gamma) = (Count(stepSize, 1, nameof(stepSize)), Rate(gamma, nameof(gamma)));

    /// <inheritdoc/>
    protected override double Next(double rate) => Epoch % stepSize == 0 ? rate * gamma : rate;
}
