using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>
/// Stochastic gradient descent (<c>torch.optim.SGD</c>): g ← g + weightDecay · p; v ← momentum · v + g, where v starts as the first g;
/// p ← p − learningRate · v. One sweep over memory; nothing is allocated after the first step of a parameter.
/// </summary>
public sealed class Sgd
{
    readonly ConditionalWeakTable<object, Array> velocities = [];
    double learningRate;

    /// <summary>Makes an optimiser. It keeps a velocity for each tensor it has stepped, if there is momentum.</summary>
    /// <param name="learningRate">How far to go along the gradient; 0 or more.</param>
    /// <param name="momentum">How much of the last step's velocity stays; 0 or more.</param>
    /// <param name="weightDecay">How much of the parameter is added to its gradient; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is negative or not a number.</exception>
    public Sgd(double learningRate, double momentum = 0, double weightDecay = 0)
    {
        LearningRate = learningRate;
        Momentum = NotNegative(momentum, nameof(momentum));
        WeightDecay = NotNegative(weightDecay, nameof(weightDecay));
    }

    /// <summary>How far to go along the gradient; change it between steps for a schedule.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not a number.</exception>
    public double LearningRate
    {
        get => learningRate;
        set => learningRate = NotNegative(value, "learningRate");
    }

    /// <summary>How much of the last step's velocity stays.</summary>
    public double Momentum { get; }

    /// <summary>How much of the parameter is added to its gradient.</summary>
    public double WeightDecay { get; }

    /// <summary>Steps all parameters of a module along a kernel's gradients, as one vector.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="parameters">What to change: <c>net.Parameters</c>.</param>
    /// <param name="gradients">Along what: <c>step.Gradients</c>.</param>
    /// <exception cref="ArgumentException">The gradients have other names or shapes than the parameters.</exception>
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
    /// <param name="parameter">What to change; always pass the same object, to which the velocity belongs.</param>
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
            throw new ArgumentException($"Sgd.Step: the parameter has shape {parameter.Shape}, its gradient {gradient.Shape}");
        if (!parameter.IsContiguous || !gradient.IsContiguous)
        {
            throw new InvalidOperationException(
                $"Sgd.Step: the parameter or gradient of shape {parameter.Shape} is a view that is not contiguous; step the tensor it was made from");
        }

        bool isFirst = false;
        T[]? velocity = Momentum == 0 ? null : Velocity(parameter, out isFirst);
        if (typeof(T) == typeof(float))
        {
            SgdSweep.Run(
                ref Unsafe.As<T, float>(ref parameter.Origin), ref Unsafe.As<T, float>(ref gradient.Origin),
                (float[]?)(object?)velocity, isFirst, parameter.Length, (float)LearningRate, (float)Momentum, (float)WeightDecay);
        }
        else if (typeof(T) == typeof(double))
        {
            SgdSweep.Run(
                ref Unsafe.As<T, double>(ref parameter.Origin), ref Unsafe.As<T, double>(ref gradient.Origin),
                (double[]?)(object?)velocity, isFirst, parameter.Length, LearningRate, Momentum, WeightDecay);
        }
        else
        {
            throw new NotSupportedException($"Sgd.Step: parameters are float or double, not {ElementType.Keyword<T>()}");
        }
    }

    T[] Velocity<T>(Tensor<T> parameter, out bool isFirst)
        where T : unmanaged
    {
        isFirst = !velocities.TryGetValue(parameter, out var velocity);
        if (velocity is null)
            velocities.Add(parameter, velocity = new T[parameter.Length]);
        return (T[])velocity;
    }

    static double NotNegative(double value, string name) => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(null, $"Sgd: {name} is {value}; it must be 0 or more");
}
