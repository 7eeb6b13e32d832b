using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>A method for a part of one row, where the caller says which row and which part: what attention does to its scores.</summary>
sealed partial class RowEmitter
{
    /// <summary>The variable that says how long the part is; null where whole rows are walked.</summary>
    string? length;

    /// <summary>Writes the method, unless an earlier one is the same; its name, and the arguments and parameters behind those of its place.</summary>
    /// <param name="program">Its outer loops are batches, then the row, then where the part begins.</param>
    public static (string Name, IReadOnlyList<string> Arguments, IReadOnlyList<string> Parameters) WritePart(
        RowProgram program, KernelNames kernel, CodeWriter code, SharedLoops loops, PreparedMethods prepared)
    {
        var own = code.Beside();
        var emitter = new RowEmitter(program, kernel, own, RowWalk.Part);
        var row = kernel.Buffer(program.Sinks[0].Target!.Buffer);
        var (arguments, parameters) = emitter.Signature();
        var at = parameters.FindIndex(p => p.EndsWith(" " + row));
        arguments.RemoveAt(at);
        parameters.RemoveAt(at);
        emitter.Part(row, parameters);
        var name = loops.Of(program.Name, own.ToString());
        if (name == program.Name)
            code.Lines(own.ToString().TrimEnd('\n') + "\n");
        prepared.Add(name);
        return (name, arguments, parameters);
    }

    void Part(string row, IEnumerable<string> parameters)
    {
        var batch = scope.Unique("batch");
        length = scope.Unique("length");
        var (query, begin) = (loops[program.Outer.Count - 2], loops[program.Outer.Count - 1]);
        foreach (var line in RowPrinter.Describe(program).Skip(1))
            code.Line("// " + line.Trim());
        code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (code.Body($"static void {program.Name}({string.Join(", ", new[] { $"nint {batch}", $"nint {query}", $"nint {begin}", $"nint {length}", $"ref {lanes.Type.Keyword()} {row}" }.Concat(parameters))})"))
        {
            // Batches are counted as one.
            for (var axis = program.Outer.Count - 3; axis >= 0; axis--)
            {
                code.Line($"var {loops[axis]} = {batch}{(axis > 0 ? " % " + kernel.Factor(program.Outer[axis].Size) : "")};");
                if (axis > 0)
                    code.Line($"{batch} /= {kernel.Factor(program.Outer[axis].Size)};");
            }
            foreach (var id in Where(Level.Kernel, 0))
                Let(id, Strand.Single, 0);
            constantsPlace = code.Mark();
            RowValues(0, [Strand.Single]);
            Pass(0, [Strand.Single]);
        }
        code.Line();
    }
}
