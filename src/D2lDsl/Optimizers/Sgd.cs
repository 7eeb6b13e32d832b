using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>
/// Stochastic gradient descent (<c>torch.optim.SGD</c>): g ← g + weightDecay · p; v ← momentum · v + (1 − dampening) · g, where v starts
/// as the first g; p ← p − learningRate · v, or with Nesterov's momentum p ← p − learningRate · (g + momentum · v).
/// </summary>
public sealed class Sgd : Optimizer
{
    /// <summary>Makes an optimiser. It keeps a velocity for each tensor it has stepped, if there is momentum.</summary>
    /// <param name="learningRate">How far to go along the gradient; 0 or more.</param>
    /// <param name="momentum">How much of the last step's velocity stays; 0 or more.</param>
    /// <param name="weightDecay">How much of the parameter is added to its gradient; 0 or more.</param>
    /// <param name="dampening">How much of the gradient does not enter the velocity.</param>
    /// <param name="nesterov">Looks ahead along the velocity; needs momentum and no dampening.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is negative or not a number.</exception>
    /// <exception cref="ArgumentException">Nesterov's momentum without momentum, or with dampening.</exception>
    public Sgd(double learningRate, double momentum = 0, double weightDecay = 0, double dampening = 0, bool nesterov = false)
        : base(learningRate)
    {
        Momentum = NotNegative(momentum, nameof(momentum));
        WeightDecay = NotNegative(weightDecay, nameof(weightDecay));
        Dampening = double.IsFinite(dampening)
            ? dampening
            : throw new ArgumentOutOfRangeException(null, $"Sgd: dampening is {dampening}; it must be a number");
        if (nesterov && (momentum == 0 || dampening != 0))
            throw new ArgumentException($"Sgd: nesterov needs momentum above 0 and no dampening; they are {momentum} and {dampening}");
        Nesterov = nesterov;
    }

    /// <summary>How much of the last step's velocity stays.</summary>
    public double Momentum { get; }

    /// <summary>How much of the parameter is added to its gradient.</summary>
    public double WeightDecay { get; }

    /// <summary>How much of the gradient does not enter the velocity.</summary>
    public double Dampening { get; }

    /// <summary>Whether a step looks ahead along the velocity.</summary>
    public bool Nesterov { get; }

    /// <inheritdoc/>
    protected internal override int Moments => Momentum == 0 ? 0 : 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run<T, TSweep>(ref TSweep sweep)
    {
        if (Momentum == 0)
            sweep.Run(new SgdRule<T>(T.CreateTruncating(LearningRate), T.CreateTruncating(WeightDecay)));
        else
            Heavily<T, TSweep>(ref sweep);
    }

    // A method that names a rule has it loaded, whether it is followed or not.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    void Heavily<T, TSweep>(ref TSweep sweep)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSweep : struct, IUpdateSweep<T>, allows ref struct => Apart<T, TSweep, MomentumRule<T>>(ref sweep, new(this));
}
