namespace D2lDsl;

/// <summary>
/// Lowers the rate when a number that should fall has stopped falling (<c>torch.optim.lr_scheduler.ReduceLROnPlateau</c>): call
/// <see cref="Step"/> with the loss of each epoch.
/// </summary>
public sealed class ReduceLrOnPlateau
{
    const double LeastChange = 1e-8;

    readonly Optimizer optimizer;
    readonly double factor, threshold, leastRate;
    readonly int patience, cooldown;
    readonly bool rising, absolute;
    double best;
    int badEpochs, restingEpochs;

    /// <summary>Attaches the schedule.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="rising">Whether the number should rise instead (<c>mode='max'</c>).</param>
    /// <param name="factor">What the rate is multiplied by; 0 or more and below 1.</param>
    /// <param name="patience">How many epochs without progress are borne; 0 or more.</param>
    /// <param name="threshold">How much better than the best so far counts as progress.</param>
    /// <param name="absolute">Whether that is a difference, not a fraction of the best (<c>threshold_mode='abs'</c>).</param>
    /// <param name="cooldown">How many epochs after a change are not counted; 0 or more.</param>
    /// <param name="leastRate">The rate does not fall below (<c>min_lr</c>).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public ReduceLrOnPlateau(
        Optimizer optimizer, bool rising = false, double factor = 0.1, int patience = 10, double threshold = 1e-4, bool absolute = false,
        int cooldown = 0, double leastRate = 0)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        this.factor = factor is >= 0 and < 1
            ? factor
            : throw new ArgumentOutOfRangeException(null, $"ReduceLrOnPlateau: factor is {factor}; it must be 0 or more and below 1");
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        ArgumentOutOfRangeException.ThrowIfNegative(leastRate);
        (this.optimizer, this.rising, this.patience, this.threshold, this.absolute, this.cooldown, this.leastRate) =
            (optimizer, rising, patience, threshold, absolute, cooldown, leastRate);
        best = rising ? double.NegativeInfinity : double.PositiveInfinity;
    }

    /// <summary>Ends an epoch (<c>scheduler.step(metric)</c>).</summary>
    /// <param name="metric">The number that is watched; NaN is no progress.</param>
    /// <returns>Whether the rate was lowered.</returns>
    public bool Step(double metric)
    {
        if (IsProgress(metric))
            (best, badEpochs) = (metric, 0);
        else
            badEpochs++;
        if (restingEpochs > 0)
            (restingEpochs, badEpochs) = (restingEpochs - 1, 0);
        if (badEpochs <= patience)
            return false;
        (restingEpochs, badEpochs) = (cooldown, 0);
        double rate = Math.Max(optimizer.LearningRate * factor, leastRate);
        if (!(optimizer.LearningRate - rate > LeastChange))
            return false;
        optimizer.LearningRate = rate;
        return true;
    }

    bool IsProgress(double metric) => (rising, absolute) switch
    {
        (false, false) => metric < best * (1 - threshold),
        (false, true) => metric < best - threshold,
        (true, false) => metric > best * (1 + threshold),
        (true, true) => metric > best + threshold,
    };
}
