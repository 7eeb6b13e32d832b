using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using D2lDsl.Runtime;

namespace D2lDsl;

/// <summary>
/// Changes parameters along their gradients (<c>torch.optim.Optimizer</c>). What it computes for one element is its
/// <see cref="IUpdateRule{T, TSelf}"/>; this class runs that in one pass over memory and keeps what the rule remembers. After the first
/// step of a parameter nothing is allocated.
/// </summary>
/// <remarks>One optimiser must not step from two threads at once.</remarks>
public abstract partial class Optimizer
{
    readonly ConditionalWeakTable<object, object> states = [];
    double learningRate;

    /// <summary>An optimiser of one's own: say how many <see cref="Moments"/> its rule keeps, and <see cref="Run"/> it.</summary>
    /// <param name="learningRate">How far to go along the gradient; 0 or more.</param>
    protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>How far to go along the gradient; change it between steps, or let a <see cref="LearningRateSchedule"/> do so.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not a number.</exception>
    public virtual double LearningRate
    {
        get => learningRate;
        set => learningRate = NotNegative(value, "learningRate");
    }

    /// <summary>The rate that schedules start from: that of the first schedule's first moment.</summary>
    internal double? ScheduledRate { get; set; }

    /// <summary>True for <see cref="ParameterGroups{T}"/>, whose step is that of several optimisers.</summary>
    internal bool IsGrouped { get; private protected init; }

    /// <summary>How many numbers the rule keeps for each element: its <see cref="IUpdateRule{T, TSelf}.States"/>.</summary>
    protected internal abstract int Moments { get; }

    /// <summary>What they are before the first step.</summary>
    protected internal virtual double InitialState => 0;

    /// <summary>Steps all parameters of a module along a kernel's gradients, as one vector.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="parameters">What to change: <c>net.Parameters</c>.</param>
    /// <param name="gradients">Along what: <c>step.Gradients</c>.</param>
    /// <exception cref="ArgumentException">The gradients have other names or shapes than the parameters.</exception>
    /// <exception cref="NotSupportedException">The elements are not float or double.</exception>
    public void Step<T>(NamedTensors<T> parameters, NamedTensors<T> gradients)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        parameters.RequireSameLayout(gradients);
        Step(parameters.Flat, gradients.Flat);
    }

    /// <summary>Steps one parameter along its gradient.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="parameter">What to change; always pass the same object, to which the optimiser's memory of it belongs.</param>
    /// <param name="gradient">A tensor of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="InvalidOperationException">One of them is not contiguous.</exception>
    /// <exception cref="NotSupportedException">The elements are not float or double.</exception>
    public void Step<T>(Tensor<T> parameter, Tensor<T> gradient)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(gradient);
        if (!parameter.Sizes.AsSpan().SequenceEqual(gradient.Sizes))
            throw new ArgumentException($"{Name}.Step: the parameter has shape {parameter.Shape}, its gradient {gradient.Shape}");
        if (!parameter.IsContiguous || !gradient.IsContiguous)
        {
            throw new InvalidOperationException(
                $"{Name}.Step: the parameter or gradient of shape {parameter.Shape} is a view that is not contiguous; step the tensor it was made from");
        }

        if (typeof(T) == typeof(float))
            Sweep((Tensor<float>)(object)parameter, (Tensor<float>)(object)gradient);
        else if (typeof(T) == typeof(double))
            Sweep((Tensor<double>)(object)parameter, (Tensor<double>)(object)gradient);
        else
            throw new NotSupportedException($"{Name}.Step: parameters are float or double, not {ElementType.Keyword<T>()}");
    }

    /// <summary>What is kept for a parameter: that object which is passed to <c>Step</c>, and for a module <c>net.Parameters.Flat</c>.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="parameter">The parameter.</param>
    /// <returns>A state of no steps for a parameter that was not seen before.</returns>
    /// <exception cref="InvalidOperationException">The optimiser keeps nothing, as Sgd without momentum.</exception>
    public OptimizerState<T> StateOf<T>(Tensor<T> parameter)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (Moments == 0)
            throw new InvalidOperationException($"{Name}.StateOf: with these settings nothing is kept from step to step");
        return Kept(parameter);
    }

    /// <summary>Hands this optimiser's rule to what will run it: <c>sweep.Run(new MyRule&lt;T&gt;(…))</c>.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TSweep">What will run it.</typeparam>
    /// <param name="sweep">The same, by reference, so that it can bring results back.</param>
    public abstract void Run<T, TSweep>(ref TSweep sweep)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSweep : struct, IUpdateSweep<T>, allows ref struct;

    /// <summary>Counts a step of a parameter. For generated code.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="rule">The rule, made that of this step.</param>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The first number kept; not to be touched if the rule keeps none.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Begin<T, TRule>(ref TRule rule, Tensor<T> parameter)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T, TRule>
    {
        if (TRule.States == 0)
            return ref parameter.Origin;
        var state = Kept(parameter);
        rule = rule.ForStep(++state.Steps);
        return ref MemoryMarshal.GetArrayDataReference(state.Elements);
    }

    /// <summary>Runs a rule in a method of its own: of several rules that an optimiser may follow only those it follows are compiled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private protected static void Apart<T, TSweep, TRule>(ref TSweep sweep, TRule rule)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSweep : struct, IUpdateSweep<T>, allows ref struct
        where TRule : struct, IUpdateRule<T, TRule> => sweep.Run(rule);

    private protected string Name => GetType().Name;

    private protected double NotNegative(double value, string name) => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(null, $"{Name}: {name} is {value}; it must be 0 or more");

    private protected double Fraction(double value, string name) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(null, $"{Name}: {name} is {value}; it must be 0 or more and below 1");

    OptimizerState<T> Kept<T>(Tensor<T> parameter)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (states.TryGetValue(parameter, out var state))
            return (OptimizerState<T>)state;
        var made = new OptimizerState<T>(Moments, parameter.Length, T.CreateTruncating(InitialState));
        states.Add(parameter, made);
        return made;
    }

    void Sweep<T>(Tensor<T> parameter, Tensor<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sweep = new WholeTensor<T>(this, parameter, gradient);
        Run<T, WholeTensor<T>>(ref sweep);
    }

    readonly struct WholeTensor<T>(Optimizer optimizer, Tensor<T> parameter, Tensor<T> gradient) : IUpdateSweep<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TRule>(TRule rule)
            where TRule : struct, IUpdateRule<T, TRule> => UpdateSweep.StepAll(optimizer, rule, parameter, gradient);
    }
}
