using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Writes the one check of a call: every argument against its declared shape, sizes bound from the arguments themselves.</summary>
sealed class ArgumentChecks(KernelNames names, CodeWriter code)
{
    readonly List<(string Symbol, string From)> bound = [];

    public void Write(IReadOnlyList<GraphInput> inputs, IReadOnlyList<string> tensors)
    {
        var order = Enumerable.Range(0, inputs.Count).OrderBy(i => !inputs[i].Member).ToArray();
        foreach (var i in order)
        {
            var shape = inputs[i].Shape;
            code.Line($"Guard.NotNull({tensors[i]}, Model, {Name(inputs[i])});");
            code.Line($"if ({tensors[i]}.Rank != {shape.Rank}) {Fail(inputs[i], tensors[i])};");
            for (var axis = 0; axis < shape.Rank; axis++)
                if (shape[axis].Name is { } symbol && bound.All(b => b.Symbol != symbol))
                {
                    code.Line($"var {names.Size(symbol)} = {tensors[i]}.Shape[{axis}];");
                    bound.Add((symbol, inputs[i].Name));
                }
        }
        foreach (var i in order)
        {
            var shape = inputs[i].Shape;
            var conditions = Enumerable.Range(0, shape.Rank).Where(axis => shape[axis].Name is not { } symbol || !BoundHere(symbol, inputs[i], axis))
                .Select(axis => $"{tensors[i]}.Shape[{axis}] != {names.Size(shape[axis])}").ToArray();
            if (conditions.Length > 0)
                code.Line($"if ({string.Join(" || ", conditions)}) {Fail(inputs[i], tensors[i])};");
        }
    }

    /// <summary>A seed has the shape of the result, whose sizes are known by now.</summary>
    public void WriteSeed(GraphInput seed, string tensor)
    {
        code.Line($"Guard.NotNull({tensor}, Model, {Name(seed)});");
        var conditions = seed.Shape.Dims.Select((size, axis) => $"{tensor}.Shape[{axis}] != {names.Size(size)}").Prepend($"{tensor}.Rank != {seed.Shape.Rank}");
        code.Line($"if ({string.Join(" || ", conditions)}) {Fail(seed, tensor)};");
    }

    bool BoundHere(string symbol, GraphInput input, int axis) =>
        bound.Any(b => b.Symbol == symbol && b.From == input.Name) && !Enumerable.Range(0, axis).Any(a => input.Shape[a].Name == symbol);

    string Fail(GraphInput input, string tensor)
    {
        var bindings = bound.Where(b => b.From != input.Name && input.Shape.Dims.Any(d => d.Symbols.Contains(b.Symbol))).Select(b => $"{b.Symbol} = {{{names.Size(b.Symbol)}}} from {b.From}").ToArray();
        var text = bindings.Length == 0 ? "\"\"" : $"$\"{string.Join(", ", bindings)}\"";
        return $"Guard.Shape(Model, {Name(input)}, {tensor}.Shape, \"{input.Shape}\", {text})";
    }

    static string Name(GraphInput input) => SignatureEmitter.Literal(input.Name);
}
