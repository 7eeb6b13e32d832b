using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Read;

/// <summary>
/// A graph being read: the model's own, or that of a branch or loop body inside it. A value of an outer region that is used here
/// becomes an input of this graph.
/// </summary>
sealed class Region(OpRules rules, Region? outer = null)
{
    readonly Dictionary<(Region, int), int> captured = [];
    readonly Dictionary<int, Operand> operands = [];

    public OpRules Rules { get; } = rules;

    public Region? Outer { get; } = outer;

    /// <summary>The values of the outer region that the inputs after the first ones stand for, in order.</summary>
    public List<int> Captures { get; } = [];

    public static Region Inside(Region outer) => new(new OpRules(new GraphBuilder(outer.Rules.Graph)), outer);

    /// <summary>Hands the checks of indices to the region around this one: they are made once, before anything runs.</summary>
    public void HoistChecks()
    {
        var own = Rules.Graph.Inputs.Count - Captures.Count;
        foreach (var check in Rules.Graph.Checks)
            if (check.Input >= own && Outer!.Rules.Graph[Captures[check.Input - own]] is InputNode input)
                Outer.Rules.Graph.Check(check with { Input = input.Index });
    }

    /// <summary>The node of a value in this region.</summary>
    public int Use(Value.Tensor value)
    {
        if (ReferenceEquals(value.Owner, this))
            return value.Node;
        var key = (value.Owner, value.Node);
        if (captured.TryGetValue(key, out var known))
            return known;
        if (Outer is null)
            throw new InvalidOperationException("A value was used outside the region it belongs to.");
        var from = Outer.Use(value);
        var node = Outer.Rules.Graph[from];
        // Constants need no input: they are the same everywhere.
        if (node is ConstantNode or SizeNode)
            return captured[key] = Rules.Graph.Add(node);
        Captures.Add(from);
        return captured[key] = Input(Outer.Rules.Graph.NameOf(from) ?? "captured", node.Shape, node.Type);
    }

    /// <summary>A node as the rules see it.</summary>
    public Operand Seen(int node) => operands.TryGetValue(node, out var known) ? known : operands[node] = Rules.Graph[node] switch
    {
        InputNode input when Outer is null && Rules.Graph.Inputs[input.Index] is var argument =>
            Making.Argument(argument.Name, input.Shape, input.Type, argument.IsParameter),
        InputNode input when input.Index - (Rules.Graph.Inputs.Count - Captures.Count) is >= 0 and var captured => Outer!.Seen(Captures[captured]),
        InputNode input => new(input.Shape, input.Type) { Name = Rules.Graph.NameOf(node) },
        ConstantNode constant => Making.Constant(constant.Value, constant.Type),
        SizeNode size => Making.Size(size.Type),
        var other => new(other.Shape, other.Type) { Origin = Origin.Computed },
    };

    /// <summary>Remembers what made a node, the first time it is made; an op that changes nothing made nothing.</summary>
    public void Made(int node, Func<Operand> how)
    {
        if (!operands.ContainsKey(node))
            operands.Add(node, how());
    }

    /// <summary>The first name of a value stays.</summary>
    public void Name(int node, string name)
    {
        Rules.Name(node, name);
        Seen(node).Name ??= name;
    }

    /// <summary>One more input of this region's graph.</summary>
    public int Input(string name, Shape shape, ElementType type)
    {
        var node = Rules.Graph.Input(new(name, shape, type, IsParameter: false, Member: false));
        Rules.Name(node, name);
        return node;
    }
}
