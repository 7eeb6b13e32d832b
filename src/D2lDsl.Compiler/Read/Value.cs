using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Read;

/// <summary>What an expression of a model is while it is read: a tensor is a node of the graph, everything else is known now.</summary>
abstract record Value
{
    /// <summary>A node of a region's graph.</summary>
    public sealed record Tensor(int Node, Region Owner) : Value;

    /// <summary>An int: a number, or arithmetic over sizes.</summary>
    public sealed record Int(Dim Dim) : Value;

    /// <summary>A constant number that is no int.</summary>
    public sealed record Number(double Constant) : Value;

    public sealed record Bool(bool Constant) : Value;

    public sealed record Sizes(Shape Shape) : Value;

    public sealed record Tuple(IReadOnlyList<Value> Items) : Value;

    /// <summary>The elements of an array, a span or a collection expression.</summary>
    public sealed record List(IReadOnlyList<Value> Items) : Value;

    /// <summary>
    /// A list that tensors are added to. Inside of a loop it <paramref name="Goes"/> on from what turns before have added, and its parts are
    /// those of this turn.
    /// </summary>
    public sealed record Growing(IReadOnlyList<Part> Parts, bool Goes = false) : Value;

    /// <summary>One element of a list, or <paramref name="Count"/> of them along the first axis of a tensor.</summary>
    public sealed record Part(Tensor Tensor, Dim? Count);

    /// <summary>A module: what its size symbols are here, its members by name, and all parameters by their paths.</summary>
    public sealed record Module(IReadOnlyDictionary<string, Dim> Symbols, IReadOnlyDictionary<string, Value> Members, IReadOnlyDictionary<string, Tensor> Parameters) : Value;

    /// <summary>What has no value, such as an omitted argument.</summary>
    public sealed record None : Value;
}
