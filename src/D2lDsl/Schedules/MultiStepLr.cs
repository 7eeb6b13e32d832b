namespace D2lDsl;

/// <summary>Multiplies the rate by gamma after certain epochs (<c>torch.optim.lr_scheduler.MultiStepLR</c>).</summary>
public sealed class MultiStepLr : LearningRateSchedule
{
    readonly int[] milestones;
    readonly double gamma;

    /// <summary>Attaches the schedule.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="milestones">After how many epochs each; one that occurs twice counts twice.</param>
    /// <param name="gamma">By what; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public MultiStepLr(Optimizer optimizer, ReadOnlySpan<int> milestones, double gamma = 0.1)
        : base(optimizer)
    {
        foreach (int milestone in milestones)
            Count(milestone, 1, "a milestone");
        (this.milestones, this.gamma) = (milestones.ToArray(), Rate(gamma, nameof(gamma)));
    }

    /// <inheritdoc/>
    protected override double Next(double rate)
    {
        foreach (int milestone in milestones)
            if (milestone == Epoch)
                rate *= gamma;
        return rate;
    }
}
