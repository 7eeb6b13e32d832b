namespace D2lDsl;

/// <summary>
/// Changes an optimiser's learning rate from epoch to epoch (<c>torch.optim.lr_scheduler</c>). It goes on from the rate as it is, so that
/// several schedules of one optimiser multiply, as in PyTorch; call <see cref="Step"/> of each after each epoch.
/// </summary>
public abstract class LearningRateSchedule
{
    /// <summary>Attaches a schedule to an optimiser, whose rate at that moment is the initial one.</summary>
    /// <param name="optimizer">The optimiser.</param>
    protected LearningRateSchedule(Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Optimizer = optimizer;
        InitialRate = optimizer.ScheduledRate ??= optimizer.LearningRate;
    }

    /// <summary>The optimiser whose rate it sets.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The rate that the optimiser had when its first schedule was made.</summary>
    public double InitialRate { get; }

    /// <summary>How many epochs are over.</summary>
    public int Epoch { get; private set; }

    /// <summary>Ends an epoch and sets the rate of the next (<c>scheduler.step()</c>).</summary>
    public void Step()
    {
        Epoch++;
        Optimizer.LearningRate = Next(Optimizer.LearningRate);
    }

    /// <summary>The rate of an epoch, <see cref="Epoch"/>, that begins.</summary>
    /// <param name="rate">The rate so far.</param>
    protected abstract double Next(double rate);

    private protected string Name => GetType().Name;

    private protected int Count(int value, int least, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(null, $"{Name}: {name} is {value}; it must be {least} or more");

    private protected double Rate(double value, string name) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(null, $"{Name}: {name} is {value}; it must be 0 or more");
}
