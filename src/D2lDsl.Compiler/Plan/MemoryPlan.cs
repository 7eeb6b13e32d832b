using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Plan;

/// <summary>A temporary in the arena: how large it is, and the first and the last step that touch it.</summary>
public sealed record Slot(int Number, Dim Count, ElementType Type, int First, int Last);

/// <summary>
/// When temporaries live: from the step that writes one to the last that reads it. Where they lie is decided when their sizes are
/// known; those that are never alive together then share memory.
/// </summary>
public sealed class MemoryPlan
{
    readonly Dictionary<int, Slot> slots = [];

    MemoryPlan()
    {
    }

    public IReadOnlyList<Slot> Slots => [.. slots.Values.OrderBy(s => s.Number)];

    public Slot Of(TensorBuffer temporary) => slots[temporary.Index];

    /// <summary>What is alive at once, in bytes: the sums of which the largest is what the arena needs at least.</summary>
    public IReadOnlyList<Dim> Alive()
    {
        var sums = Slots.Select(s => s.First).Distinct().Select(step => Slots.Where(s => s.First <= step && step <= s.Last)
            .Aggregate(Dim.Constant(0), (sum, s) => sum + s.Count * s.Type.Size())).Distinct().ToList();
        return [.. sums.Where(sum => !sums.Any(other => !other.Equals(sum) && (other - sum).IsNeverNegative)).OrderBy(s => s.ToString(), StringComparer.Ordinal)];
    }

    public static MemoryPlan Of(Kernel kernel)
    {
        var plan = new MemoryPlan();
        var lives = Lives(kernel);
        foreach (var buffer in kernel.Buffers.Where(b => b.Kind == BufferKind.Temporary))
        {
            var (first, last) = lives.TryGetValue(buffer.Index, out var life) ? life : (0, 0);
            plan.slots.Add(buffer.Index, new(plan.slots.Count, buffer.Shape.Count, buffer.Type, first, last));
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
        Contraction gemm => new[] { gemm.Left.Buffer, gemm.Right.Buffer, gemm.Result.Buffer }.Concat(gemm.Then is { } rows ? Touched(rows) : [])
            .Where(b => gemm.Leaves || b.Kind != gemm.Result.Buffer.Kind || b.Index != gemm.Result.Buffer.Index),
        RunningScan scan => [scan.Source, scan.Result],
        Sorting sort => [sort.Source, sort.Result],
        AttentionStep attention => attention.Buffers.Concat(attention.Numbers.Append(attention.Scale).SelectMany(Read)),
        ScalarStep scalar => scalar.Operands.SelectMany(Read),
        ScalarStore store => Read(store.Value).Append(store.Buffer),
        PlaceStep place => Read(place.Value).Concat(Read(place.Place)),
        WhileStep loop => Inside(loop.Condition.Concat(loop.Body), loop.States.Select(s => s.State).Concat(loop.Collected.Select(c => c.Whole)),
            loop.States.Select(s => s.Start).Concat(loop.Next).Concat(loop.Taped.Select(t => t.Value)).Concat(loop.Collected.Select(c => c.Part))),
        UnwindStep unwind => Inside(unwind.Body, unwind.States.Select(s => s.State).Concat(unwind.Taped.Select(t => t.Value)).Concat(unwind.Scanned.Select(s => s.Part)).Concat(unwind.Collected.Select(c => c.Whole)),
            unwind.States.Select(s => s.Start).Concat(unwind.Next).Concat(unwind.Scanned.Select(s => s.Whole)).Concat(unwind.Collected.Select(c => c.Part))),
        IfStep choice => Inside(choice.Then.Concat(choice.Else), choice.Results, choice.ThenResults.Concat(choice.ElseResults)),
        _ => [],
    };

    static IEnumerable<TensorBuffer> Read(ScalarOperand operand) =>
        operand is ScalarElement element ? element.Indices.SelectMany(i => Read(i.At)).Append(element.Buffer) : [];

    /// <summary>What a loop or condition touches is alive as long as it runs.</summary>
    static IEnumerable<TensorBuffer> Inside(IEnumerable<Step> steps, IEnumerable<StateValue> states, IEnumerable<StateSource> sources) =>
        steps.SelectMany(Touched).Concat(states.Select(s => s.Buffer).OfType<TensorBuffer>()).Concat(sources.Select(s => s.Buffer).OfType<TensorBuffer>());
}
