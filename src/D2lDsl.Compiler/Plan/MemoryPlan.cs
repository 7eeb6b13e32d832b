using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Plan;

/// <summary>A stretch of the arena; temporaries that are never alive together share one.</summary>
public sealed record Slot(int Number, Dim Count, ElementType Type);

/// <summary>
/// Where temporaries lie. A temporary lives from the step that writes it to the last that reads it; a later one of the same
/// number of elements takes over its place.
/// </summary>
public sealed class MemoryPlan
{
    readonly Dictionary<int, Slot> slots = [];

    MemoryPlan()
    {
    }

    public IReadOnlyList<Slot> Slots => [.. slots.Values.Distinct().OrderBy(s => s.Number)];

    public Slot Of(TensorBuffer temporary) => slots[temporary.Index];

    public static MemoryPlan Of(Kernel kernel)
    {
        var plan = new MemoryPlan();
        var free = new List<(Slot Slot, int Since)>();
        var live = new List<(Slot Slot, int Until)>();
        var lives = Lives(kernel);
        var made = 0;
        var temporaries = kernel.Buffers.Where(b => b.Kind == BufferKind.Temporary)
            .Select(b => (Buffer: b, Life: lives.TryGetValue(b.Index, out var life) ? life : (First: 0, Last: 0)))
            .OrderBy(t => t.Life.First);
        foreach (var (buffer, (first, last)) in temporaries)
        {
            foreach (var done in live.Where(l => l.Until < first).ToArray())
            {
                live.Remove(done);
                free.Add((done.Slot, done.Until));
            }
            var count = buffer.Shape.Count;
            var fit = free.FindIndex(f => f.Slot.Type == buffer.Type && f.Slot.Count.Equals(count));
            var slot = fit >= 0 ? free[fit].Slot : new Slot(made++, count, buffer.Type);
            if (fit >= 0)
                free.RemoveAt(fit);
            plan.slots.Add(buffer.Index, slot);
            live.Add((slot, last));
        }
        return plan;
    }

    /// <summary>The first and the last step that touch each temporary, by its number.</summary>
    static Dictionary<int, (int First, int Last)> Lives(Kernel kernel)
    {
        var lives = new Dictionary<int, (int First, int Last)>();
        for (var step = 0; step < kernel.Steps.Count; step++)
            foreach (var buffer in Touched(kernel.Steps[step]))
                if (buffer.Kind == BufferKind.Temporary)
                    lives[buffer.Index] = (lives.TryGetValue(buffer.Index, out var life) ? life.First : step, step);
        return lives;
    }

    /// <summary>The buffers a step reads or writes.</summary>
    internal static IEnumerable<TensorBuffer> Touched(Step step) => step switch
    {
        RowProgram rows => rows.Accesses.Select(a => a.Buffer).Concat(rows.Values.OfType<OutsideValue>().SelectMany(v => Read(v.Source))),
        Contraction gemm => new[] { gemm.Left.Buffer, gemm.Right.Buffer, gemm.Result.Buffer }.Concat(gemm.Then is { } rows ? Touched(rows) : []),
        RunningSum scan => [scan.Source, scan.Result],
        AttentionStep attention => attention.Buffers.Concat(Read(attention.Scale)),
        ScalarStep scalar => scalar.Operands.SelectMany(Read),
        ScalarStore store => Read(store.Value).Append(store.Buffer),
        PlaceStep place => Read(place.Value).Concat(Read(place.Place)),
        WhileStep loop => Inside(loop.Condition.Concat(loop.Body), loop.States.Select(s => s.State), loop.States.Select(s => s.Start).Concat(loop.Next).Concat(loop.Taped.Select(t => t.Value))),
        UnwindStep unwind => Inside(unwind.Body, unwind.States.Select(s => s.State).Concat(unwind.Taped.Select(t => t.Value)), unwind.States.Select(s => s.Start).Concat(unwind.Next)),
        IfStep choice => Inside(choice.Then.Concat(choice.Else), choice.Results, choice.ThenResults.Concat(choice.ElseResults)),
        _ => [],
    };

    static IEnumerable<TensorBuffer> Read(ScalarOperand operand) =>
        operand is ScalarElement element ? element.Indices.SelectMany(i => Read(i.At)).Append(element.Buffer) : [];

    /// <summary>What a loop or condition touches is alive as long as it runs.</summary>
    static IEnumerable<TensorBuffer> Inside(IEnumerable<Step> steps, IEnumerable<StateValue> states, IEnumerable<StateSource> sources) =>
        steps.SelectMany(Touched).Concat(states.Select(s => s.Buffer).OfType<TensorBuffer>()).Concat(sources.Select(s => s.Buffer).OfType<TensorBuffer>());
}
