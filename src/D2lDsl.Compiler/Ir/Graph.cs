using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>A named tensor that enters a kernel.</summary>
/// <param name="Name">As the user wrote it.</param>
/// <param name="IsParameter">True where its gradient is wanted.</param>
/// <param name="Member">True where it is a property of the module, not an argument.</param>
public sealed record GraphInput(string Name, Shape Shape, ElementType Type, bool IsParameter, bool Member);

/// <summary>Indices that must lie in [0, limit) before a kernel may use them.</summary>
public sealed record IndexCheck(int Input, Dim Limit);

/// <summary>A size that must not be negative, or a slice or a maximum does not exist; <paramref name="Text"/> says what asks for it.</summary>
public sealed record SizeRequirement(Dim Size, string Text);

/// <summary>A pure dataflow graph: inputs, nodes in evaluation order, outputs. A value: equal graphs give equal kernels.</summary>
/// <param name="Requirements">What the sizes must satisfy, checked once a call.</param>
public sealed record Graph(
    EquatableArray<GraphInput> Inputs, EquatableArray<Node> Nodes, EquatableArray<int> Outputs, EquatableArray<IndexCheck> Checks,
    EquatableArray<(int Node, string Name)> Names, EquatableArray<SizeRequirement> Requirements)
{
    public Node this[int node] => Nodes[node];

    /// <summary>Where nodes are written in the user's source, by node; empty unless that was asked for.</summary>
    public EquatableArray<(int Node, SourceLine Line)> Lines { get; init; } = [];

    /// <summary>Where a node is written, if that was kept.</summary>
    public SourceLine? LineOf(int node)
    {
        var (low, high) = (0, Lines.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Lines[middle].Node == node)
                return Lines[middle].Line;
            (low, high) = Lines[middle].Node < node ? (middle + 1, high) : (low, middle - 1);
        }
        return null;
    }

    /// <summary>The name the user gave a value, if any.</summary>
    public string? NameOf(int node)
    {
        foreach (var (id, name) in Names)
            if (id == node)
                return name;
        return null;
    }

    /// <summary>The same graph of some of its inputs.</summary>
    /// <param name="inputs">Their numbers, ascending.</param>
    /// <param name="instead">Writes what stands for another input, before all else; without it no other is read.</param>
    public Graph Of(IReadOnlyList<int> inputs, Func<GraphBuilder, int, int>? instead = null)
    {
        var target = new GraphBuilder();
        var given = new Dictionary<int, int>();
        foreach (var input in inputs)
            given.Add(input, target.Input(Inputs[input]));
        if (instead is not null)
            foreach (var input in Enumerable.Range(0, Inputs.Count).Where(i => !given.ContainsKey(i)).ToArray())
                given.Add(input, instead(target, input));
        foreach (var check in Checks)
            if (inputs.ToList().IndexOf(check.Input) is >= 0 and var place)
                target.Check(check with { Input = place });
        foreach (var requirement in Requirements)
            target.Require(requirement);
        var copies = new int[Nodes.Count];
        for (var id = 0; id < copies.Length; id++)
        {
            target.At = LineOf(id);
            copies[id] = this[id] is not InputNode input ? target.Add(this[id] with { Inputs = this[id].Inputs.Select(i => copies[i]).ToEquatable() })
                : given.TryGetValue(input.Index, out var node) ? node : -1;
            if (copies[id] >= 0 && NameOf(id) is { } name)
                target.Hint(copies[id], name);
        }
        return target.Build(Outputs.Select(o => copies[o]));
    }
}
