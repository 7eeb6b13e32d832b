using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Writes the bodies of a kernel class: argument checks, memory layout, the steps in order, and one method a loop nest.</summary>
public sealed partial class KernelEmitter
{
    readonly ModelSignature model;
    readonly CodeWriter code = new();
    readonly KernelProgram[] programs;
    readonly KernelNames shared;
    KernelNames names;
    readonly string[] tensors;
    readonly ArgumentChecks checks;

    KernelEmitter(ModelSignature model, KernelProgram forward, KernelProgram? backward)
    {
        this.model = model;
        programs = backward is null ? [forward] : [forward, backward];
        shared = names = new(AllInputs, FieldNames());
        tensors = [.. names.Inputs.Select(n => names.Scope.Unique(n + "Tensor"))];
        checks = new(names, code);
    }

    public static string Write(ModelSignature model, KernelProgram forward, KernelProgram? backward) => new KernelEmitter(model, forward, backward).Write();

    IReadOnlyList<GraphInput> Inputs => model.Inputs;

    IEnumerable<ElementType> ArenaTypes => programs.SelectMany(p => p.Memory.Slots).Select(s => s.Type).Distinct().OrderBy(t => t);

    string Write()
    {
        FileHeader.Write(code, model.Namespace);
        var types = model.Types.Select(code.Open).ToArray();
        using (code.Open($"sealed partial class {model.Method}Kernel"))
        {
            Fields();
            Bind();
            foreach (var program in programs)
                Run(program);
            code.Line("static partial void Describe(ref string text) => text =");
            code.Lines($"    \"\"\"\n{Indent(PlanText.Of(model, programs))}\n    \"\"\";");
        }
        foreach (var type in Enumerable.Reverse(types))
            type.Dispose();
        return code.ToString();
    }

    static string Indent(string text) => string.Join("\n", text.TrimEnd('\n').Split('\n').Select(line => line == "" ? "" : "    " + line));

    IEnumerable<string> FieldNames() => AllInputs.Select((_, i) => $"dense{i}").Concat(Outputs(programs[0]).Select(o => $"result{o.Index}"))
        .Concat(programs.SelectMany(p => p.Memory.Slots.Select(s => SlotName(p, s)))).Concat(ArenaTypes.Select(Arena)).Distinct();

    string Arena(ElementType type) => ArenaTypes.Count() == 1 ? "memory" : $"memoryOf{type}";

    static string SlotName(KernelProgram program, Slot slot) => $"{(program.IsBackward ? "backward" : "forward")}{slot.Number}";

    void Fields()
    {
        code.Line($"const string Model = {SignatureEmitter.Literal(model.FullName)};");
        foreach (var type in ArenaTypes)
            code.Line($"readonly Workspace<{type.Keyword()}> {Arena(type)} = new();");
        foreach (var result in Outputs(programs[0]))
            code.Line($"readonly ResultBuffer<{result.Type.Keyword()}> result{result.Index} = new();");
        for (var i = 0; i < tensors.Length; i++)
            if (!programs[programs.Length - 1].Graph.Inputs[i].Member)
                code.Line($"ResultBuffer<{programs[programs.Length - 1].Graph.Inputs[i].Type.Keyword()}>? dense{i};");
        if (model.HasGradient)
            code.Line($"{model.Method}Gradients? fresh;");
        foreach (var tape in programs.SelectMany(p => p.Kernel.Tapes))
            code.Line($"readonly Tape<{tape.Type.Keyword()}> {TapeName(tape)} = new();");
        code.Line("bool isPlanned;");
        if (names.Sizes.Any())
            code.Line($"int {string.Join(", ", names.Sizes.Select(s => $"{s.Variable}Planned"))};");
        var slots = programs.SelectMany(p => p.Memory.Slots.Select(s => SlotName(p, s))).ToArray();
        if (slots.Length > 0)
            code.Line($"long {string.Join(", ", slots)};");
        code.Line();
    }

    static IEnumerable<TensorBuffer> Outputs(KernelProgram program) => program.Kernel.Buffers.Where(b => b.Kind == BufferKind.Output);

    string Parameters(IEnumerable<int> inputs) => string.Join(", ", inputs.Select(i => $"Tensor<{AllInputs[i].Type.Keyword()}> {tensors[i]}"));

    IReadOnlyList<GraphInput> AllInputs => programs[programs.Length - 1].Graph.Inputs;

    /// <summary>A parameter of the module; those of the modules inside may be private, but they are in its buffer too.</summary>
    string Member(int i) => Inputs[i].Name.Contains('.')
        ? $"module.Parameters.At({Enumerable.Range(0, i).Count(before => Inputs[before].Member)})" : $"module.{SignatureEmitter.Escaped(Inputs[i].Name)}";

    /// <summary>Arguments of the call, without seeds and members.</summary>
    IEnumerable<int> Called => Enumerable.Range(0, Inputs.Count).Where(i => !Inputs[i].Member);

    IEnumerable<int> Seeds => Enumerable.Range(Inputs.Count, AllInputs.Count - Inputs.Count);

    void Bind()
    {
        code.Line("/// <summary>Checks the arguments against their declared shapes and lays out the memory when a size has changed.</summary>");
        using (code.Open($"void Bind({Parameters(Called)})"))
        {
            foreach (var i in Enumerable.Range(0, Inputs.Count).Where(i => Inputs[i].Member))
                code.Line($"var {tensors[i]} = {Member(i)};");
            checks.Write(Inputs, tensors);
            foreach (var check in programs[0].Graph.Checks)
                code.Line($"Guard.Indices<{AllInputs[check.Input].Type.Keyword()}>(Argument.Dense({tensors[check.Input]}, ref dense{check.Input}).AsSpan(), {names.Size(check.Limit)}, Model, {SignatureEmitter.Literal(AllInputs[check.Input].Name)});");
            var same = string.Concat(names.Sizes.Select(s => $" && {s.Variable} == {s.Variable}Planned"));
            code.Line($"if (isPlanned{same}) return;");
            foreach (var program in programs)
                foreach (var type in program.Memory.Slots.Select(s => s.Type).Distinct())
                    Layout(program, type);
            if (model.HasGradient)
                code.Line($"Gradients.Resize({Packed()});");
            foreach (var (_, variable) in names.Sizes)
                code.Line($"{variable}Planned = {variable};");
            code.Line("isPlanned = true;");
        }
        code.Line();
    }

    void Layout(KernelProgram program, ElementType type)
    {
        var at = names.Scope.Unique("at");
        code.Line($"long {at} = 0;");
        foreach (var slot in program.Memory.Slots.Where(s => s.Type == type))
        {
            code.Line($"{SlotName(program, slot)} = {at};");
            code.Line($"{at} += ((long){names.Factor(slot.Count)} + {64 / type.Size() - 1}) / {64 / type.Size()} * {64 / type.Size()};");
        }
        code.Line($"{Arena(type)}.Reserve({at});");
    }

    string Packed() => string.Join(", ", model.Parameters.SelectMany(p => p.Shape.Dims.Select(names.Size).Prepend(p.Shape.Rank.ToString())));

    void Run(KernelProgram program)
    {
        names = new(shared);
        var type = SignatureEmitter.ResultType(model);
        var seeds = program.IsBackward ? Seeds.ToArray() : [];
        var name = program.IsBackward ? "RunForwardBackward" : "RunForward";
        var methods = new CodeWriter();
        using (code.Open($"partial void {name}({string.Join(", ", new[] { Parameters(Called.Concat(seeds)), program.IsBackward ? "bool accumulate" : "", $"ref {type} _result" }.Where(p => p != ""))})"))
        {
            code.Line($"Bind({string.Join(", ", Called.Select(i => tensors[i]))});");
            if (names.Sizes.Any())
                code.Line($"nint {string.Join(", ", names.Sizes.Select(s => $"{s.Variable} = {s.Variable}Planned"))};");
            foreach (var i in seeds)
                checks.WriteSeed(AllInputs[i], tensors[i]);
            References(program);
            foreach (var tape in program.Kernel.Tapes)
                code.Line($"{TapeName(tape)}.Clear();");
            foreach (var step in program.Kernel.Steps)
                Write(step, program, methods);
            var results = program.Kernel.Results.Take(model.Results.Count).Select(Result).ToArray();
            code.Line($"_result = {(model.IsTuple ? $"({string.Join(", ", results)})" : results[0])};");
            if (program.IsBackward)
                code.Line("if (accumulate) Gradients.Accumulate(target);");
        }
        code.Line();
        if (methods.ToString() is { Length: > 0 } text)
            code.Lines(text.TrimEnd('\n'));
        code.Line();
    }

    /// <summary>One reference for each tensor the steps touch.</summary>
    void References(KernelProgram program)
    {
        if (program.IsBackward)
        {
            code.Line("var target = accumulate ? fresh ??= new() : Gradients;");
            code.Line($"if (accumulate) target.Resize({PackedFromLocals()});");
        }
        foreach (var buffer in program.Kernel.Buffers)
        {
            var type = buffer.Type.Keyword();
            switch (buffer.Kind)
            {
                case BufferKind.Input when AllInputs[buffer.Index].Member:
                    code.Line($"ref var {names.Buffer(buffer)} = ref Argument.Origin({Member(buffer.Index)});");
                    break;
                case BufferKind.Input:
                    code.Line($"ref var {names.Buffer(buffer)} = ref Argument.Origin(Argument.Dense({tensors[buffer.Index]}, ref dense{buffer.Index}));");
                    break;
                case BufferKind.Output:
                    code.Line($"var {names.Buffer(buffer)}Tensor = result{buffer.Index}.Take({string.Join(", ", buffer.Shape.Dims.Select(Int))});");
                    code.Line($"ref var {names.Buffer(buffer)} = ref Argument.Origin({names.Buffer(buffer)}Tensor);");
                    break;
                case BufferKind.Gradient:
                    code.Line($"ref var {names.Buffer(buffer)} = ref Argument.Origin(target.At({buffer.Index}));");
                    break;
                default:
                    code.Line($"ref var {names.Buffer(buffer)} = ref {Arena(buffer.Type)}.At({SlotName(program, program.Memory.Of(buffer))});");
                    break;
            }
        }
    }

    /// <summary>As <see cref="Packed"/>, where the sizes are native integers.</summary>
    string PackedFromLocals() => string.Join(", ", model.Parameters.SelectMany(p => p.Shape.Dims.Select(Int).Prepend(p.Shape.Rank.ToString())));

    string Int(Dim dim) => dim.Value is { } number ? number.ToString() : $"(int){names.Factor(dim)}";

    void Write(Step step, KernelProgram program, CodeWriter methods)
    {
        switch (step)
        {
            case RowProgram rows:
                code.Line(new RowEmitter(rows with { Name = (program.IsBackward ? "Backward" : "Forward") + rows.Name }, names, methods).Write());
                break;
            case Contraction gemm:
                new GemmEmitter(names, code).Write(gemm);
                break;
            case ScalarStep scalar:
                var operand = new ScalarCode(scalar.Type, Form.Single, i => new(names.Operand(scalar.Operands[i]), Form.Single, TypeOf(scalar.Operands[i])), ScalarCode.Literal);
                code.Line($"var {names.Number(scalar.Name)} = {operand.Write(scalar.Expression).Bare};");
                break;
            case ScalarStore store:
                code.Line($"{names.Buffer(store.Buffer)} = {names.Operand(store.Value)};");
                break;
            case WhileStep loop:
                While(loop, program, methods);
                break;
            case UnwindStep unwind:
                Unwind(unwind, program, methods);
                break;
            case IfStep choice:
                If(choice, program, methods);
                break;
        }

        static ElementType TypeOf(ScalarOperand operand) => operand switch
        {
            ScalarElement element => element.Buffer.Type,
            ScalarNumber number => number.Type,
            ScalarSize size => size.Type,
            ScalarLiteral literal => literal.Type,
            _ => throw new InvalidOperationException(),
        };
    }

    string Result(KernelResult result) =>
        result.Number is { } number ? names.Operand(number) : names.Buffer(result.Buffer!) + "Tensor";
}
