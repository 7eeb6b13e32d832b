using System.Globalization;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Composites: checks of the operands, then the body as calls of other ops.</summary>
sealed class CompositeSurface(CompositeOp op)
{
    readonly BodyPrinter body = new(op, op.Body);

    /// <summary>The operand whose method the instance form is.</summary>
    readonly string receiver = op.Operands.First(operand => operand.Type is null).Name;

    /// <summary>The shapes that the op's index string gives the operands; null where it has none.</summary>
    readonly string[]? shapes = op.Form?.Split(',')
        .Select(labels => $"[{string.Join(", ", labels.Split([' '], StringSplitOptions.RemoveEmptyEntries)).Replace("...", "…")}]").ToArray();

    string Result => $"Tensor<{body.Result ?? "T"}>";

    public void Write(SourceWriter ops, SourceWriter tensor)
    {
        if (op.Reduced is { } reduced)
            WriteReduction(ops, tensor, reduced);
        else
            WritePlain(ops, tensor);
    }

    void WritePlain(SourceWriter ops, SourceWriter tensor)
    {
        var docs = Docs(op.Arguments.Select(a => (a.Name, a.Doc)), "", "A new tensor; the summary says of which shape.");
        docs.Write(ops, isGeneric: true);
        WritePriority(ops);
        ops.Line($"public static {Result} {op.Surface}<T>({Join([.. Operands(null), .. op.Arguments.Select(Declare), .. SeedOperand])})");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        foreach (var operand in op.Operands)
            ops.Line($"ArgumentNullException.ThrowIfNull({operand.Name});");
        foreach (var axis in op.Arguments.Where(a => a.Kind == ArgumentKind.Axis))
            ops.Line(op.Width is { } width
                ? $"Operand.RequireWidth(\"{op.Surface}\", {axis.Name}, {width.Size}, {Join(op.Operands.Select(o => $"(\"{o.Name}\", {o.Name}.Sizes)"))});"
                : $"Axes.Of(\"{op.Surface}\", {receiver}, {axis.Name});");
        WriteBody(ops);

        docs.Write(tensor, isGeneric: false, receiver);
        WritePriority(tensor);
        WriteInstance(tensor, [.. Operands(receiver), .. op.Arguments.Select(Declare), .. SeedOperand], op.Arguments.Select(a => a.Name));
    }

    /// <summary>Where another overload has one more tensor, a number in its place is this one's argument: numbers are tensors, too.</summary>
    void WritePriority(SourceWriter writer)
    {
        if (OpTable.Named(op.Surface).Any(other => other.Inputs.Count > op.Inputs.Count))
            writer.Line("[System.Runtime.CompilerServices.OverloadResolutionPriority(1)]");
    }

    /// <summary>Overloads for all axes, one and several; each names them for one method that computes.</summary>
    void WriteReduction(SourceWriter ops, SourceWriter tensor, Argument reduced)
    {
        // What must be given comes before the axes, which may be left out.
        var needed = op.Arguments.Where(a => a.IsNeeded).ToArray();
        var others = op.Arguments.Where(a => a != reduced && !a.IsNeeded).ToArray();
        foreach (var overload in ReducedAxes.Overloads(op.Surface))
        {
            var docs = Docs([.. needed.Select(a => (a.Name, a.Doc)), .. overload.Parameters, .. others.Select(a => (a.Name, a.Doc))], overload.Also, overload.Returns);
            string[] parameters = [.. needed.Select(Declare), .. overload.Declared, .. others.Select(Declare)];
            ops.Gap();
            docs.Write(ops, isGeneric: true);
            ops.Line($"public static {Result} {op.Surface}<T>({Join([.. Operands(null), .. parameters])})");
            ops.Line("    where T : unmanaged");
            ops.Line($"    => {op.Surface}Along({Join([receiver, overload.Mask, overload.Keep, .. needed.Concat(others).Select(a => a.Name)])});");

            tensor.Gap();
            docs.Write(tensor, isGeneric: false, receiver);
            WriteInstance(tensor, parameters, [.. needed.Select(a => a.Name), .. overload.Parameters.Select(p => p.Name), .. others.Select(a => a.Name)]);
        }

        ops.Gap();
        string[] inner = [.. Operands(null), "bool[] reduced", "bool keepDims", .. needed.Concat(others).Select(a => $"{TypeOf(a)} {a.Name}")];
        ops.Line($"static {Result} {op.Surface}Along<T>({Join(inner)})");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        WriteBody(ops);
    }

    void WriteInstance(SourceWriter tensor, IEnumerable<string> parameters, IEnumerable<string> arguments)
    {
        var passed = op.Operands.Where((_, i) => i != op.Seed).Select(o => o.Name == receiver ? "this" : o.Name).Concat(arguments).Concat(op.Operands.Where((_, i) => i == op.Seed).Select(o => o.Name));
        tensor.Line($"public {Result} {op.Surface}({Join(parameters)}) => Ops.{op.Surface}({Join(passed)});");
    }

    void WriteBody(SourceWriter ops)
    {
        ElementDispatch.WriteCheck(ops, op, receiver);
        if (op.Form is { } form)
            ops.Line($"Operand.RequireForm(\"{op.Surface}\", \"{form}\", {Join(op.Operands.Select(o => $"(\"{o.Name}\", {o.Name}.Sizes)"))});");
        if (op.IndexCheck is { } check)
        {
            var limit = check.Into is { } into ? $"{op.Operands[into].Name}.Shape[{check.Axis.Value}]" : check.Axis.Parameter;
            var indices = op.Operands[check.Operand];
            ops.Line($"Operand.RequireIndices(\"{op.Surface}\", \"{indices.Name}\", {indices.Name}, {limit});");
        }

        foreach (var argument in op.Arguments)
            if (argument.Range is { } range)
                ops.Line($"Operand.RequireRange(\"{op.Surface}\", \"{argument.Name}\", {argument.Name}, {(argument.Above is { } bound ? $"{argument.Name} > {BodyPrinter.Literal(bound)}" : $"{argument.Name} >= {BodyPrinter.Literal(argument.Within!.Value.From)} && {argument.Name} < {BodyPrinter.Literal(argument.Within.Value.Below)}")}, \"{range}\");");
        if (op.AtMostHalf is var (small, large))
            ops.Line($"Operand.RequireHalf(\"{op.Surface}\", \"{small}\", {small}, \"{large}\", {large});");
        foreach (var argument in op.Arguments.Where(IsChosen))
            ops.Line($"var {Chosen(argument.Name)} = {argument.Name} ?? {argument.DefaultsTo ?? argument.Default!.Value.ToString(CultureInfo.InvariantCulture)};");
        if (op.Groups is { } axis)
            ops.Line($"Operand.RequireGroups(\"{op.Surface}\", groups, (\"{op.Inputs[axis.Operand]}\", {op.Inputs[axis.Operand]}.Sizes), {axis.Axis}, (\"{op.Inputs[axis.Of]}\", {op.Inputs[axis.Of]}.Sizes), {axis.OfAxis});");
        foreach (var variant in op.Variants)
        {
            ops.Line($"if ({variant.Argument} == {BodyPrinter.Literal(variant.Value)})");
            ops.Brace();
            new BodyPrinter(op, variant.Body).Write(ops);
            ops.Close();
        }

        if (op.Variants.Count > 0)
            ops.Brace();
        body.Write(ops);
        if (op.Variants.Count > 0)
            ops.Close();
        ops.Close();
    }

    IEnumerable<string> Operands(string? without) => op.Operands
        .Where((operand, i) => operand.Name != without && i != op.Seed)
        .Select(Declare);

    /// <summary>The seed, which comes last, where there is one.</summary>
    IEnumerable<string> SeedOperand => op.Operands.Where((_, i) => i == op.Seed).Select(Declare);

    static string Declare((string Name, ElementType? Type) operand) => $"Tensor<{operand.Type?.Keyword() ?? "T"}> {operand.Name}";

    /// <summary>What an argument is that may be left out.</summary>
    public static string Chosen(string argument) => argument + "Chosen";

    /// <summary>True where what it is when it is left out is no constant of its type.</summary>
    public static bool IsChosen(Argument argument) => argument.DefaultsTo is not null || (argument.Kind == ArgumentKind.Pair && argument.Default is > 0);

    static string TypeOf(Argument argument) => (argument.Kind switch { ArgumentKind.Number => "double", ArgumentKind.Pair => "RowsAndColumns", _ => "int" }) + (IsChosen(argument) ? "?" : "");

    static string Declare(Argument argument) => $"{TypeOf(argument)} {argument.Name}"
        + (IsChosen(argument) ? " = null" : argument is { Kind: ArgumentKind.Pair, Default: not null } ? " = default" : argument.Default is { } value ? $" = {(argument.Kind == ArgumentKind.Number ? BodyPrinter.Literal(value) : value.ToString("R", CultureInfo.InvariantCulture))}" : "");

    static string Join(IEnumerable<string> parts) => string.Join(", ", parts);

    Documentation Docs(IEnumerable<(string, string)> arguments, string also, string returns) => new(op)
    {
        Also = also,
        Parameters = [.. op.Operands.Select((operand, i) => (operand.Name, Describe(i))), .. arguments],
        Returns = returns,
        Errors =
        [
            ("ArgumentException", "The shapes do not fit each other or the op."),
            .. op.Arguments.Where(a => a.Range is not null).Select(a => ("ArgumentOutOfRangeException", $"{a.Name} is not {a.Range}.")),
            .. op.IndexCheck is null ? [] : new[] { ("ArgumentOutOfRangeException", "An index lies outside its axis.") },
        ],
    };

    string Describe(int operand)
    {
        var shape = shapes is null || shapes[operand] == "[…]" ? "any shape" : $"shape {shapes[operand]}";
        return op.Operands[operand].Type is { } type ? $"A tensor of {type.Keyword()}, of {shape}." : $"A tensor of {shape}.";
    }
}
