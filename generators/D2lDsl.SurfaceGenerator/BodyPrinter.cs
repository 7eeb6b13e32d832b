using System.Globalization;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Prints the body of a composite as C# over the eager ops; a node used twice becomes a local.</summary>
sealed class BodyPrinter
{
    readonly CompositeOp op;
    readonly TensorExpr body;
    readonly Dictionary<TensorExpr, int> uses = [];
    readonly Dictionary<TensorExpr, string> locals = [];
    readonly Dictionary<int, string?> operandTypes = [];
    int count;

    public BodyPrinter(CompositeOp op, Func<IReadOnlyList<TensorExpr>, TensorExpr> write)
    {
        this.op = op;
        for (var i = 0; i < op.Operands.Count; i++)
            operandTypes[i] = op.Operands[i].Type?.Keyword();
        body = write([.. op.Operands.Select((_, i) => new TensorExpr.Operand(i))]);
        Count(body);
    }

    /// <summary>The C# keyword of the result's element type; null where it is the op's T.</summary>
    public string? Result => TypeOf(body);

    public void Write(SourceWriter writer)
    {
        var value = Print(body, writer);
        writer.Line(op.Reduced is null ? $"return {value};" : $"return Axes.Drop({value}, reduced, keepDims);");
    }

    /// <summary>An axis, or the axes of a reduction, as they are called in the method.</summary>
    string Print(Axis axis) => IsReduced(axis) ? "reduced" : axis.Operand is { } operand ? $"{op.Operands[operand].Name}.Shape[{axis.Value}]"
        : axis.Parameter is { } name ? Chosen(name) : axis.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>An argument, or a side of a pair, with what it is where it is left out.</summary>
    string Chosen(string name)
    {
        var side = name.IndexOf('.') is >= 0 and var dot ? name.Substring(dot) : "";
        var whole = name.Substring(0, name.Length - side.Length);
        return op.Arguments.Any(a => a.Name == whole && CompositeSurface.IsChosen(a)) ? CompositeSurface.Chosen(whole) + side : name;
    }

    bool IsReduced(Axis axis) => axis.Parameter is { } name && op.Reduced?.Name == name;

    static IReadOnlyList<TensorExpr> Inputs(TensorExpr node) => node switch
    {
        TensorExpr.Map map => map.Inputs,
        TensorExpr.Reduce reduce => [reduce.Input],
        TensorExpr.Unsqueeze unsqueeze => [unsqueeze.Input],
        TensorExpr.IndexAlong along => [along.Like],
        TensorExpr.Random random => [random.Like, random.Seed],
        TensorExpr.Count count => [count.Of],
        TensorExpr.Move move => [move.Input],
        TensorExpr.Border border => [border.Input],
        TensorExpr.Split split => [split.Input],
        TensorExpr.Fold fold => [fold.Input],
        TensorExpr.Product product => [product.Left, product.Right],
        TensorExpr.Join join => join.Inputs,
        TensorExpr.Lookup rows => [rows.Table, rows.Index],
        _ => [],
    };

    void Count(TensorExpr node)
    {
        uses.TryGetValue(node, out var known);
        uses[node] = known + 1;
        if (known > 0)
            return;
        foreach (var input in Inputs(node))
            Count(input);
    }

    string Print(TensorExpr node, SourceWriter writer)
    {
        if (locals.TryGetValue(node, out var known))
            return known;
        var text = Expression(node, writer);
        return uses[node] == 1 || (Inputs(node).Count == 0 && node is not TensorExpr.Range) ? text : locals[node] = Local(text, writer);
    }

    string Local(string text, SourceWriter writer)
    {
        var local = $"t{count++}";
        writer.Line($"var {local} = {text};");
        return local;
    }

    string Expression(TensorExpr node, SourceWriter writer) => node switch
    {
        TensorExpr.Operand operand => op.Operands[operand.Index].Name,
        TensorExpr.Number or TensorExpr.Parameter => Number(node, "T"),
        TensorExpr.Move move => $"{move.Op.Surface}({string.Join(", ", move.Arguments.Select(Print).Prepend(Print(move.Input, writer)))})",
        TensorExpr.Border border => $"Views.Border({Print(border.Input, writer)}, {Print(border.Rows)}, {Print(border.Columns)}, {Number(new TensorExpr.Number(border.Fill), "T")})",
        TensorExpr.Split split => $"Views.Split(\"{op.Surface}\", {Print(split.Input, writer)}, {split.Axis}, {Print(split.Groups)})",
        TensorExpr.Fold fold => $"Views.Fold(\"{op.Surface}\", {string.Join(", ", fold.Arguments.Select(Print).Prepend(Print(fold.Input, writer)))})",
        TensorExpr.Product product => $"Einsum<T>(\"{product.Pattern}\", [{Print(product.Left, writer)}, {Print(product.Right, writer)}])",
        TensorExpr.Join join => $"{join.Op.Surface}<T>([{string.Join(", ", join.Inputs.Select(input => Print(input, writer)))}], {Print(join.Axis)})",
        TensorExpr.Lookup rows => $"Assembly.Rows(\"{op.Surface}\", \"{op.Inputs[0]}\", {Print(rows.Table, writer)}, {Print(rows.Index, writer)})",
        TensorExpr.Whole whole => $"Tensor.Of({whole.Name})",
        // An op needs one tensor at least.
        TensorExpr.Map map when map.Inputs.All(i => i is TensorExpr.Number or TensorExpr.Parameter) && map.Op is not SelectOp =>
            $"{map.Op.Surface}({string.Join(", ", map.Inputs.Select((input, i) => i == 0 ? $"Tensor.Of({Number(input, "T")})" : Number(input, "T")))})",
        TensorExpr.Map map => $"{map.Op.Surface}({string.Join(", ", map.Inputs.Select(input => Operand(map, input, writer)))})",
        TensorExpr.Reduce { Axis: { } axis } reduce when IsReduced(axis) =>
            $"{Method(reduce)}Along({Print(reduce.Input, writer)}, reduced, {(reduce.KeepDims ? "true" : "false")}{(reduce.TakesEmpty ? ", takesEmpty: true" : "")})",
        TensorExpr.Reduce { TakesEmpty: true, Axis: { } axis, KeepDims: true } reduce => TakingEmpty(reduce, Local(Print(reduce.Input, writer), writer), axis),
        TensorExpr.Reduce { Axes: { Count: > 1 } axes } reduce =>
            $"{Method(reduce)}({Print(reduce.Input, writer)}, [{string.Join(", ", axes.Select(Print))}]{(reduce.KeepDims ? ", keepDims: true" : "")})",
        TensorExpr.Reduce { Axis: { } axis } reduce =>
            $"{Method(reduce)}({Print(reduce.Input, writer)}, {Print(axis)}{(reduce.KeepDims ? ", keepDims: true" : "")})",
        TensorExpr.Reduce { KeepDims: false } reduce => $"{Method(reduce)}({Print(reduce.Input, writer)})",
        TensorExpr.Reduce reduce => KeepAll(reduce, Local(Print(reduce.Input, writer), writer)),
        TensorExpr.Unsqueeze unsqueeze => $"Unsqueeze({Print(unsqueeze.Input, writer)}, {Print(unsqueeze.Axis)})",
        TensorExpr.IndexAlong along => $"Operand.IndexAlong({Print(along.Like, writer)}, {Print(along.Axis)})",
        TensorExpr.Random random => $"RandomNumbers.Like({Print(random.Like, writer)}, {Print(random.Seed, writer)})",
        TensorExpr.Count count => $"Operand.Count({Print(count.Of, writer)}, {Print(count.Axis)})",
        TensorExpr.Range range => $"Operand.Range<T>({range.Size})",
        _ => throw new NotSupportedException($"{op.Surface}: no eager form is known for a {node.GetType().Name}"),
    };

    static string KeepAll(TensorExpr.Reduce reduce, string input) => $"{Method(reduce)}Along({input}, Axes.All({input}), true)";

    string TakingEmpty(TensorExpr.Reduce reduce, string input, Axis axis) => $"{Method(reduce)}Along({input}, Axes.Of(\"{op.Surface}\", {input}, {Print(axis)}), true, takesEmpty: true)";

    static string Method(TensorExpr.Reduce reduce) => (reduce.Op.SameAs ?? reduce.Op).Surface;

    /// <summary>A number beside operands of a fixed type is of that type.</summary>
    string Operand(TensorExpr.Map map, TensorExpr input, SourceWriter writer) =>
        input is TensorExpr.Number or TensorExpr.Parameter ? Number(input, NumberType(map)) : Print(input, writer);

    static string Number(TensorExpr node, string type) =>
        $"ElementType.From<{type}>({(node is TensorExpr.Parameter parameter ? parameter.Name : Literal(((TensorExpr.Number)node).Value))})";

    string NumberType(TensorExpr.Map map) => map.Inputs.Select(TypeOf).FirstOrDefault(type => type is not (null or "bool")) ?? "T";

    /// <summary>The C# keyword of a node's element type; null where it is the op's T.</summary>
    string? TypeOf(TensorExpr node) => node switch
    {
        TensorExpr.Operand operand => operandTypes[operand.Index],
        TensorExpr.Number number => number.Type?.Keyword(),
        TensorExpr.IndexAlong or TensorExpr.Whole => "int",
        TensorExpr.Map { Op.IsComparison: true } => "bool",
        TensorExpr.Map { Op: SelectOp } map => TypeOf(map.Inputs[1]) ?? TypeOf(map.Inputs[2]),
        TensorExpr.Map map => map.Inputs.Select(TypeOf).FirstOrDefault(type => type is not null),
        TensorExpr.Random random => TypeOf(random.Like),
        TensorExpr.Reduce reduce => TypeOf(reduce.Input),
        TensorExpr.Unsqueeze unsqueeze => TypeOf(unsqueeze.Input),
        TensorExpr.Move move => TypeOf(move.Input),
        TensorExpr.Border border => TypeOf(border.Input),
        TensorExpr.Split split => TypeOf(split.Input),
        TensorExpr.Fold fold => TypeOf(fold.Input),
        _ => null,
    };

    public static string Literal(double value) =>
        double.IsInfinity(value) ? $"double.{(value > 0 ? "Positive" : "Negative")}Infinity" : value.ToString("R", CultureInfo.InvariantCulture) + "d";
}
