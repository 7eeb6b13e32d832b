using System.Text;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Plan;

/// <summary>Tells a person what a kernel does: its steps, what is kept in memory, and what it costs in formulas of the sizes.</summary>
public static class PlanText
{
    public static string Of(ModelSignature model, IReadOnlyList<KernelProgram> programs)
    {
        var text = new StringBuilder();
        foreach (var line in PlanLists.Header(model))
            text.Append(line).Append('\n');
        foreach (var program in programs)
        {
            text.Append($"\n{program.Kind.Name}: {Count(program)}\n");
            foreach (var step in program.Kernel.Steps)
                foreach (var line in Describe(step))
                    text.Append("  ").Append(line).Append('\n');
            foreach (var line in PlanLists.Kept(program))
                text.Append("  ").Append(line).Append('\n');
            text.Append($"  arena {Arena(program.Memory.Alive())} bytes; about {Flops(program)} flops; reads and writes {Traffic(program)} bytes{(program.Kernel.AllSteps.Any(s => s is WhileStep or UnwindStep) ? ", a loop counted as one turn" : "")}\n");
        }
        if (model.HasGradient)
            text.Append($"\nTrainingStep: ForwardBackward, then one sweep of the optimiser over {Swept(model)}\n");
        return text.ToString();
    }

    /// <summary>Operations, and bytes read and written, as formulas in the sizes.</summary>
    public static (Dim Flops, Dim Bytes) Cost(KernelProgram program) => (Flops(program), Traffic(program));

    /// <summary>The loops that might have been part of an earlier one, and why they are not.</summary>
    public static IEnumerable<(string Loop, string Reason)> Apart(KernelProgram program)
    {
        var joined = new HashSet<RowProgram>(program.Kernel.AllSteps.OfType<Contraction>().Select(gemm => gemm.Then).OfType<RowProgram>());
        foreach (var rows in program.Kernel.AllSteps.OfType<RowProgram>())
            if (rows.Apart is { } reason && !joined.Contains(rows))
                yield return (rows.Name, reason);
    }

    static string Arena(IReadOnlyList<Dim> alive) => alive.Count switch { 0 => "0", 1 => alive[0].ToString(), _ => $"max({string.Join(", ", alive)})" };

    /// <summary>What an optimiser steps: each parameter of the call by itself, those of the module as one vector.</summary>
    static string Swept(ModelSignature model) => string.Join(", and one over ", model.Parameters.Where(p => !p.Member).Select(p => $"{p.Name} {p.Shape}")
        .Concat(model.Members.Any() ? [$"all {model.Members.Count()} parameters of the module"] : []));

    static string Count(KernelProgram program)
    {
        var (loops, products) = (program.Kernel.AllSteps.OfType<RowProgram>().Count(), program.Kernel.AllSteps.OfType<Contraction>().Count());
        // A loop that works on rows of a product as they are done is no loop of its own.
        loops -= program.Kernel.AllSteps.OfType<Contraction>().Count(gemm => gemm.Then is not null);
        return $"{loops} {(loops == 1 ? "loop nest" : "loop nests")}, {products} {(products == 1 ? "matrix product" : "matrix products")}";
    }

    /// <summary>What a step is, in one line.</summary>
    internal static string Title(Step step) => string.Join(", ", Describe(step).Where((line, i) => i == 0 || line.StartsWith("  and at once ", StringComparison.Ordinal)).Select(line => line.Trim()));

    static IEnumerable<string> Describe(Step step) => step switch
    {
        RowProgram rows => RowPrinter.Describe(rows),
        Contraction gemm => [$"{gemm.Name} = {(gemm.Result.Slides ? "the sum of the windows " : "")}{Factor(gemm.Left)} · {Factor(gemm.Right)}: GEMM [{Sizes(gemm.Rows)}, {Sizes(gemm.Summed)}] · [{Sizes(gemm.Summed)}, {Sizes(gemm.Columns)}]"
            + (gemm.Batch.Count > 0 ? $" for each of [{Sizes(gemm.Batch)}]" : ""), .. gemm.Then is { } rows ? RowPrinter.Describe(rows with { Apart = null }).Select((line, i) => i == 0 ? "  and at once " + line : "  " + line) : []],
        RunningScan scan => [$"{scan.Result.Name} = running {(scan.Monoid == Ops.Monoid.Sum ? "sums" : "products")} of {scan.Source.Name}{(scan.IsReversed ? " from the end" : "")}: [{scan.Outer}, {scan.Count}, {scan.Inner}] along the middle"],
        Sorting sort => [$"{sort.Result.Name} = {(sort.IsWhole ? "places" : $"first {sort.Kept} places")} of {sort.Source.Name} from the {(sort.IsDescending ? "largest" : "smallest")} on: [{sort.Outer}, {sort.Count}, {sort.Inner}] along the middle"],
        AttentionStep attention => Describe(attention),
        ScalarStep scalar => [$"{scalar.Name} = {RowPrinter.Write(scalar.Expression, i => Name(scalar.Operands[i]))}"],
        ScalarStore store => [$"{store.Buffer.Name} = {Name(store.Value)}"],
        PlaceStep place => [$"{place.Place.Buffer.Name} {(place.Adds ? "+=" : "=")} {Name(place.Value)} at one place"],
        WhileStep loop => Block($"while ({loop.Text}), at most {loop.MaxIterations} turns; carries {States(loop.States.Select(s => s.State))}"
            + (loop.Taped.Count == 0 ? "" : $"; tapes {string.Join(", ", loop.Taped.Select(t => State(t.Value)))}")
            + Collects(loop.Collected), loop.Condition.Concat(loop.Body)),
        UnwindStep unwind => Block($"back through while ({unwind.Text}), {unwind.Trips.Name} turns"
            + (unwind.Taped.Count == 0 ? ", nothing taped" : "")
            + (unwind.Scanned.Count == 0 ? "" : $"; takes {string.Join(", ", unwind.Scanned.Select(s => State(s.Whole)))}, a turn's part at a time") + Collects(unwind.Collected), unwind.Body,
            [.. unwind.Again.Select(again => $"computes {again}")]),
        IfStep choice => Block($"if {Name(choice.Test)}, for {States(choice.Results)}", choice.Then).Concat(Block("else", choice.Else)),
        _ => [],
    };

    // Windows are read, or added up, where they lie: there is no copy of them.
    static string Factor(Access access) => access.Slides ? $"windows of {access.Buffer.Name}" : access.Buffer.Name;

    static IEnumerable<string> Describe(AttentionStep step)
    {
        var product = $"{step.Query.Name}·{step.Key.Name}ᵀ";
        var scores = step.Scores is null ? $"{Name(step.Scale)}·{product}" : "scores";
        var softmax = step.Weights is null ? $"softmax({scores})" : "weights";
        var result = $"{softmax}·{step.Value.Name}";
        var made = new[] { step.IsKnown ? null : step.Result, step.Backward?.Query, step.Backward?.Key, step.Backward?.Value }.OfType<TensorBuffer>();
        var title = $"{Names(made)} = " + (step.IsKnown ? "" : result) + (step.Backward is not { } back ? "" : (step.IsKnown ? "" : " and ") + $"gradients of {result} from {back.Seed.Name}");
        yield return $"{title}: attention, a block of [{step.Queries}, {step.Keys}] at a time" + (step.Batches.IsOne ? "" : $" for each of [{step.Batches}]")
            + Laid(step.InPlace, "read where it lies", "read where they lie") + Laid(step.Placed, "written where it belongs", "written where they belong");
        if (step.Scores is { } masked)
            yield return $"  scores = {RowPrinter.Formula(masked, product)}";
        if (step.Reach is { } reach)
            yield return $"  keys from {Dim.Symbol("query") + reach.Offset + 1} on are left out where their weights are 0";
        if (step.Weights is { } dropped)
            yield return $"  weights = {RowPrinter.Formula(dropped, $"softmax({scores})")}";
    }

    static string Laid(IEnumerable<TensorBuffer> buffers, string one, string several) => Names(buffers) is { Length: > 0 } names ? $"; {names} {(names.Contains(',') ? several : one)}" : "";

    static string Names(IEnumerable<TensorBuffer> buffers) => string.Join(", ", buffers.Select(buffer => buffer.Name).Distinct());

    static IEnumerable<string> Block(string title, IEnumerable<Step> steps, params string[] remarks) => remarks.Concat(steps.SelectMany(Describe)).Select(line => "  " + line).Prepend(title);

    static string Collects(IReadOnlyList<(StateValue Whole, StateSource Part)> collected) =>
        collected.Count == 0 ? "" : $"; collects {States(collected.Select(c => c.Whole))}, a turn's part at a time";

    static string States(IEnumerable<StateValue> states) => string.Join(", ", states.Select(s => s.Number?.Name ?? s.Buffer!.Name));

    static string State(StateSource source) => source.Number is { } number ? Name(number) : source.Buffer!.Name;

    static string Sizes(IEnumerable<LoopAxis> axes) => string.Join("·", axes.Select(a => a.Size));

    static string Name(ScalarOperand operand) => operand switch
    {
        ScalarNumber number => number.Name,
        ScalarElement element => element.Buffer.Name,
        ScalarSize size => size.Size.IsAtom ? size.Size.ToString() : $"({size.Size})",
        ScalarLiteral literal => RowPrinter.Write(new Scalar.Const(literal.Value), _ => ""),
        _ => "",
    };

    /// <summary>Arithmetic operations, a function such as exp counted as 10; small terms included.</summary>
    static Dim Flops(KernelProgram program) => program.Kernel.AllSteps.Aggregate(Dim.Constant(0), (sum, step) => sum + step switch
    {
        RowProgram rows => Flops(rows),
        AttentionStep attention => attention.Flops,
        Contraction gemm => gemm.Batch.Concat(gemm.Rows).Concat(gemm.Columns).Concat(gemm.Summed).Aggregate(Dim.Constant(2), (p, a) => p * a.Size),
        RunningScan scan => scan.Outer * scan.Count * scan.Inner,
        Sorting sort => 10 * sort.Outer * sort.Count * sort.Inner,
        _ => 1,
    });

    static Dim Flops(RowProgram rows)
    {
        var outer = Product(rows.Outer);
        var all = outer * Product(rows.Row);
        var sum = Dim.Constant(0);
        foreach (var value in rows.Values)
            sum += (value.Level == Level.Element || value is RowTotal ? all : value.Level == Level.Row ? outer : 1)
                * (value is MapValue map ? map.Expression.Weight() : value is RowTotal ? 1 : 0);
        return rows.Sinks.Where(s => s is not StoreSink).Aggregate(sum, (total, s) => total + (s.Level == Level.Element ? all : outer));
    }

    static Dim Product(IEnumerable<LoopAxis> axes) => axes.Aggregate(Dim.One, (p, a) => p * a.Size);

    /// <summary>Every buffer a step touches, once a step.</summary>
    static Dim Traffic(KernelProgram program)
    {
        // What a loop takes from a product on the spot is never in memory.
        var nowhere = new HashSet<int>(program.Kernel.AllSteps.OfType<Contraction>().Where(gemm => !gemm.Leaves).Select(gemm => gemm.Result.Buffer.Index));
        return program.Kernel.AllSteps.Aggregate(Dim.Constant(0), (sum, step) => sum + Touched(step).Where(b => b.Kind != BufferKind.Temporary || !nowhere.Contains(b.Index))
            .Distinct().Aggregate(Dim.Constant(0), (s, b) => s + b.Shape.Count * b.Type.Size()));
    }

    static IEnumerable<TensorBuffer> Touched(Step step) => step switch
    {
        RowProgram rows => rows.Accesses.Select(a => a.Buffer),
        Contraction gemm => [gemm.Left.Buffer, gemm.Right.Buffer, gemm.Result.Buffer],
        RunningScan scan => [scan.Source, scan.Result],
        Sorting sort => [sort.Source, sort.Result],
        AttentionStep attention => attention.Buffers,
        _ => Enumerable.Empty<TensorBuffer>(),
    };
}
