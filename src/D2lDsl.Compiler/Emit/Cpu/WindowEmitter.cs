using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Writes a matrix product one of whose matrices is windows, as calls of the runtime: the axes of windows by name, loops over what no matrix takes.</summary>
sealed class WindowEmitter(KernelNames names, CodeWriter code)
{
    public void Write(Contraction gemm)
    {
        if (gemm.Result.Slides)
            WriteSum(gemm);
        else
            WriteProduct(gemm);
    }

    // The matrix beside the windows runs through memory in one stride a side, and so does the result; windows take any axes.
    void WriteProduct(Contraction gemm)
    {
        var (windows, other, result) = gemm.Left.Slides ? (gemm.Left, gemm.Right, gemm.Result) : (gemm.Right, gemm.Left, gemm.Result);
        var (along, others) = gemm.Left.Slides ? (gemm.Rows, gemm.Columns) : (gemm.Columns, gemm.Rows);
        var (alongRest, q) = Split(along, result);
        var (othersRest, o) = Split(others, other, result);
        var (summedRest, p) = Split(gemm.Summed, other);
        var single = Contraction.Merge(o, other, result)[0];
        var (cOther, cAlong) = (result.StrideOf(single.Class), result.StrideOf(q[q.Count - 1].Class));
        if (!cOther.IsOne && !cAlong.IsOne)
            throw new InvalidOperationException($"The result {gemm.Name} of a product with windows does not run along rows or columns.");
        var loops = gemm.Batch.Concat(othersRest).Concat(alongRest).Select(a => (Axis: a, Sums: false)).Concat(summedRest.Select(a => (Axis: a, Sums: true))).ToList();
        code.Line($"// {gemm.Name} = {other.Buffer.Name} · windows of {windows.Buffer.Name}: [{Sizes(o)}, {Sizes(p)}] · [{Sizes(p)}, {Sizes(q)}]{ForEach(loops.Select(l => l.Axis))}");
        // The last loop is the runtime's.
        var inner = loops.Count > 0 ? loops[loops.Count - 1] : default;
        var outer = Open(loops.Take(loops.Count - 1).Select(l => l.Axis));
        var adds = outer.Where((_, i) => loops[i].Sums).Select(l => $"{l.Variable} > 0").ToArray();
        code.Line($"WindowProduct.Multiply({(inner.Axis is { } count ? names.Size(count.Size) : "1")}, sums: {(inner.Sums ? "true" : "false")}, {names.Size(single.Size)}, "
            + $"{At(other, outer)}, {Step(other, inner.Axis)}, {names.Size(other.StrideOf(single.Class))}, {names.Size(other.StrideOf(p[p.Count - 1].Class))}, "
            + $"{At(windows, outer)}, {Step(windows, inner.Axis)}, {Axes(p, windows)}, {Axes(q, windows)}, "
            + $"{At(result, outer)}, {(inner.Sums ? "0" : Step(result, inner.Axis))}, {names.Size(cOther)}, {names.Size(cAlong)}, add: {(adds.Length > 0 ? string.Join(" || ", adds) : "false")});");
        Close(outer);
    }

    // Axes before the windows' keep them apart: the last is the planes, others are loops.
    void WriteSum(Contraction gemm)
    {
        var (result, apart) = (gemm.Result, gemm.Planes!.Apart);
        var planes = gemm.Rows.Concat(gemm.Columns).FirstOrDefault(a => a.Class == gemm.Planes.Next);
        var byRow = planes is null || gemm.Rows.Contains(planes);
        var (left, right) = byRow ? (gemm.Left, gemm.Right) : (gemm.Right, gemm.Left);
        var (rows, columns) = byRow ? (gemm.Rows, gemm.Columns) : (gemm.Columns, gemm.Rows);
        var loops = gemm.Batch.Concat(rows).Concat(columns).Where(a => apart.Contains(a.Class) && a != planes).ToList();
        List<LoopAxis> row = [.. rows.Where(a => !apart.Contains(a.Class))], column = [.. columns.Where(a => !apart.Contains(a.Class))];
        var k = Contraction.Merge(gemm.Summed, left, right)[0];
        code.Line($"// {gemm.Name} = the sum of the windows {left.Buffer.Name} · {right.Buffer.Name}: [{Sizes(planes is null ? row : [planes, .. row])}, {k.Size}] · [{k.Size}, {Sizes(column)}]{ForEach(loops)}");
        var inner = loops.Count > 0 ? loops[loops.Count - 1] : null;
        var outer = Open(loops.Take(loops.Count - 1));
        code.Line($"WindowProduct.Fold({(inner is null ? "1" : names.Size(inner.Size))}, {(planes is null ? "1" : names.Size(planes.Size))}, {names.Size(gemm.Planes.Size)}, {names.Size(k.Size)}, "
            + $"{At(left, outer)}, {Step(left, inner)}, {Last(row, left)}, {names.Size(left.StrideOf(k.Class))}, {At(right, outer)}, {Step(right, inner)}, {names.Size(right.StrideOf(k.Class))}, {Last(column, right)}, "
            + $"{At(result, outer)}, {Step(result, inner)}, {Axes(row, result)}, {Axes(column, result)}{(gemm.Planes.Wanted.Count == 0 ? "" : $", {names.Size(gemm.Planes.First)}, [{string.Join(", ", gemm.Planes.Wanted.Select(a => $"({names.Size(a.Size)}, {names.Size(a.Stride)})"))}]")});");
        Close(outer);

        string Last(List<LoopAxis> axes, Access access) => names.Size(access.StrideOf(axes[axes.Count - 1].Class));
    }

    // The axes at the end that all walks take as one, and those before.
    static (List<LoopAxis> Before, List<LoopAxis> Inner) Split(IReadOnlyList<LoopAxis> axes, params Access[] walks)
    {
        var from = axes.Count - 1;
        while (from > 0 && Contraction.Merge([.. axes.Skip(from - 1)], walks).Count == 1)
            from--;
        return ([.. axes.Take(from)], [.. axes.Skip(from)]);
    }

    List<(string Variable, LoopAxis Axis, IDisposable Block)> Open(IEnumerable<LoopAxis> loops)
    {
        var scope = new NameScope(names.Scope);
        return [.. loops.Select((axis, i) => (scope.Unique(i < 4 ? "ijkl"[i].ToString() : "i" + i), axis)).Select(l =>
            (l.Item1, l.axis, code.Open($"for (nint {l.Item1} = 0; {l.Item1} < {names.Size(l.axis.Size)}; {l.Item1}++)")))];
    }

    static void Close(List<(string Variable, LoopAxis Axis, IDisposable Block)> blocks)
    {
        foreach (var (_, _, block) in Enumerable.Reverse(blocks))
            block.Dispose();
    }

    string At(Access access, List<(string Variable, LoopAxis Axis, IDisposable Block)> loops)
    {
        var offset = string.Join(" + ", loops.Select(l => (Stride: access.StrideOf(l.Axis.Class), l.Variable)).Where(x => x.Stride.Value != 0)
            .Select(x => x.Stride.IsOne ? x.Variable : $"{x.Variable} * {names.Factor(x.Stride)}").Concat(access.Offset.Value == 0 ? [] : [names.Size(access.Offset)]));
        return offset == "" ? $"ref {names.Buffer(access.Buffer)}" : $"ref Unsafe.Add(ref {names.Buffer(access.Buffer)}, {offset})";
    }

    string Step(Access access, LoopAxis? axis) => axis is null ? "0" : names.Size(access.StrideOf(axis.Class));

    string Axes(List<LoopAxis> axes, Access access) => $"[{string.Join(", ", axes.Select(a => $"({names.Size(a.Size)}, {names.Size(access.StrideOf(a.Class))})"))}]";

    static string Sizes(IEnumerable<LoopAxis> axes) => string.Join("*", axes.Select(a => a.Size.IsAtom ? a.Size.ToString() : $"({a.Size})"));

    static string ForEach(IEnumerable<LoopAxis> loops) => loops.Any() ? $" for each of [{string.Join(", ", loops.Select(a => a.Size))}]" : "";
}
