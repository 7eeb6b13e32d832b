namespace D2lDsl;

/// <summary>
/// Goes evenly from one factor of the rate to another, then stays (<c>torch.optim.lr_scheduler.LinearLR</c>): a warm-up, or a
/// decline. The first factor takes effect at once.
/// </summary>
public sealed class LinearLr : LearningRateSchedule
{
    readonly double startFactor, endFactor;
    readonly int totalEpochs;

    /// <summary>Attaches the schedule and sets the rate of the first epoch.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="startFactor">The factor of the first epoch; above 0 and at most 1.</param>
    /// <param name="endFactor">The factor in the end; from 0 to 1.</param>
    /// <param name="totalEpochs">After how many epochs that is (<c>total_iters</c>); 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public LinearLr(Optimizer optimizer, double startFactor = 1.0 / 3, double endFactor = 1, int totalEpochs = 5)
        : base(optimizer)
    {
        this.startFactor = startFactor is > 0 and <= 1
            ? startFactor
            : throw new ArgumentOutOfRangeException(null, $"LinearLr: startFactor is {startFactor}; it must be above 0 and at most 1");
        this.endFactor = endFactor is >= 0 and <= 1
            ? endFactor
            : throw new ArgumentOutOfRangeException(null, $"LinearLr: endFactor is {endFactor}; it must be from 0 to 1");
        this.totalEpochs = Count(totalEpochs, 1, nameof(totalEpochs));
        optimizer.LearningRate *= startFactor;
    }

    /// <inheritdoc/>
    protected override double Next(double rate) => Epoch > totalEpochs
        ? rate
        : rate * (1 + (endFactor - startFactor) / (totalEpochs * startFactor + (Epoch - 1) * (endFactor - startFactor)));
}
