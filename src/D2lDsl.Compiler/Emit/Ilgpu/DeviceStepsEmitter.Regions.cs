using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>Loops and conditions run on the host, which reads one flag a turn; their values stay on the device.</summary>
sealed partial class DeviceStepsEmitter
{
    void While(WhileStep loop)
    {
        code.Line($"// while ({loop.Text})");
        Advance([.. loop.States.Select(s => s.State)], [.. loop.States.Select(s => s.Start)]);
        var turns = host.Number(loop.Trips.Name);
        code.Line($"var {turns} = 0;");
        using (code.Open("while (true)"))
        {
            WriteAll(loop.Condition);
            code.Line($"if (!device.IsSet({Number(loop.Test)})) break;");
            code.Line($"if ({turns} == {loop.MaxIterations}) Guard.Iterations(Model, {SignatureEmitter.Literal(loop.Text)}, {loop.MaxIterations});");
            foreach (var (value, tape) in loop.Taped)
                code.Line(value.Buffer is { } buffer ? $"{TapeName(tape)}.Push({Viewed(buffer)}, {Elements(buffer)});" : $"{TapeName(tape)}.Push({Number(value.Number!)}, 1);");
            WriteAll(loop.Body);
            Collect(loop.Collected, turns);
            Advance([.. loop.States.Select(s => s.State)], loop.Next);
            code.Line($"{turns}++;");
        }
    }

    void Unwind(UnwindStep unwind)
    {
        code.Line($"// back through while ({unwind.Text})");
        Advance([.. unwind.States.Select(s => s.State)], [.. unwind.States.Select(s => s.Start)]);
        var turn = host.Scope.Unique("turn");
        using (code.Open($"for (var {turn} = {host.Number(unwind.Trips.Name)}; {turn} > 0; {turn}--)"))
        {
            foreach (var (value, tape) in unwind.Taped)
                code.Line(value.Buffer is { } buffer ? $"{TapeName(tape)}.Pop({Viewed(buffer)}, {Elements(buffer)});" : $"{TapeName(tape)}.Pop({Number(value.Number!)}, 1);");
            foreach (var (part, whole) in unwind.Scanned)
                code.Line($"device.Copy({Part(whole, $"({turn} - 1)", part)}, {View(part)});");
            WriteAll(unwind.Body);
            Collect(unwind.Collected, $"({turn} - 1)");
            Advance([.. unwind.States.Select(s => s.State)], unwind.Next);
        }
    }

    void Collect(IReadOnlyList<(StateValue Whole, StateSource Part)> collected, string turn)
    {
        foreach (var (whole, part) in collected)
            code.Line($"device.Copy({View(part)}, {Part(whole, turn, part)});");
    }

    void If(IfStep choice)
    {
        using (code.Open($"if (device.IsSet({Number(choice.Test)}))"))
        {
            WriteAll(choice.Then);
            Advance(choice.Results, choice.ThenResults);
        }
        using (code.Open("else"))
        {
            WriteAll(choice.Else);
            Advance(choice.Results, choice.ElseResults);
        }
    }

    string View(StateSource value) => value.Buffer is { } buffer ? Viewed(buffer) : Number(value.Number!);

    string View(StateValue value) => View(new StateSource(value.Number, value.Buffer));

    /// <summary>A turn's position of a tensor's first axis.</summary>
    string Part(StateSource whole, string turn, StateValue part) => Part(new StateValue((ScalarNumber?)whole.Number, whole.Buffer), turn, new(part.Number, part.Buffer));

    string Part(StateValue whole, string turn, StateSource part) =>
        part.Buffer is { } buffer ? $"{View(whole)}.SubView((long){turn} * {Elements(buffer)}, {Elements(buffer)})" : $"{View(whole)}.SubView({turn}, 1)";

    string Elements(TensorBuffer buffer) => $"(int)({DeviceNaming.Count(buffer.Shape.Count, shared.Size)})";

    /// <summary>The host's view of a number; one that is not in memory yet is put there.</summary>
    string Number(ScalarOperand operand)
    {
        if (operand is ScalarNumber number)
            return Viewed(memory.Number(number.Name, number.Type));
        var type = operand switch { ScalarElement e => e.Buffer.Type, ScalarSize s => s.Type, ScalarLiteral l => l.Type, _ => ElementType.Bool };
        var copy = memory.Extra("copy", Shape.Scalar, type);
        pending.Add(Assignment.Of(copy, operand));
        Flush();
        return Viewed(copy);
    }

    /// <summary>Sets all states at once.</summary>
    void Advance(IReadOnlyList<StateValue> states, IReadOnlyList<StateSource> next)
    {
        var pairs = states.Zip(next, (state, source) => (state, source)).ToArray();
        foreach (var (state, source) in pairs)
            if (state.Number is { } number && !number.Equals(source.Number))
                pending.Add(Assignment.Of(memory.Number(number.Name, number.Type), source.Number!));
        Flush(together: true);
        foreach (var (state, source) in pairs)
            if (state.Buffer is { } target)
                if (source.Buffer is { } from)
                {
                    if (from.Kind != target.Kind || from.Index != target.Index)
                        code.Line($"device.Copy({Viewed(from)}, {Viewed(target)});");
                }
                else
                    Fill(target, source.Number!);
    }

    /// <summary>A tensor whose elements are all one number.</summary>
    void Fill(TensorBuffer target, ScalarOperand number)
    {
        var value = new OutsideValue(number, target.Type, "number") { Level = Level.Kernel };
        var access = new Access(target, EquatableArray.Of<(int, Dim)>((0, Dim.One)));
        var name = $"{Prefix}Fill{++numbers}";
        Write(new WalkStep(name, [], [new LoopAxis(0, target.Shape.Count)], [value], [], [new StoreSink(0, Level.Element, access)]), [$"{name}: {target.Name} filled with one number"]);
    }
}
