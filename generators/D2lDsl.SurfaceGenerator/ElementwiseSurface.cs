using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>
/// Element-wise ops: overloads where one or more operands are plain numbers, operators where the entry has a symbol, and the
/// entry's forward expression as a struct that the engine's loops inline.
/// </summary>
sealed class ElementwiseSurface(ElementwiseOp op)
{
    readonly IReadOnlyList<string> names = op.Inputs;

    readonly string result = op.IsComparison ? "Tensor<bool>" : "Tensor<T>";

    /// <summary>Operands of the op's element type: all but the condition of a selection.</summary>
    IEnumerable<int> Values => Enumerable.Range(op is SelectOp ? 1 : 0, names.Count - (op is SelectOp ? 1 : 0));

    /// <summary>Whether vectors hold operands and results: all are numbers of one type.</summary>
    bool IsVector => op is UnaryOp or BinaryOp && !op.IsComparison && (op.Accepts & Elements.Bool) == 0;

    /// <summary>Whether two numbers are compared.</summary>
    bool IsComparison => op is BinaryOp { IsComparison: true } && !IsLogic;

    /// <summary>Whether the operands are truth values; there is no generic math on those.</summary>
    bool IsLogic => op.Accepts == Elements.Bool;

    public void Write(SourceWriter ops, SourceWriter tensor, SourceWriter kernels)
    {
        WriteMain(ops);
        foreach (var numbers in NumberOverloads())
        {
            ops.Gap();
            Docs(numbers).Write(ops, isGeneric: true);
            ops.Line($"public static {result} {op.Surface}<T>({Parameters(numbers)})");
            ops.Line("    where T : unmanaged");
            ops.Line($"    => {op.Surface}({string.Join(", ", names.Select((n, i) => numbers.Contains(i) ? $"Tensor.Of({n})" : n))});");
        }

        var receiver = Values.First();
        foreach (var numbers in NumberOverloads().Prepend([]).Where(numbers => !numbers.Contains(receiver)))
        {
            tensor.Gap();
            Docs(numbers).Write(tensor, isGeneric: false, names[receiver]);
            var parameters = Parameters(numbers, without: receiver);
            tensor.Line($"public {result} {op.Surface}({parameters}) => Ops.{op.Surface}({Arguments(receiver)});");
        }

        WriteOperators(tensor);
        WriteKernel(kernels);
    }

    void WriteMain(SourceWriter ops)
    {
        Docs([]).Write(ops, isGeneric: true);
        ops.Line($"public static {result} {op.Surface}<T>({Parameters([])})");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        var engine = names.Count switch { 1 => "Unary", 2 => IsComparison ? "Compare" : "Binary", _ => "Select" };
        ElementDispatch.Write(ops, op, names[Values.First()], op.IsComparison ? result : null, (type, recast) =>
        {
            var types = op is SelectOp || IsVector || (IsComparison && type != "bool") ? type : $"{type}, {(op.IsComparison ? "bool" : type)}";
            var operands = names.Select((name, i) => Values.Contains(i) ? recast(name) : name);
            // Errors name the op; one operand alone meets none.
            var named = names.Count == 1 ? operands : operands.Prepend($"\"{op.Surface}\"");
            var kernel = IsLogic ? $"{op.Surface}Kernel" : type == "bool" ? $"{op.Surface}OfBoolKernel" : $"{op.Surface}Kernel<{type}>";
            return $"Map.{(type == "bool" && IsComparison ? "Binary" : engine)}<{types}, {kernel}>({string.Join(", ", named)})";
        });
        ops.Close();
    }

    /// <summary>The sets of operands that may be numbers: of a pair either, of a selection also both.</summary>
    IEnumerable<int[]> NumberOverloads()
    {
        if (op is UnaryOp)
            return [];
        int[] values = [.. Values];
        int[][] overloads = [[values[1]], [values[0]]];
        return op is SelectOp ? overloads.Append(values) : overloads;
    }

    string Parameters(int[] numbers, int without = -1) => string.Join(", ", names
        .Select((name, i) => (Text: $"{TypeOf(i, numbers)} {name}", Index: i))
        .Where(p => p.Index != without)
        .Select(p => p.Text));

    string TypeOf(int operand, int[] numbers) =>
        numbers.Contains(operand) ? "T" : Values.Contains(operand) ? "Tensor<T>" : "Tensor<bool>";

    string Arguments(int receiver) => string.Join(", ", names.Select((name, i) => i == receiver ? "this" : name));

    Documentation Docs(int[] numbers) => new(op)
    {
        Parameters = [.. names.Select((name, i) => (name, Describe(i, numbers)))],
        Returns = $"A new {(op.IsComparison ? "bool tensor" : "tensor")} of {Shape(numbers)}.",
        Errors = names.Count - numbers.Length == 1 ? []
            : [("ArgumentException", "The shapes do not broadcast: aligned at the last axis, sizes must be equal or 1.")],
    };

    /// <summary>The result's shape, in words: that of the one operand that is a tensor, or of all together.</summary>
    string Shape(int[] numbers)
    {
        string[] tensors = [.. names.Where((_, i) => !numbers.Contains(i))];
        return tensors.Length == 1 ? $"{tensors[0]}'s shape" : "the shape the operands broadcast to";
    }

    string Describe(int operand, int[] numbers) =>
        numbers.Contains(operand) ? "One number for all places."
        : !Values.Contains(operand) && names.Count - numbers.Length > 1 ? "A bool tensor; it broadcasts against the other operands."
        : names.Count - numbers.Length == 1 ? "A tensor of any shape."
        : "A tensor of any shape; it broadcasts against the other operands.";

    void WriteOperators(SourceWriter tensor)
    {
        // Those of truth values stand in the class itself: && and || need them there.
        if (op.Symbol is not { } symbol || IsLogic)
            return;
        if (op is UnaryOp)
        {
            WriteOperator(tensor, symbol, $"Tensor<T> {names[0]}", $"Ops.{op.Surface}({names[0]})", []);
            return;
        }

        var (a, b) = (names[0], names[1]);
        WriteOperator(tensor, symbol, $"Tensor<T> {a}, Tensor<T> {b}", $"Ops.{op.Surface}({a}, {b})", []);
        WriteOperator(tensor, symbol, $"Tensor<T> {a}, T {b}", $"Ops.{op.Surface}({a}, {b})", [1]);
        WriteOperator(tensor, symbol, $"T {a}, Tensor<T> {b}", $"Ops.{op.Surface}({a}, {b})", [0]);
        // So that x / 2 compiles whatever T is.
        WriteOperator(tensor, symbol, $"Tensor<T> {a}, int {b}", $"Ops.{op.Surface}({a}, Elementary.Number<T>({b}))", [1]);
        WriteOperator(tensor, symbol, $"int {a}, Tensor<T> {b}", $"Ops.{op.Surface}(Elementary.Number<T>({a}), {b})", [0]);
    }

    void WriteOperator(SourceWriter tensor, string symbol, string parameters, string body, int[] numbers)
    {
        tensor.Gap();
        Docs(numbers).Write(tensor, isGeneric: false);
        tensor.Line($"public static {result} operator {symbol}({parameters}) => {body};");
    }

    void WriteKernel(SourceWriter kernels)
    {
        var (value, result) = IsLogic ? ("bool", "bool") : IsVector ? ("Vector512<N>", "Vector512<N>") : ("N", op.IsComparison ? "bool" : "N");
        var face = op switch
        {
            SelectOp => "ISelect<N>",
            UnaryOp => IsVector ? "IUnary<N>" : $"IUnary<{value}, {result}>",
            _ => IsVector ? "IBinary<N>" : IsComparison ? "IComparison<N>" : $"IBinary<{value}, {result}>",
        };
        kernels.Open(IsLogic
            ? $"readonly struct {op.Surface}Kernel : {face}"
            : $"readonly struct {op.Surface}Kernel<N> : {face} where N : {GenericMathPrinter.Constraint(op is BinaryOp { OnBool: not null } ? op.Accepts & ~Elements.Bool : op.Accepts)}");
        var parameters = string.Join(", ", names.Select((name, i) => $"{(Values.Contains(i) ? value : "bool")} {name}"));
        var body = op.Value([.. names.Select((_, i) => new Scalar.Arg(i))]);
        var text = IsVector ? VectorPrinter.Print(body, names) : GenericMathPrinter.Print(body, names);
        kernels.Line($"public static {result} Apply({parameters}) => {text};");
        if (IsComparison || op is SelectOp)
            kernels.Line($"public static Vector512<N> Apply({string.Join(", ", names.Select(name => $"Vector512<N> {name}"))}) => {VectorPrinter.Print(body, names)};");
        kernels.Close();
        if (op is BinaryOp { OnBool: { } onBool })
            WriteBoolKernel(kernels, onBool);
    }

    /// <summary>Truth values have no generic math, so they have a kernel of their own.</summary>
    void WriteBoolKernel(SourceWriter kernels, Func<Scalar, Scalar, Scalar> onBool)
    {
        kernels.Open($"readonly struct {op.Surface}OfBoolKernel : IBinary<bool, bool>");
        kernels.Line($"public static bool Apply(bool a, bool b) => {GenericMathPrinter.Print(onBool(new Scalar.Arg(0), new Scalar.Arg(1)), names)};");
        kernels.Close();
    }
}
