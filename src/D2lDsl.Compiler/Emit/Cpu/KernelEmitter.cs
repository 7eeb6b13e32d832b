using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Writes the bodies of a kernel class: argument checks, memory layout, the steps in order, and one method a loop nest.</summary>
public sealed partial class KernelEmitter
{
    /// <summary>Up to this many steps a program is written out where it is called.</summary>
    const int FewSteps = 6;

    readonly ModelSignature model;
    readonly CodeWriter code;
    readonly IReadOnlyList<KernelProgram> programs;
    readonly KernelNames shared;
    readonly ArgumentChecks checks;
    readonly SharedLoops loops = new();
    readonly PreparedMethods learning = new();
    readonly PreparedMethods computing = new();
    KernelNames names;

    /// <summary>What the tensors of the program being written are called; the first are the model's own inputs.</summary>
    string[] tensors;

    KernelEmitter(ModelSignature model, IReadOnlyList<KernelProgram> programs, bool isChecked)
    {
        (this.model, this.programs, code) = (model, programs, new(model.Clashes, isChecked));
        shared = names = new(programs[0].Graph.Inputs, FieldNames().Concat(model.Clashes.Select(c => c.Split('`')[0])), KernelRests.Of(programs));
        checks = new(shared, code);
        tensors = [.. names.Inputs.Select(n => names.Scope.Unique(n + "Tensor"))];
    }

    /// <param name="isChecked">Whether the project checks integer arithmetic for overflow.</param>
    public static string Write(ModelSignature model, IReadOnlyList<KernelProgram> programs, bool isChecked) => new KernelEmitter(model, programs, isChecked).Write();

    IReadOnlyList<GraphInput> Inputs => model.Inputs;

    IEnumerable<ElementType> ArenaTypes => programs.SelectMany(p => p.Memory.Slots).Select(s => s.Type).Distinct().OrderBy(t => t);

    string Write()
    {
        var used = Used();
        FileHeader.Write(code, model.Namespace, used);
        if (programs[0].Graph.Lines.Count > 0)
            code.Line("#line hidden");
        var types = model.Types.Select(code.Open).ToArray();
        var head = code.Mark();
        using (code.Open($"sealed partial class {model.Method}Kernel"))
        {
            Fields();
            Bind();
            (model.HasGradient ? learning : computing).Add("Fit");
            foreach (var program in programs)
                Run(program);
            if (model.HasGradient)
                Further();
            code.Line("static partial void Describe(ref string text) => text =");
            code.Lines($"    \"\"\"\n{Indent(PlanText.Of(model, programs))}\n    \"\"\";");
            Picture();
            code.Line();
            code.Line($"static partial void Prepare() => global::D2lDsl.Runtime.Preparation.Begin(typeof({model.Method}Kernel), {used}, ref isPrepared);");
        }
        head.Line(model.HasGradient ? PreparedMethods.Attribute(learning, computing) : PreparedMethods.Attribute(computing, learning));
        foreach (var type in Enumerable.Reverse(types))
            type.Dispose();
        return code.ToString();
    }

    /// <summary>What a kernel is drawn from, and the sizes of the last call.</summary>
    void Picture()
    {
        code.Line();
        code.Line("static partial void Draw(ref string text) => text =");
        code.Lines($"    \"\"\"\n{Indent(PictureText.Of(programs))}\n    \"\"\";");
        if (!shared.Symbols.Any())
            return;
        code.Line();
        code.Line($"partial void Measure(ref (string Symbol, long Size)[] sizes) => sizes = !isPlanned ? [] : [{string.Join(", ", shared.Symbols.Select(s => $"({SignatureEmitter.Literal(s.Symbol)}, {s.Variable}Planned)"))}];");
    }

    static string Indent(string text) => string.Join("\n", text.TrimEnd('\n').Split('\n').Select(line => line == "" ? "" : "    " + line));

    /// <summary>The fields and methods that a user's names must keep clear of.</summary>
    IEnumerable<string> FieldNames() => programs.SelectMany(p => p.Graph.Inputs.Select((_, i) => DenseName(p, i))
            .Concat(p.Kernel.Buffers.Where(b => b.Kind == BufferKind.Output).Select(o => $"result{o.Index}"))
            .Concat(p.Memory.Slots.Select(s => SlotName(p, s))).Concat(p.Kernel.Tapes.Select(t => TapeName(p, t))).Append(p.Kind.Prefix))
        .Concat(Called.Select(SizesName)).Concat(ArenaTypes.Select(Arena)).Distinct();

    string Arena(ElementType type) => ArenaTypes.Count() == 1 ? "memory" : $"memoryOf{type}";

    static string SlotName(KernelProgram program, Slot slot) => $"{program.Kind.Field}{slot.Number}";

    static string TapeName(KernelProgram program, Tape tape) => $"{program.Kind.Field}Tape{tape.Number}";

    void Fields()
    {
        code.Line($"const string Model = {SignatureEmitter.Literal(model.FullName)};");
        foreach (var type in ArenaTypes)
            code.Line($"readonly Workspace<{type.Keyword()}> {Arena(type)} = new();");
        foreach (var result in programs.SelectMany(p => p.Kernel.Buffers).Where(b => b.Kind == BufferKind.Output).GroupBy(b => b.Index).Select(g => g.First()))
            code.Line($"readonly ResultBuffer<{result.Type.Keyword()}> result{result.Index} = new();");
        foreach (var i in Called)
            code.Line($"ResultBuffer<{Inputs[i].Type.Keyword()}>? {DenseName(programs[0], i)};");
        foreach (var program in programs)
        {
            foreach (var i in Added(program))
                code.Line($"ResultBuffer<{program.Graph.Inputs[i].Type.Keyword()}>? {DenseName(program, i)};");
            foreach (var tape in program.Kernel.Tapes)
                code.Line($"readonly Tape<{tape.Type.Keyword()}> {TapeName(program, tape)} = new();");
        }
        if (model.HasGradient)
            FurtherFields();
        if (programs.SelectMany(p => p.Kernel.AllSteps).OfType<RowProgram>().Any(p => ChunkEmitter.HasScratch(p) || Fuse.Chunking.Of(p) is not null))
            code.Line("readonly Scratch scratch = new();");
        code.Line("static bool isPrepared;");
        code.Line("bool isPlanned;");
        if (Called.Any())
            code.Line($"object? {string.Join(", ", Called.Select(SizesName))};");
        if (names.Sizes.Any())
            code.Line($"int {string.Join(", ", names.Sizes.Select(s => $"{s.Variable}Planned"))};");
        var slots = programs.SelectMany(p => p.Memory.Slots.Select(s => SlotName(p, s))).ToArray();
        if (slots.Length > 0)
            code.Line($"long {string.Join(", ", slots)};");
        code.Line();
    }

    string DenseName(KernelProgram program, int input) => input < Inputs.Count ? $"dense{input}" : $"dense{program.Kind.Prefix}{input}";

    /// <summary>A parameter list over tensors of the program.</summary>
    string Parameters(KernelProgram program, IEnumerable<int> inputs) =>
        string.Join(", ", inputs.Select(i => $"Tensor<{program.Graph.Inputs[i].Type.Keyword()}> {tensors[i]}"));

    /// <summary>Arguments of every call: all inputs but members of the module.</summary>
    IEnumerable<int> Called => Enumerable.Range(0, Inputs.Count).Where(i => !Inputs[i].Member);

    /// <summary>What a program takes besides: seeds, tangents or vectors.</summary>
    IEnumerable<int> Added(KernelProgram program) => Enumerable.Range(Inputs.Count, program.Graph.Inputs.Count - Inputs.Count);

    /// <summary>A parameter of the module; those of the modules inside may be private, but they are in its buffer too.</summary>
    string Member(int i) => Inputs[i].Name.Contains('.')
        ? $"module.Parameters.At({Enumerable.Range(0, i).Count(before => Inputs[before].Member)})" : $"module.{SignatureEmitter.Escaped(Inputs[i].Name)}";

    /// <summary>The same; while gradients are checked, parameters come from copies.</summary>
    string Probed(int i) => model.HasGradient && Inputs[i].IsParameter ? $"(probe?.At({model.Parameters.ToList().IndexOf(Inputs[i])}) ?? {Member(i)})" : Member(i);

    void Bind()
    {
        code.Line("/// <summary>Checks the arguments, and their shapes unless they are those of the last call.</summary>");
        // Where it checks labels, a stack trace names the line that uses them: it stays a frame of its own.
        if (programs[0].Graph.Checks.Count == 0)
            Inlined(programs[0]);
        using (code.Body($"void Bind({Parameters(programs[0], Called)})"))
        {
            code.Line($"if (!isPlanned{string.Concat(Called.Select(i => $" || !Argument.IsLike({tensors[i]}, {SizesName(i)})"))}) Fit({string.Join(", ", Called.Select(i => tensors[i]))});");
            var limits = programs[0].Graph.Checks.SelectMany(check => check.Limit.Variables).ToArray();
            if (names.Sizes.Where(s => limits.Contains(s.Symbol)).Select(s => $"{s.Variable} = {s.Variable}Planned").ToArray() is { Length: > 0 } sizes)
                code.Line($"int {string.Join(", ", sizes)};");
            foreach (var check in programs[0].Graph.Checks)
            {
                using var place = code.From(LineOfInput(check.Input));
                code.Line($"Guard.Indices<{Inputs[check.Input].Type.Keyword()}>(Argument.Dense({tensors[check.Input]}, ref dense{check.Input}).AsSpan(), {names.Size(check.Limit)}, Model, {SignatureEmitter.Literal(Inputs[check.Input].Name)});");
            }
        }
        code.Line();
        code.Line("/// <summary>Checks the arguments against their declared shapes and lays out the memory when a size has changed.</summary>");
        using (code.Body($"void Fit({Parameters(programs[0], Called)})"))
        {
            foreach (var i in Enumerable.Range(0, Inputs.Count).Where(i => Inputs[i].Member))
                code.Line($"var {tensors[i]} = {Probed(i)};");
            checks.Write(Inputs, tensors);
            foreach (var rest in names.Rests)
                code.Line(rest);
            new SizeChecks(names, code).Write(programs[0].Graph.Requirements);
            var same = string.Concat(names.Sizes.Select(s => $" && {s.Variable} == {s.Variable}Planned"));
            using (code.Open($"if (!(isPlanned{same}))"))
            {
                code.Line("isPlanned = false;");
                foreach (var program in programs)
                    foreach (var type in program.Memory.Slots.Select(s => s.Type).Distinct())
                        Layout(program, type);
                if (model.HasGradient)
                    code.Line($"Gradients.Resize({Packed()});");
                foreach (var (_, variable) in names.Sizes)
                    code.Line($"{variable}Planned = {variable};");
                code.Line("isPlanned = true;");
            }
            foreach (var i in Called)
                code.Line($"{SizesName(i)} = Argument.SizesOf({tensors[i]});");
        }
        code.Line();
    }

    SourceLine? LineOfInput(int input)
    {
        var graph = programs[0].Graph;
        return graph.LineOf(Enumerable.Range(0, graph.Nodes.Count).First(id => graph[id] is InputNode node && node.Index == input));
    }

    static string SizesName(int input) => $"sizes{input}";

    void Layout(KernelProgram program, ElementType type)
    {
        var slots = program.Memory.Slots.Where(s => s.Type == type).ToArray();
        var at = names.Scope.Unique("at");
        code.Line($"Span<long> {at} = stackalloc long[{slots.Length}];");
        code.Line($"{Arena(type)}.Reserve(ArenaPlan.Place([{string.Join(", ", slots.Select(s => $"{s.First}, {s.Last}"))}], "
            + $"[{string.Join(", ", slots.Select(s => names.Factor(s.Count)))}], {64 / type.Size()}, {at}));");
        for (var i = 0; i < slots.Length; i++)
            code.Line($"{SlotName(program, slots[i])} = {at}[{i}];");
    }

    string Packed() => string.Join(", ", model.Parameters.SelectMany(p => p.Shape.Dims.Select(names.Size).Prepend(p.Shape.Rank.ToString())));

    void Run(KernelProgram program)
    {
        Enter(program);
        var methods = code.Beside();
        Prepared(program).Add(program.Kind.IsPublic ? $"Run{program.Kind.Name}" : program.Kind.Prefix);
        Inlined(program);
        using (code.Body($"{(program.Kind.IsPublic ? $"partial void Run{program.Kind.Name}" : $"void {program.Kind.Prefix}")}({Signature(program)})"))
        {
            code.Line($"Bind({string.Join(", ", Called.Select(i => tensors[i]))});");
            if (names.Sizes.Any())
                code.Line($"nint {string.Join(", ", names.Sizes.Select(s => $"{s.Variable} = {s.Variable}Planned"))};");
            foreach (var i in Added(program))
                checks.WriteSeed(program.Graph.Inputs[i], tensors[i]);
            References(program);
            foreach (var tape in program.Kernel.Tapes)
                code.Line($"{TapeName(program, tape)}.Clear();");
            foreach (var step in program.Kernel.Steps)
                Write(step, program, methods);
            if (program.Kind.GivesResults)
                code.Line($"_result = {Results(program)};");
        }
        code.Line();
        if (methods.ToString() is { Length: > 0 } text)
            code.Lines(text.TrimEnd('\n'));
        code.Line();
        if (IsInlined(program))
            foreach (var method in program.Kind.Steps)
                Prepared(program).Add(method);
    }

    /// <summary>Where the methods go that are worth preparing: of a loss those that compute gradients, of a prediction also those that do not.</summary>
    PreparedMethods Prepared(KernelProgram program) => program.Kind == ProgramKind.ForwardBackward ? learning
        : program.Kind == ProgramKind.Forward && !(model.HasGradient && model.Results.All(r => r.IsNumber)) ? computing : new();

    /// <summary>The names of a program's method.</summary>
    void Enter(KernelProgram program)
    {
        names = new(shared, program.Graph.Inputs.Skip(Inputs.Count));
        tensors = [.. tensors.Take(Inputs.Count), .. names.Inputs.Skip(Inputs.Count).Select(n => names.Scope.Unique(n + "Tensor"))];
    }

    /// <summary>The parameters of a program's method: what is called, what is added, where gradients go, where the result goes.</summary>
    string Signature(KernelProgram program) => string.Join(", ", new[]
    {
        Parameters(program, Called.Concat(Added(program))),
        program.Kind.GivesGradients ? $"{NamedType} target" : "",
        program.Kind.GivesResults ? $"ref {(program.Kind == ProgramKind.Jvp ? SignatureEmitter.JvpType(model) : SignatureEmitter.ResultType(model))} _result" : "",
    }.Where(part => part != ""));

    /// <summary>Around few steps calls would take as long as the steps.</summary>
    void Inlined(KernelProgram program)
    {
        if (IsInlined(program))
            code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
    }

    // Attention takes long enough that calls around it do not count, and its first call has enough to compile.
    static bool IsInlined(KernelProgram program) => program.Kernel.AllSteps.Count() <= FewSteps && !program.Kernel.AllSteps.Any(step => step is AttentionStep);

    /// <summary>What the library has to have compiled for it.</summary>
    string Used()
    {
        var steps = programs.SelectMany(p => p.Kernel.AllSteps).ToArray();
        string[] parts = [.. steps.Any(s => s is Contraction) ? ["Products"] : Array.Empty<string>(), .. steps.Any(s => s is AttentionStep) ? ["Attention"] : Array.Empty<string>()];
        return string.Join(" | ", parts.DefaultIfEmpty("None").Select(part => $"KernelParts.{part}"));
    }

    string Results(KernelProgram program)
    {
        var results = program.Kernel.Results.Select(Result).ToArray();
        var value = Joined(results.Take(model.Results.Count));
        return program.Kind == ProgramKind.Jvp ? $"({value}, {Joined(results.Skip(model.Results.Count))})" : value;

        static string Joined(IEnumerable<string> values) => values.Count() == 1 ? values.First() : $"({string.Join(", ", values)})";
    }

    /// <summary>One reference for each tensor the steps touch.</summary>
    void References(KernelProgram program)
    {
        if (program.Kind.GivesGradients)
        {
            code.Line("if (!ReferenceEquals(target, Gradients)) target.ResizeLike(Gradients);");
            code.Line("var _written = Argument.MemoryOf(target);");
        }
        foreach (var buffer in program.Kernel.Buffers)
        {
            var type = buffer.Type.Keyword();
            switch (buffer.Kind)
            {
                case BufferKind.Input when program.Graph.Inputs[buffer.Index].Member:
                    code.Line($"ref var {names.Buffer(buffer)} = ref Argument.Origin({Probed(buffer.Index)});");
                    break;
                case BufferKind.Input:
                    code.Line($"ref var {names.Buffer(buffer)} = ref Argument.Origin(Argument.Dense({tensors[buffer.Index]}, ref {DenseName(program, buffer.Index)}{Written(program, buffer.Type)}));");
                    break;
                case BufferKind.Output:
                    code.Line($"var {names.Buffer(buffer)}Tensor = result{buffer.Index}.Take({Sizes(buffer.Shape)});");
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

    /// <summary>The gradients and results that this program writes: an argument that is the last of them is copied before it is overwritten.</summary>
    string Written(KernelProgram program, ElementType type) =>
        (program.Kind.GivesGradients && model.Parameters.First().Type == type ? ", _written" : "") + string.Concat(program.Kernel.Buffers.Where(b => b.Kind == BufferKind.Output && b.Type == type).Select(b => $", result{b.Index}"));

    /// <summary>The sizes of a result as arguments; leading axes that run as one are the caller's again.</summary>
    string Sizes(Shape shape)
    {
        if (!shape.HasLeading)
            return string.Join(", ", shape.Dims.Select(Int));
        var from = Enumerable.Range(0, Inputs.Count).First(i => Inputs[i].Shape.HasLeading);
        var leading = ArgumentChecks.LeadingOf(Inputs[from].Member ? Member(from) : tensors[from], Inputs[from].Shape);
        return $"{leading}, [{string.Join(", ", shape.Dims.Skip(1).Select(Int))}]";
    }

    string Int(Dim dim) => dim.Value is { } number ? number.ToString() : $"(int){names.Factor(dim)}";

    void Write(Step step, KernelProgram program, CodeWriter methods)
    {
        using var written = code.From(step.Line);
        switch (step)
        {
            case RowProgram rows:
                foreach (var line in RowEmitter.Write(rows with { Name = program.Kind.Prefix + rows.Name }, names, methods, loops, Prepared(program)))
                    code.Line(line);
                break;
            case Contraction { Then: { } then } both:
                var product = new GemmEmitter(names, code).Declare(both);
                foreach (var line in RowEmitter.Write(then with { Name = program.Kind.Prefix + then.Name }, names, methods, loops, Prepared(program), (product, both)))
                    code.Line(line);
                break;
            case Contraction gemm:
                new GemmEmitter(names, code).Write(gemm);
                break;
            case RunningScan scan:
                code.Line($"Running{scan.Monoid}.Along(ref {names.Buffer(scan.Source)}, ref {names.Buffer(scan.Result)}, {names.Size(scan.Outer)}, {names.Size(scan.Count)}, {names.Size(scan.Inner)}{(scan.Monoid == Ops.Monoid.Sum ? $", isReversed: {(scan.IsReversed ? "true" : "false")}" : "")});");
                break;
            case Sorting sort:
                code.Line($"Sorting.{(sort.IsWhole ? "Along" : "First")}(ref {names.Buffer(sort.Source)}, ref {names.Buffer(sort.Result)}, {names.Size(sort.Outer)}, {names.Size(sort.Count)}, {names.Size(sort.Inner)}{(sort.IsWhole ? "" : $", {names.Size(sort.Kept)}")}, isDescending: {(sort.IsDescending ? "true" : "false")});");
                break;
            case AttentionStep attention:
                Write(attention, program, methods);
                break;
            case ScalarStep scalar:
                var operand = new ScalarCode(scalar.Type, Form.Single, i => new(names.Operand(scalar.Operands[i]), Form.Single, TypeOf(scalar.Operands[i])), ScalarCode.Literal);
                code.Line($"var {names.Number(scalar.Name)} = {operand.Write(scalar.Expression).Bare};");
                break;
            case ScalarStore store:
                code.Line($"{names.Buffer(store.Buffer)} = {names.Operand(store.Value)};");
                break;
            case PlaceStep place:
                if (place.Clears)
                    code.Line($"MemoryMarshal.CreateSpan(ref {names.Buffer(place.Place.Buffer)}, {Count(place.Place.Buffer)}).Clear();");
                code.Line($"{names.Element(place.Place)} {(place.Adds ? "+=" : "=")} {names.Operand(place.Value)};");
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
