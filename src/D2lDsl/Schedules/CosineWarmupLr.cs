namespace D2lDsl;

/// <summary>
/// Rises evenly to the initial rate, then follows half a cosine down to a final one and stays there: the book's
/// <c>CosineScheduler</c>. It sets the rate by the number of the epoch alone.
/// </summary>
public sealed class CosineWarmupLr : LearningRateSchedule
{
    readonly int epochs, warmupEpochs;
    readonly double finalRate, warmupBegin;

    /// <summary>Attaches the schedule and sets the rate of the first epoch.</summary>
    /// <param name="optimizer">The optimiser; its rate is the highest.</param>
    /// <param name="epochs">After how many epochs, warm-up included, the rate is the final one (<c>max_update</c>).</param>
    /// <param name="finalRate">That rate (<c>final_lr</c>).</param>
    /// <param name="warmupEpochs">How many epochs the rate rises (<c>warmup_steps</c>); fewer than <paramref name="epochs"/>.</param>
    /// <param name="warmupBegin">The rate it rises from (<c>warmup_begin_lr</c>).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public CosineWarmupLr(Optimizer optimizer, int epochs, double finalRate = 0, int warmupEpochs = 0, double warmupBegin = 0)
        : base(optimizer)
    {
        this.epochs = Count(epochs, 1, nameof(epochs));
        this.warmupEpochs = Count(warmupEpochs, 0, nameof(warmupEpochs)) < epochs
            ? warmupEpochs
            : throw new ArgumentOutOfRangeException(null, $"CosineWarmupLr: warmupEpochs is {warmupEpochs}; it must be below epochs, which is {epochs}");
        this.finalRate = Rate(finalRate, nameof(finalRate));
        this.warmupBegin = Rate(warmupBegin, nameof(warmupBegin));
        optimizer.LearningRate = Next(optimizer.LearningRate);
    }

    /// <inheritdoc/>
    protected override double Next(double rate) =>
        Epoch < warmupEpochs ? warmupBegin + (InitialRate - warmupBegin) * Epoch / warmupEpochs
        : Epoch <= epochs ? finalRate + (InitialRate - finalRate) * (1 + Math.Cos(Math.PI * (Epoch - warmupEpochs) / (epochs - warmupEpochs))) / 2
        : finalRate;
}
