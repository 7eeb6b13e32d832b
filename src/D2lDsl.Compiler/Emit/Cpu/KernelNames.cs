using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>The C# identifiers of a kernel's sizes, tensors and numbers, taken from the user's source.</summary>
public sealed class KernelNames
{
    readonly Dictionary<string, string> sizes;
    readonly IReadOnlyList<(string Text, Dim Number, Dim Size)> rests;
    readonly Dictionary<(BufferKind, int), string> buffers = [];
    readonly Dictionary<string, string> numbers = [];

    /// <summary>What emitted code refers to beside the user's own names.</summary>
    static readonly string[] Reserved =
    [
        "Model", "Bind", "Fit", "Gradients", "Plan", "module", "memory", "fresh", "target", "accumulate", "isPlanned", "_result",
        "_kernel", "_optimizer", "_rule", "UpdateSweep", "Training", "TrainingCall", "probe", "product", "unit", "row", "hessian", "jacobian", "seedBuffer", "_value", "_seed", "_copies", "_gradients", "GradientProbe", "GradientCheck",
        "Tensor", "Guard", "Argument", "Gemm", "VectorMath", "Vector512", "Unsafe", "MemoryMarshal", "Math", "MathF",
        "Scratch", "Product", "product", "Partials", "ArenaPlan", "Span", "ChunkPlan", "Workers", "Threads", "scratch", "chunks", "stride", "parts", "kept", "work", "chunk", "threads", "worker", "first", "part",
        "_size", "_kept", "_stride", "_parts", "_scratch",
        "_batch", "_query", "_begin", "_length", "_row", "_reach", "Reach", "Filling", "Scores", "Weights", "ScoreGradients", "WeightGradients", "ChangesScores", "ChangesWeights",
    ];

    /// <summary>The names that all methods of a kernel share; <paramref name="fields"/> are taken already, and its sizes have these <paramref name="rests"/>.</summary>
    public KernelNames(IEnumerable<GraphInput> inputs, IEnumerable<string> fields, IReadOnlyList<(string Text, Dim Number, Dim Size)> rests)
    {
        sizes = [];
        this.rests = rests;
        Scope = new();
        foreach (var reserved in Reserved.Concat(fields))
            Scope.Unique(reserved);
        foreach (var input in inputs)
            Inputs.Add(Scope.Unique(input.Name));
        foreach (var symbol in inputs.SelectMany(i => i.Shape.Dims).SelectMany(d => d.Symbols).Distinct())
            sizes.Add(symbol, Scope.Unique(symbol == "..." ? "leading" : symbol));
        foreach (var rest in rests)
            sizes.Add(rest.Text, Scope.Unique("rest"));
        foreach (var (_, variable) in Sizes)
            Scope.Unique(variable + "Planned");
    }

    /// <summary>The names of one method, which other methods may use again; <paramref name="more"/> are inputs of its own.</summary>
    public KernelNames(KernelNames shared, IEnumerable<GraphInput> more)
    {
        sizes = shared.sizes;
        rests = shared.rests;
        Scope = new(shared.Scope);
        Inputs = [.. shared.Inputs, .. more.Select(input => Scope.Unique(input.Name))];
    }

    public NameScope Scope { get; }

    /// <summary>The names of the inputs, in order.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>What the kernel knows of the sizes of a call: first what symbols stand for, then rests.</summary>
    public IEnumerable<(string Symbol, string Variable)> Sizes => sizes.Select(s => (s.Key, s.Value));

    /// <summary>The symbols among the sizes.</summary>
    public IEnumerable<(string Symbol, string Variable)> Symbols => Sizes.Where(s => rests.All(r => r.Text != s.Symbol));

    /// <summary>The statements that work out the rests once the symbols are known.</summary>
    public IEnumerable<string> Rests => rests.Select(r => $"var {Size(r.Text)} = Guard.Rest({r.Number.ToCode(s => $"(long){Size(s)}")}, {Size(r.Size)});");

    public string Size(string symbol) => sizes[symbol];

    public string Size(Dim dim) => dim.ToCode(Size);

    /// <summary>As a factor or in a cast: in parentheses unless it is one token.</summary>
    public string Factor(Dim dim) => dim.IsAtom ? Size(dim) : $"({Size(dim)})";

    public string Buffer(TensorBuffer buffer)
    {
        if (buffer.Kind == BufferKind.Input)
            return Inputs[buffer.Index];
        var key = (buffer.Kind, buffer.Index);
        if (!buffers.TryGetValue(key, out var name))
            buffers.Add(key, name = Scope.Unique(buffer.Name));
        return name;
    }

    public string Number(string number)
    {
        if (!numbers.TryGetValue(number, out var name))
            numbers.Add(number, name = Scope.Unique(number));
        return name;
    }

    /// <summary>A place in memory as an expression.</summary>
    public string Element(ScalarElement element)
    {
        var steps = element.Indices.Select(i => $"Guard.Index({Operand(i.At)}, (int){Factor(i.Limit)}, -1, Model, {SignatureEmitter.Literal(i.Of)}){(i.Stride.IsOne ? "" : $" * {Factor(i.Stride)}")}")
            .Concat(element.Offset.Value == 0 ? [] : [Size(element.Offset)]).ToArray();
        return steps.Length == 0 ? Buffer(element.Buffer) : $"Unsafe.Add(ref {Buffer(element.Buffer)}, {string.Join(" + ", steps)})";
    }

    /// <summary>A number as an expression.</summary>
    public string Operand(ScalarOperand operand) => operand switch
    {
        ScalarNumber number => Number(number.Name),
        ScalarElement element => Element(element),
        ScalarSize size => $"({size.Type.Keyword()}){Factor(size.Size)}",
        ScalarLiteral literal => ScalarCode.Literal(literal.Value, literal.Type),
        _ => throw new InvalidOperationException(),
    };
}
