using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Writes the one check of a call: every argument against its declared shape, sizes bound from the arguments themselves.</summary>
sealed class ArgumentChecks(KernelNames names, CodeWriter code)
{
    readonly List<(string Symbol, string From)> bound = [];

    /// <summary>The argument whose leading axes are those of the call, as an expression of them.</summary>
    string leading = "";

    public void Write(IReadOnlyList<GraphInput> inputs, IReadOnlyList<string> tensors)
    {
        var order = Enumerable.Range(0, inputs.Count).OrderBy(i => !inputs[i].Member).ToArray();
        foreach (var i in order)
        {
            var shape = inputs[i].Shape;
            code.Line($"Guard.NotNull({tensors[i]}, Model, {Name(inputs[i])});");
            code.Line($"if ({RankDiffers(tensors[i], shape)}) {Fail(inputs[i], tensors[i])};");
            for (var axis = 0; axis < shape.Rank; axis++)
                if (shape[axis].Name is { } symbol && bound.All(b => b.Symbol != symbol))
                {
                    code.Line($"var {names.Size(symbol)} = {Axis(tensors[i], shape, axis)};");
                    if (shape[axis].IsLeading)
                        leading = LeadingOf(tensors[i], shape);
                    bound.Add((symbol, inputs[i].Name));
                }
        }
        while (Solve(inputs, tensors, order))
        {
        }
        foreach (var i in order)
        {
            var shape = inputs[i].Shape;
            var conditions = Enumerable.Range(0, shape.Rank).Where(axis => shape[axis].Name is not { } symbol || !BoundHere(symbol, inputs[i], axis))
                .Select(axis => Differs(tensors[i], shape, axis)).ToArray();
            if (conditions.Length > 0)
                code.Line($"if ({string.Join(" || ", conditions)}) {Fail(inputs[i], tensors[i])};");
        }
    }

    /// <summary>Finds a symbol that stands alone nowhere, from 2*h + 1; the check that follows refuses what does not divide.</summary>
    bool Solve(IReadOnlyList<GraphInput> inputs, IReadOnlyList<string> tensors, IReadOnlyList<int> order)
    {
        foreach (var i in order)
            for (var axis = 0; axis < inputs[i].Shape.Rank; axis++)
                if (inputs[i].Shape[axis].Unknown(s => bound.Any(b => b.Symbol == s)) is var (symbol, times, rest))
                {
                    var size = Axis(tensors[i], inputs[i].Shape, axis);
                    var left = rest.Value == 0 ? size : $"({size} - ({names.Size(rest)}))";
                    code.Line($"var {names.Size(symbol)} = {(times == 1 ? left : $"{left} / {times}")};");
                    if (rest.Value != 0)
                        code.Line($"if ({names.Size(symbol)} < 0) {Fail(inputs[i], tensors[i])};");
                    bound.Add((symbol, inputs[i].Name));
                    return true;
                }
        return false;
    }

    /// <summary>A seed has the shape of the result, whose sizes are known by now.</summary>
    public void WriteSeed(GraphInput seed, string tensor)
    {
        code.Line($"Guard.NotNull({tensor}, Model, {Name(seed)});");
        var conditions = seed.Shape.Dims.Select((_, axis) => Differs(tensor, seed.Shape, axis)).Prepend(RankDiffers(tensor, seed.Shape));
        code.Line($"if ({string.Join(" || ", conditions)}) {Fail(seed, tensor)};");
    }

    /// <summary>The leading axes of an argument, as a span of sizes.</summary>
    public static string LeadingOf(string tensor, Shape shape) => $"Argument.Leading({tensor}, {shape.Rank - 1})";

    static string RankDiffers(string tensor, Shape shape) => shape.HasLeading ? $"{tensor}.Rank < {shape.Rank - 1}" : $"{tensor}.Rank != {shape.Rank}";

    /// <summary>The size of an axis; where leading axes run as one, the others are counted from the end.</summary>
    static string Axis(string tensor, Shape shape, int axis) => !shape.HasLeading ? $"{tensor}.Shape[{axis}]"
        : axis == 0 ? $"Argument.Count({LeadingOf(tensor, shape)})" : $"{tensor}.Shape[^{shape.Rank - axis}]";

    string Differs(string tensor, Shape shape, int axis) => shape[axis].IsLeading ? $"!{LeadingOf(tensor, shape)}.SequenceEqual({leading})"
        : $"{Axis(tensor, shape, axis)} != {names.Size(shape[axis])}";

    bool BoundHere(string symbol, GraphInput input, int axis) =>
        bound.Any(b => b.Symbol == symbol && b.From == input.Name) && !Enumerable.Range(0, axis).Any(a => input.Shape[a].Name == symbol);

    string Fail(GraphInput input, string tensor)
    {
        var bindings = bound.Where(b => b.From != input.Name && input.Shape.Dims.Any(d => d.Symbols.Contains(b.Symbol))).Select(b => $"{b.Symbol} = {{{(b.Symbol == "..." ? $"D2lDsl.Shape.Create({leading})" : names.Size(b.Symbol))}}} from {b.From}").ToArray();
        var text = bindings.Length == 0 ? "\"\"" : $"$\"{string.Join(", ", bindings)}\"";
        return $"Guard.Shape(Model, {Name(input)}, {tensor}.Shape, \"{input.Shape}\", {text})";
    }

    static string Name(GraphInput input) => SignatureEmitter.Literal(input.Name);
}
