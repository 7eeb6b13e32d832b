using D2lDsl.Compiler.Fuse;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>
/// Writes the call of a loop, and what shares it among threads where its sizes make more than one chunk: a struct that hands each
/// chunk its part of the loop, and the method that puts the chunks' totals together.
/// </summary>
sealed class ChunkEmitter(RowProgram program, Chunking? chunking, KernelNames kernel, CodeWriter code, List<string> arguments, List<string> parameters, (string Name, Contraction Gemm)? after)
{
    /// <summary>True for memory that must hold the start of a sum before the first row.</summary>
    public static bool IsCleared(RowSink sink) => sink is MemoryTotal or PlaceSink { Clears: true };

    /// <summary>True where no chunk may clear the memory, for others write there too.</summary>
    public static bool IsClearedOutside(RowSink sink, Chunking? chunking) => chunking is not null && !chunking.Totals.Contains(sink);

    public static string Clear(RowSink sink, KernelNames kernel)
    {
        var buffer = sink.Target!.Buffer;
        var span = $"MemoryMarshal.CreateSpan(ref {kernel.Buffer(buffer)}, (int){kernel.Factor(buffer.Shape.Count)})";
        return sink is MemoryTotal { Monoid: not Monoid.Sum } total ? $"{span}.Fill({RowEmitter.Start(total.Monoid, buffer.Type)});" : $"{span}.Clear();";
    }

    /// <summary>Where a kept row lies in a worker's scratch memory, in bytes.</summary>
    public static string KeptAt(RowProgram program, KernelNames kernel, int row) =>
        Sum(program.Kept.Select(k => k.Access.Buffer).Where(b => b.Index < row).GroupBy(b => b.Index).Select(g => Padded(g.First(), kernel)));

    static string Padded(TensorBuffer buffer, KernelNames kernel) =>
        buffer.Shape.Count.Value is { } number ? ((number * buffer.Type.Size() + 63) / 64 * 64).ToString() : $"Partials.Padded({kernel.Size(buffer.Shape.Count * buffer.Type.Size())})";

    static string Sum(IEnumerable<string> terms) => string.Join(" + ", terms.DefaultIfEmpty("0"));

    /// <summary>True where a loop needs memory besides its tensors.</summary>
    public static bool HasScratch(RowProgram program) => program.Kept.Count > 0 || new SideBySide(program).Blocks.Count > 0;

    /// <summary>How much, in bytes: rows that are kept, and behind them the blocks of rows side by side.</summary>
    public static string ScratchBytes(RowProgram program, KernelNames kernel) =>
        Sum(new[] { KeptAt(program, kernel, int.MaxValue), (SideBySide.BlockBytes * new SideBySide(program).Blocks.Count).ToString() }.Where(t => t != "0"));

    string Kept => ScratchBytes(program, kernel);

    MemoryTotal[] Columns => [.. chunking!.Totals.OfType<MemoryTotal>()];

    ScalarTotal[] Numbers => [.. chunking!.Totals.OfType<ScalarTotal>()];

    string Scratch => HasScratch(program) ? parameters.First(p => p.StartsWith("ref byte ")).Split(' ')[2] : "";

    public IEnumerable<string> Write()
    {
        foreach (var sink in program.Sinks.Where(s => IsCleared(s) && IsClearedOutside(s, chunking)))
            yield return Clear(sink, kernel);
        foreach (var total in program.Sinks.OfType<ScalarTotal>())
            yield return $"{total.Type.Keyword()} {kernel.Number(total.Name)};";
        if (chunking is null)
        {
            yield return $"{program.Name}({string.Join(", ", arguments)});";
            yield break;
        }
        var plan = kernel.Scope.Unique("chunks");
        yield return $"var {plan} = ChunkPlan.{(after is null ? "Of" : "OfProduct")}({kernel.Size(chunking.Axis.Size)}, {kernel.Size(TurnOperations)}, {(chunking.HasColumns ? "true" : "false")});";
        yield return after is { } product ? $"if ({plan}.Count == 1) {{ {product.Name}.Run(); {program.Name}({string.Join(", ", arguments)}); }}"
            : $"if ({plan}.Count == 1) {program.Name}({string.Join(", ", arguments)});";
        yield return $"else {program.Name}Chunks({string.Join(", ", arguments.Skip(2).Where((_, i) => !IsScratch(i)).Prepend("scratch").Prepend(plan).Concat(after is { } last ? [last.Name] : []))});";
        Struct();
        Method();
    }

    /// <summary>Operations of one turn, those of the product's row included; the product does five in the time of one.</summary>
    Dim TurnOperations => after is { } product ? chunking!.Operations + product.Gemm.Columns.Concat(product.Gemm.Summed).Aggregate(Dim.One, (p, a) => p * a.Size) : chunking!.Operations;

    bool IsScratch(int i) => Scratch != "" && parameters[i + 2] == $"ref byte {Scratch}";

    /// <summary>What the chunks share: the parameters of the loop without its bounds and its totals.</summary>
    string[] Shared => [.. parameters.Skip(2).Where((p, i) => !p.StartsWith("out ") && !IsScratch(i))];

    void Struct()
    {
        using (code.Open($"ref struct {program.Name}Work : IChunks"))
        {
            foreach (var parameter in Shared)
                code.Line($"public {parameter};");
            code.Line("public nint _size, _kept, _stride, _parts;");
            code.Line("public ref byte _scratch;");
            code.Line();
            using (code.Body("public void Run(int chunk, int worker)"))
            {
                code.Line($"nint first = chunk * _size;");
                if (chunking!.Totals.Count > 0)
                    code.Line("ref var part = ref Unsafe.Add(ref _scratch, _parts + chunk * _stride);");
                code.Line($"{program.Name}({string.Join(", ", parameters.Select(Inside))});");
            }
        }
        code.Line();
    }

    /// <summary>A parameter of the loop as one chunk passes it.</summary>
    string Inside(string parameter, int i)
    {
        if (i == 0)
            return "first";
        if (i == 1)
            return $"Math.Min(first + _size, {kernel.Size(chunking!.Axis.Size)})";
        if (IsScratch(i - 2))
            return "ref Unsafe.Add(ref _scratch, worker * _kept)";
        var name = parameter.Split(' ')[parameter.Split(' ').Length - 1];
        var number = Array.FindIndex(Numbers, t => kernel.Number(t.Name) == name);
        if (parameter.StartsWith("out "))
            return $"out Scratch.At<{Numbers[number].Type.Keyword()}>(ref part, {8 * number})";
        var column = Array.FindIndex(Columns, c => kernel.Buffer(c.Access.Buffer) == name);
        return column >= 0 ? $"ref Scratch.At<{Columns[column].Access.Buffer.Type.Keyword()}>(ref part, {ColumnAt(column)})" : RowEmitter.Passed(parameter);
    }

    /// <summary>Where the chunk's part of a tensor of totals lies: after its numbers.</summary>
    string ColumnAt(int column) => Sum(Columns.Take(column).Select(c => Padded(c.Access.Buffer, kernel)).Prepend(((8 * Numbers.Length + 63) / 64 * 64).ToString()));

    void Method()
    {
        var shared = Shared;
        var outs = Numbers.Select(t => $"out {t.Type.Keyword()} {kernel.Number(t.Name)}");
        using (code.Body($"static void {program.Name}Chunks({string.Join(", ", shared.Concat(outs).Prepend("Scratch scratch").Prepend("ChunkPlan chunks").Concat(after is null ? [] : [$"Product<{after.Value.Gemm.Result.Buffer.Type.Keyword()}> product"]))})"))
        {
            code.Line("var threads = Threads.Max;");
            code.Line($"nint kept = {Kept}, stride = {ColumnAt(Columns.Length)}, parts = threads * kept;");
            code.Line("ref var memory = ref scratch.Take(parts + stride * chunks.Count);");
            // A loop over sizes in numbers that reads and writes no tensor, only totals, shares nothing.
            var fields = shared.Select(p => p.Split(' ')).Select(p => p.Length == 3 ? $"{p[2]} = ref {p[2]}" : $"{p[1]} = {p[1]}").Append("_size = chunks.Size");
            code.Line($"var work = new {program.Name}Work {{ {string.Join(", ", fields)}, _kept = kept, _stride = stride, _parts = parts, _scratch = ref memory }};");
            var operations = kernel.Size(chunking!.Operations * chunking.Axis.Size);
            code.Line(after is null ? $"Workers.Run(ref work, chunks.Count, threads, {operations});" : $"product.Then(ref work, chunks, threads, {operations});");
            for (var i = 0; i < Numbers.Length; i++)
                code.Line($"{kernel.Number(Numbers[i].Name)} = Partials.{Verb(Numbers[i].Monoid)}<{Numbers[i].Type.Keyword()}>(ref Unsafe.Add(ref memory, parts + {8 * i}), stride, chunks.Count);");
            for (var i = 0; i < Columns.Length; i++)
                code.Line($"Partials.{Verb(Columns[i].Monoid)}(ref {kernel.Buffer(Columns[i].Access.Buffer)}, {kernel.Size(Columns[i].Access.Buffer.Shape.Count)}, ref Unsafe.Add(ref memory, parts + {ColumnAt(i)}), stride, chunks.Count);");
        }
        code.Line();
    }

    static string Verb(Monoid monoid) => monoid switch { Monoid.Sum => "Sum", Monoid.Maximum => "Max", Monoid.Minimum => "Min", _ => "Prod" };
}
