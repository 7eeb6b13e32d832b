using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>Grows a graph. Equal nodes are one node, so common subexpressions are shared from the start.</summary>
public sealed class GraphBuilder
{
    readonly List<Node> nodes = [];
    readonly Dictionary<Node, int> numbers = [];
    readonly List<GraphInput> inputs = [];
    readonly List<IndexCheck> checks = [];
    readonly List<SizeRequirement> requirements = [];
    readonly Dictionary<int, string> names = [];
    readonly Dictionary<int, string> hints = [];
    readonly SortedDictionary<int, SourceLine> lines = [];

    public GraphBuilder()
    {
    }

    /// <summary>A graph inside of another: what it requires of the sizes is required of the whole.</summary>
    public GraphBuilder(GraphBuilder outer) => requirements = outer.requirements;

    /// <summary>Goes on where a graph ends.</summary>
    public GraphBuilder(Graph graph)
    {
        inputs.AddRange(graph.Inputs);
        checks.AddRange(graph.Checks);
        requirements.AddRange(graph.Requirements);
        foreach (var node in graph.Nodes)
            Add(node);
        foreach (var (node, name) in graph.Names)
            Name(node, name);
        foreach (var (node, line) in graph.Lines)
            lines[node] = line;
    }

    /// <summary>Where what is added from here on is written in the user's source; null where nobody asked.</summary>
    public SourceLine? At { get; set; }

    public Node this[int node] => nodes[node];

    public int Count => nodes.Count;

    public IReadOnlyList<GraphInput> Inputs => inputs;

    public int Add(Node node)
    {
        if (!numbers.TryGetValue(node, out var number))
        {
            nodes.Add(node);
            numbers.Add(node, number = nodes.Count - 1);
        }
        if (At is not null && !lines.ContainsKey(number))
            lines.Add(number, At);
        return number;
    }

    /// <summary>Puts another node in the place of one; its readers read that.</summary>
    public void Replace(int node, Node by)
    {
        numbers.Remove(nodes[node]);
        nodes[node] = by;
        if (!numbers.ContainsKey(by))
            numbers.Add(by, node);
    }

    /// <summary>Makes a value one more input: it is given from now on, and no longer computed here.</summary>
    public void Give(int node)
    {
        inputs.Add(new(NameOf(node) ?? "kept", this[node].Shape, this[node].Type, IsParameter: false, Member: false));
        Replace(node, new InputNode(inputs.Count - 1, this[node].Shape, this[node].Type));
    }

    public int Input(GraphInput input)
    {
        inputs.Add(input);
        var node = Add(new InputNode(inputs.Count - 1, input.Shape, input.Type));
        Name(node, input.Name);
        return node;
    }

    public int Constant(double value, ElementType type) => Add(new ConstantNode(value, type));

    public int Size(Dim size, ElementType type) =>
        size.Value is { } value ? Constant(value, type) : Add(new SizeNode(size, type));

    public int Reshape(int x, Shape shape)
    {
        if (this[x] is ReshapeNode inner)
            x = inner.Inputs[0];
        return this[x].Shape.Equals(shape) ? x : Add(new ReshapeNode(EquatableArray.Of(x), shape, this[x].Type));
    }

    public int Expand(int x, Shape shape) =>
        this[x].Shape.Equals(shape) ? x : Add(new ExpandNode(EquatableArray.Of(x), shape, this[x].Type));

    public int Permute(int x, IReadOnlyList<int> axes) => axes.Select((axis, i) => axis == i).All(same => same) ? x
        : Add(new PermuteNode(axes.ToEquatable(), EquatableArray.Of(x), Shape.Of(axes.Select(a => this[x].Shape[a])), this[x].Type));

    /// <summary>Part of a tensor; a slice of a slice is one slice.</summary>
    public int Slice(int x, IReadOnlyList<Dim> starts, IReadOnlyList<int> steps, Shape shape)
    {
        if (this[x] is SliceNode inner)
            return Slice(inner.Inputs[0], [.. starts.Select((s, i) => inner.Starts[i] + s * inner.Steps[i])], [.. steps.Select((s, i) => s * inner.Steps[i])], shape);
        return this[x].Shape.Equals(shape) && steps.All(s => s == 1) ? x
            : Add(new SliceNode(starts.ToEquatable(), steps.ToEquatable(), EquatableArray.Of(x), shape, this[x].Type));
    }

    /// <summary>Windows along an axis; windows along another axis of windows are windows along both.</summary>
    public int Unfold(int x, Sliding window, Dim count, Dim size)
    {
        var shape = Shape.Of(this[x].Shape.With(window.Axis, count).Dims.Append(size));
        return this[x] is UnfoldNode inner && window.Axis < this[inner.Inputs[0]].Shape.Rank && inner.Windows.All(w => w.Axis != window.Axis)
            ? Add(inner with { Windows = inner.Windows.Append(window).ToEquatable(), Shape = shape })
            : Add(new UnfoldNode(EquatableArray.Of(window), EquatableArray.Of(x), shape, this[x].Type));
    }

    public void Require(SizeRequirement requirement)
    {
        if (!requirement.Size.IsNeverNegative && !requirements.Contains(requirement))
            requirements.Add(requirement);
    }

    /// <summary>True where a requirement makes sure that a quotient leaves no rest: what it requires would be 0 if none did, and below 0 otherwise.</summary>
    public bool Divides(Dim divisor, Dim size) => requirements.Any(r => r.Size.IfExact().Value == 0 && r.Size.Assumed().Contains((size, divisor)));

    public IReadOnlyList<IndexCheck> Checks => checks;

    public void Check(IndexCheck check)
    {
        if (!checks.Contains(check))
            checks.Add(check);
    }

    /// <summary>The first name given to a value stays.</summary>
    public void Name(int node, string name)
    {
        if (!names.ContainsKey(node) && this[node] is not ConstantNode)
            names.Add(node, name);
    }

    /// <summary>What emitted code calls a value that the user gave no name.</summary>
    public void Hint(int node, string name)
    {
        if (!hints.ContainsKey(node) && this[node] is not ConstantNode)
            hints.Add(node, name);
    }

    /// <summary>True where the user gave a value a name.</summary>
    public bool IsNamed(int node) => names.ContainsKey(node);

    /// <summary>The user's name for a value, or the hint; null where there is neither.</summary>
    public string? NameOf(int node) => names.TryGetValue(node, out var name) || hints.TryGetValue(node, out name) ? name : null;

    public Graph Build(IEnumerable<int> outputs) => Build(outputs.ToEquatable());

    // The outputs are known before the nodes are listed: naming them may add some.
    Graph Build(EquatableArray<int> outputs) => new(
        inputs.ToEquatable(), nodes.ToEquatable(), outputs, checks.ToEquatable(),
        Enumerable.Range(0, Count).Where(n => NameOf(n) is not null).Select(n => (n, NameOf(n)!)).ToEquatable(), requirements.ToEquatable())
    { Lines = lines.Select(l => (l.Key, l.Value)).ToEquatable() };
}
