using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

public sealed partial class KernelEmitter
{
    void While(WhileStep loop, KernelProgram program, CodeWriter methods)
    {
        code.Line($"// while ({loop.Text})");
        foreach (var (state, start) in loop.States)
            Declare(state, start);
        var turns = names.Number(loop.Trips.Name);
        code.Line($"var {turns} = 0;");
        DeclareCollected(loop.Collected);
        using (code.Open("while (true)"))
        {
            foreach (var step in loop.Condition)
                Write(step, program, methods);
            code.Line($"if (!{names.Operand(loop.Test)}) break;");
            code.Line($"if ({turns} == {loop.MaxIterations}) Guard.Iterations(Model, {SignatureEmitter.Literal(loop.Text)}, {loop.MaxIterations});");
            foreach (var (value, tape) in loop.Taped)
                code.Line(value.Buffer is { } buffer ? $"{TapeName(program, tape)}.Push(ref {names.Buffer(buffer)}, {Count(buffer)});" : $"{TapeName(program, tape)}.Push({names.Operand(value.Number!)});");
            var (placed, copied) = Placed(loop.Collected, loop.Body, [.. loop.States.Select(s => s.State.Buffer)]);
            Place(placed, turns);
            foreach (var step in loop.Body)
                Write(step, program, methods);
            Collect(copied, turns);
            Advance([.. loop.States.Select(s => s.State)], loop.Next);
            code.Line($"{turns}++;");
        }
    }

    void Unwind(UnwindStep unwind, KernelProgram program, CodeWriter methods)
    {
        code.Line($"// back through while ({unwind.Text})");
        foreach (var (state, start) in unwind.States)
            Declare(state, start);
        var turn = names.Scope.Unique("turn");
        DeclareCollected(unwind.Collected);
        using (code.Open($"for (var {turn} = {names.Number(unwind.Trips.Name)}; {turn} > 0; {turn}--)"))
        {
            foreach (var (value, tape) in unwind.Taped)
                code.Line(value.Buffer is { } buffer ? $"{TapeName(program, tape)}.Pop(ref {names.Buffer(buffer)}, {Count(buffer)});" : $"var {names.Number(value.Number!.Name)} = {TapeName(program, tape)}.Pop();");
            foreach (var (part, whole) in unwind.Scanned)
                code.Line(part.Number is { } number ? $"var {names.Number(number.Name)} = {(whole.Number is { } only ? names.Operand(only) : Part(whole.Buffer!, $"({turn} - 1)"))};"
                    : $"{names.Buffer(part.Buffer!)} = ref {Part(whole.Buffer!, $"({turn} - 1)")};");
            var (placed, copied) = Placed(unwind.Collected, unwind.Body, [.. unwind.States.Select(s => s.State.Buffer)]);
            Place(placed, $"({turn} - 1)");
            foreach (var step in unwind.Body)
                Write(step, program, methods);
            Collect(copied, $"({turn} - 1)");
            Advance([.. unwind.States.Select(s => s.State)], unwind.Next);
        }
    }

    void DeclareCollected(IReadOnlyList<(StateValue Whole, StateSource Part)> collected)
    {
        foreach (var number in collected.Select(c => c.Whole.Number).OfType<ScalarNumber>())
            code.Line($"{number.Type.Keyword()} {names.Number(number.Name)} = default;");
    }

    /// <summary>
    /// What is collected, parted into what a loop nest or a product of the body may write where it belongs, and what is copied there: what goes
    /// on in a state's own memory, or comes from elsewhere.
    /// </summary>
    static (List<(StateValue Whole, StateSource Part)> Placed, List<(StateValue Whole, StateSource Part)> Copied) Placed(
        IReadOnlyList<(StateValue Whole, StateSource Part)> collected, IReadOnlyList<Step> body, TensorBuffer?[] states)
    {
        var written = body.SelectMany(step => step switch
        {
            RowProgram rows => rows.Sinks.Select(s => s.Target?.Buffer),
            Contraction { Then: { } rows } product => rows.Sinks.Select(s => s.Target?.Buffer).Append(product.Result.Buffer),
            Contraction product => [product.Result.Buffer],
            AttentionStep attention => [attention.Result, attention.RowSums, attention.Backward?.Query, attention.Backward?.Key, attention.Backward?.Value],
            _ => [],
        }).OfType<TensorBuffer>().Where(b => b.Kind == BufferKind.Temporary).Select(b => b.Index).Except(states.Select(s => s?.Index ?? -1)).ToList();
        var placed = collected.Where((c, i) => c.Part.Buffer is { Kind: BufferKind.Temporary, Index: var index } && written.Contains(index)
            && collected.Take(i).All(earlier => earlier.Part.Buffer?.Index != index)).ToList();
        return (placed, [.. collected.Except(placed)]);
    }

    void Place(IEnumerable<(StateValue Whole, StateSource Part)> placed, string turn)
    {
        foreach (var (whole, part) in placed)
            code.Line($"{names.Buffer(part.Buffer!)} = ref {Part(whole.Buffer!, turn)};");
    }

    /// <summary>Puts what a turn has computed to the turn's position.</summary>
    void Collect(IReadOnlyList<(StateValue Whole, StateSource Part)> collected, string turn)
    {
        foreach (var (whole, part) in collected)
            code.Line(whole.Number is { } number ? $"{names.Number(number.Name)} = {names.Operand(part.Number!)};"
                : part.Number is { } single ? $"{Part(whole.Buffer!, turn)} = {names.Operand(single)};"
                : $"MemoryMarshal.CreateSpan(ref {names.Buffer(part.Buffer!)}, {Count(part.Buffer!)}).CopyTo(MemoryMarshal.CreateSpan(ref {Part(whole.Buffer!, turn)}, {Count(part.Buffer!)}));");
    }

    void If(IfStep choice, KernelProgram program, CodeWriter methods)
    {
        foreach (var number in choice.Results.Select(r => r.Number).OfType<ScalarNumber>())
            code.Line($"{number.Type.Keyword()} {names.Number(number.Name)};");
        using (code.Open($"if ({names.Operand(choice.Test)})"))
        {
            foreach (var step in choice.Then)
                Write(step, program, methods);
            Advance(choice.Results, choice.ThenResults);
        }
        using (code.Open("else"))
        {
            foreach (var step in choice.Else)
                Write(step, program, methods);
            Advance(choice.Results, choice.ElseResults);
        }
    }

    void Declare(StateValue state, StateSource start)
    {
        if (state.Number is { } number)
            code.Line($"{number.Type.Keyword()} {names.Number(number.Name)} = {names.Operand(start.Number!)};");
        else
            Copy(state, start);
    }

    /// <summary>Sets all states at once: one may be the next value of another.</summary>
    void Advance(IReadOnlyList<StateValue> states, IReadOnlyList<StateSource> next)
    {
        var numbers = states.Zip(next, (s, n) => (s.Number, n)).Where(x => x.Number is not null)
            .Select(x => (Target: names.Number(x.Number!.Name), Value: names.Operand(x.n.Number!))).Where(x => x.Target != x.Value).ToArray();
        if (numbers.Length == 1)
            code.Line($"{numbers[0].Target} = {numbers[0].Value};");
        else if (numbers.Length > 1)
            code.Line($"({string.Join(", ", numbers.Select(n => n.Target))}) = ({string.Join(", ", numbers.Select(n => n.Value))});");
        foreach (var (state, source) in states.Zip(next, (s, n) => (s, n)).Where(x => x.s.Buffer is { } state && (x.n.Buffer is not { } from || from.Kind != state.Kind || from.Index != state.Index)))
            Copy(state, source);
    }

    void Copy(StateValue state, StateSource source)
    {
        var target = $"MemoryMarshal.CreateSpan(ref {names.Buffer(state.Buffer!)}, {Count(state.Buffer!)})";
        code.Line(source.Buffer is { } buffer
            ? $"MemoryMarshal.CreateSpan(ref {names.Buffer(buffer)}, {Count(buffer)}).CopyTo({target});"
            : $"{target}.Fill({names.Operand(source.Number!)});");
    }

    /// <summary>A turn's position of a tensor's first axis.</summary>
    string Part(TensorBuffer whole, string turn)
    {
        var size = Shape.Of(whole.Shape.Dims.Skip(1)).Count;
        return $"Unsafe.Add(ref {names.Buffer(whole)}, (nint){turn}{(size.IsOne ? "" : $" * {names.Factor(size)}")})";
    }

    string Count(TensorBuffer buffer) => Int(buffer.Shape.Count);
}
