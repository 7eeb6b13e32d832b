using System.Numerics;
using D2lDsl.Runtime;

namespace D2lDsl;

/// <summary>
/// Several optimisers for the parameters of one module, each for a group of them (PyTorch's parameter groups): weights with a weight decay
/// and biases without, a last layer with ten times the rate of the others. It is itself an optimiser and takes the place of one everywhere
/// but on a GPU. A step makes one sweep over every run of neighbouring parameters of a group, and allocates nothing after the first.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <example><code>
/// var sgd = new ParameterGroups&lt;float&gt;(net.Parameters, new Sgd(0.01)).Group(new Sgd(0.01, weightDecay: 3), "W");
/// kernel.TrainingStep(x, y, sgd);
/// </code></example>
public sealed partial class ParameterGroups<T> : Optimizer
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly NamedTensors<T> parameters;
    readonly List<Part> parts = [];
    readonly int[] groupOf;
    Stretch[]? runs;
    Part? current;

    /// <summary>Gives all parameters to one optimiser, until <see cref="Group(Optimizer, string[])"/> gives some to others.</summary>
    /// <param name="parameters">What is stepped: <c>net.Parameters</c>.</param>
    /// <param name="rest">The optimiser of all parameters that are in no other group.</param>
    public ParameterGroups(NamedTensors<T> parameters, Optimizer rest)
        : base(Given(rest).LearningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        this.parameters = parameters;
        IsGrouped = true;
        groupOf = new int[parameters.Count];
        parts.Add(new(rest, rest.LearningRate));
    }

    /// <summary>The optimisers: that of the rest, then those of the groups in their order.</summary>
    public IReadOnlyList<Optimizer> Optimizers => [.. parts.Select(part => part.Optimizer)];

    /// <summary>
    /// The largest of the groups' rates. Setting it, as a schedule does, sets them all, in the relation that they had when they became groups.
    /// </summary>
    /// <inheritdoc/>
    public override double LearningRate
    {
        get => parts is [] ? base.LearningRate : parts.Max(part => part.Optimizer.LearningRate);
        set
        {
            base.LearningRate = value;
            double largest = parts is [] ? 0 : parts.Max(part => part.Rate);
            foreach (var part in parts)
                part.Optimizer.LearningRate = largest > 0 ? value * (part.Rate / largest) : value;
        }
    }

    /// <inheritdoc/>
    protected internal override int Moments => 0;

    /// <summary>Gives parameters to an optimiser of their own, by name.</summary>
    /// <param name="optimizer">Their optimiser, which belongs to no other group.</param>
    /// <param name="names">Names as in <see cref="NamedTensors{T}.Names"/>, <c>"W1"</c>, <c>"hidden.W"</c>; the name of a module inside stands for all it has: <c>"hidden"</c>, <c>"blocks[1]"</c>, <c>"blocks"</c>.</param>
    /// <returns>This, for the next group.</returns>
    /// <exception cref="ArgumentException">There is no such name, or a parameter is in a group already.</exception>
    /// <exception cref="InvalidOperationException">A step was made already.</exception>
    public ParameterGroups<T> Group(Optimizer optimizer, params string[] names)
    {
        Add(new(Given(optimizer), optimizer.LearningRate), Selected(names));
        return this;
    }

    /// <summary>Gives parameters to an optimiser of their own: those whose names fit.</summary>
    /// <param name="optimizer">Their optimiser, which belongs to no other group.</param>
    /// <param name="fits">Says of a name whether it belongs to the group: <c>name => name.EndsWith(".B")</c>.</param>
    /// <returns>This, for the next group.</returns>
    /// <exception cref="ArgumentException">No name fits, or a parameter is in a group already.</exception>
    /// <exception cref="InvalidOperationException">A step was made already.</exception>
    public ParameterGroups<T> Group(Optimizer optimizer, Func<string, bool> fits)
    {
        ArgumentNullException.ThrowIfNull(fits);
        int[] found = [.. Enumerable.Range(0, parameters.Count).Where(i => fits(parameters.Names[i]))];
        if (found.Length == 0)
            throw new ArgumentException($"{Name}: none of the parameters fits; they are {string.Join(", ", parameters.Names)}");
        Add(new(Given(optimizer), optimizer.LearningRate), found);
        return this;
    }

    /// <summary>Leaves parameters as they are (<c>p.requires_grad = False</c>): no step changes them.</summary>
    /// <param name="names">As of <see cref="Group(Optimizer, string[])"/>.</param>
    /// <returns>This, for the next group.</returns>
    /// <exception cref="ArgumentException">There is no such name, or a parameter is in a group already.</exception>
    /// <exception cref="InvalidOperationException">A step was made already.</exception>
    public ParameterGroups<T> Freeze(params string[] names)
    {
        Add(null, Selected(names));
        return this;
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The elements are of another type than the parameters.</exception>
    public override void Run<TElement, TSweep>(ref TSweep sweep)
    {
        if (typeof(TElement) != typeof(T))
            throw new NotSupportedException($"{Name}: the parameters are {ElementType.Keyword<T>()}, what is stepped is {ElementType.Keyword<TElement>()}");
        runs ??= Runs();
        try
        {
            foreach (var part in parts)
            {
                current = part;
                part.Optimizer.Run<TElement, TSweep>(ref sweep);
            }
        }
        finally
        {
            current = null;
        }
    }

    /// <summary>Steps what belongs to the group whose turn it is.</summary>
    /// <param name="rule">The rule of its optimiser.</param>
    /// <param name="parameter">All parameters, as one vector.</param>
    /// <param name="gradient">The first of as many gradients.</param>
    internal void Step<TRule>(TRule rule, Tensor<T> parameter, Tensor<T> gradient)
        where TRule : struct, IUpdateRule<T, TRule>
    {
        if (!ReferenceEquals(parameter, parameters.Flat))
            throw new ArgumentException($"{Name}.Step: what is stepped, of shape {parameter.Shape}, is not the module's parameters that the groups were made of");
        foreach (var run in runs!)
            if (ReferenceEquals(run.Part, current))
                UpdateSweep.StepPart(run.Part!.Optimizer, rule, run.Elements, gradient, run.At);
    }

    /// <summary>Neighbouring parameters of one group become one vector each, whose state is kept under that object.</summary>
    Stretch[] Runs()
    {
        var made = new List<Stretch>();
        for (int i = 0, at = 0; i < groupOf.Length;)
        {
            int first = i, length = 0;
            for (; i < groupOf.Length && groupOf[i] == groupOf[first]; i++)
                length += parameters.At(i).Length;
            if (length > 0 && groupOf[first] >= 0)
                made.Add(new(parts[groupOf[first]], new Tensor<T>(parameters.Flat.Storage, parameters.Flat.Offset + at, [length]), at, first, i));
            at += length;
        }

        return [.. made];
    }

    void Add(Part? part, int[] found)
    {
        if (runs is not null)
            throw new InvalidOperationException($"{Name}: a step was made already; make the groups before");
        if (part is not null && parts.Any(other => ReferenceEquals(other.Optimizer, part.Optimizer)))
            throw new ArgumentException($"{Name}: this {part.Optimizer.GetType().Name} has a group already; make an optimiser for each group");
        foreach (int i in found)
            if (groupOf[i] != 0)
                throw new ArgumentException($"{Name}: {parameters.Names[i]} is in a group already");
        if (part is not null)
            parts.Add(part);
        foreach (int i in found)
            groupOf[i] = part is null ? -1 : parts.Count - 1;
    }

    int[] Selected(string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var found = new SortedSet<int>();
        foreach (string name in names)
        {
            int before = found.Count;
            for (int i = 0; i < parameters.Count; i++)
                if (parameters.Names[i] is var known && known.StartsWith(name, StringComparison.Ordinal) && (known.Length == name.Length || known[name.Length] is '.' or '['))
                    found.Add(i);
            if (found.Count == before)
                throw new ArgumentException($"{Name}: no parameter is named {name}; the names are {string.Join(", ", parameters.Names)}");
        }

        return [.. found];
    }

    static Optimizer Given(Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return optimizer;
    }

    /// <summary>An optimiser with the rate that it came with.</summary>
    sealed record Part(Optimizer Optimizer, double Rate);

    /// <summary>Parameters <paramref name="From"/> to below <paramref name="To"/>, as one vector that begins <paramref name="At"/> elements behind the first.</summary>
    sealed record Stretch(Part Part, Tensor<T> Elements, int At, int From, int To);
}
