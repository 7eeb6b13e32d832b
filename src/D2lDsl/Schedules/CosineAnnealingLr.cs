namespace D2lDsl;

/// <summary>
/// Follows half a cosine from the initial rate down to a least one, and up again (<c>torch.optim.lr_scheduler.CosineAnnealingLR</c>):
/// η = ηₗ + (η₀ − ηₗ)(1 + cos(π · epoch / T)) / 2, where ηₗ is the least rate and T the epochs until then.
/// </summary>
public sealed class CosineAnnealingLr : LearningRateSchedule
{
    readonly int epochs;
    readonly double leastRate;

    /// <summary>Attaches the schedule.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="epochs">After how many epochs the rate is least (<c>T_max</c>); 1 or more.</param>
    /// <param name="leastRate">That rate (<c>eta_min</c>).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public CosineAnnealingLr(Optimizer optimizer, int epochs, double leastRate = 0)
        : base(optimizer) => (this.epochs, this.leastRate) = (Count(epochs, 1, nameof(epochs)), Rate(leastRate, nameof(leastRate)));

    /// <inheritdoc/>
    protected override double Next(double rate) => (Epoch - 1 - epochs) % (2 * epochs) == 0
        ? rate + (InitialRate - leastRate) * (1 - Math.Cos(Math.PI / epochs)) / 2
        : (1 + Math.Cos(Math.PI * Epoch / epochs)) / (1 + Math.Cos(Math.PI * (Epoch - 1) / epochs)) * (rate - leastRate) + leastRate;
}
