using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// Joins a matrix product with the loop that reads its result row by row: bias and activation, softmax and loss, a mask and the column
/// sums of a bias gradient run on rows that are still in the cache. A loop that needs other rows, or has to wait for another step, stays.
/// </summary>
static class FuseProducts
{
    /// <summary>Joins what can be joined, if the backend knows how, and finishes the loops that stay by themselves.</summary>
    /// <param name="checks">The inputs that a call has checked to be positions of an axis.</param>
    public static List<Step> Of(IReadOnlyList<Step> steps, Joining joining, IReadOnlyCollection<IndexCheck> checks)
    {
        var fused = steps.ToList();
        for (var at = 0; joining != Joining.None && at < fused.Count; at++)
        {
            if (fused[at] is not Contraction { Then: null } product || !IsOneMatrix(product))
                continue;
            for (var next = at + 1; next < fused.Count; next++)
                if (fused[next] is RowProgram rows && rows.Accesses.Any(a => IsSame(a.Buffer, product.Result.Buffer)))
                {
                    // The loop goes up to the product, or the product down to the loop.
                    var between = fused.Skip(at + 1).Take(next - at - 1).ToArray();
                    if (Merged(rows) is var loop && Walks(loop, product, joining) && (!between.Any(s => Hinders(s, rows)) || !between.Any(s => Hinders(s, product))))
                    {
                        var up = !between.Any(s => Hinders(s, rows));
                        fused[up ? at : next] = product with { Then = loop };
                        fused.RemoveAt(up ? next : at);
                        at -= up ? 0 : 1;
                    }
                    break;
                }
        }
        return [.. fused.Select(step => step is RowProgram rows ? Finished(MergeAxes.Of(rows)) : step)];

        // Rows as they are; where tiles need nothing of their row, totals stay with elements.
        RowProgram Merged(RowProgram rows) => MergeAxes.Of(rows, keepsRows: true) is var merged && joining == Joining.Tiles ? merged : Finished(merged);

        RowProgram Finished(RowProgram program) => KeepRows.Of(joining == Joining.Rows ? PickLabels.Of(RowTotals.Of(program), checks) : RowTotals.Of(program));
    }

    static bool IsOneMatrix(Contraction product) => product.Batch.Count == 0 && !product.Left.Slides && !product.Right.Slides && !product.Result.Slides && product.Result.Buffer.Type.IsFloating()
        && product.Merge(product.Rows).Count == 1 && product.Merge(product.Columns).Count == 1 && product.Merge(product.Summed).Count == 1
        && product.Result.StrideOf(product.Merge(product.Columns)[0].Class).IsOne;

    /// <summary>True where every read of the product is at the loop's own row, and chunks of rows are independent, or its elements are.</summary>
    static bool Walks(RowProgram rows, Contraction product, Joining joining)
    {
        if (rows.Outer.Count != 1 || rows.Row.Count != 1 || (joining == Joining.Tiles ? !IsByElement(rows, product) : Chunking.Of(rows) is null))
            return false;
        var (m, n) = (product.Merge(product.Rows)[0], product.Merge(product.Columns)[0]);
        var (outer, inner) = (rows.Outer[0], rows.Row[0]);
        return outer.Size.Equals(m.Size) && inner.Size.Equals(n.Size) && rows.Accesses.Where(a => IsSame(a.Buffer, product.Result.Buffer)).All(a =>
            a.Offset.Equals(product.Result.Offset) && a.StrideOf(outer.Class).Equals(product.Result.StrideOf(m.Class))
            && (a.Indirect.Count == 0 ? a.StrideOf(inner.Class).IsOne : a.Indirect.All(i => i.Stride.IsOne) && a.StrideOf(inner.Class).Value == 0));
    }

    /// <summary>True where elements need nothing of their row; sums over rows and over everything are taken tile by tile first.</summary>
    static bool IsByElement(RowProgram rows, Contraction product) => rows.Values.All(v => v is not RowTotal) && rows.Sinks.All(s => s.Level == Level.Element && s switch
    {
        StoreSink or ScalarTotal => true,
        MemoryTotal total => total.Access.Indirect.Count == 0 && total.Access.StrideOf(rows.Outer[0].Class).Value == 0 && total.Access.Buffer.Type == product.Result.Buffer.Type,
        _ => false,
    }) && rows.Sinks.OfType<MemoryTotal>().Count() <= 2
        && rows.Accesses.Where(a => IsSame(a.Buffer, product.Result.Buffer)).All(a => a.Indirect.Count == 0);

    /// <summary>Products whose elements go to their loop and to nobody else need no memory, where the loop gets them one by one.</summary>
    public static List<Step> Unread(IReadOnlyList<Step> steps, Joining joining) =>
    [
        .. steps.Select(step => joining == Joining.Tiles && step is Contraction { Then: not null, Result.Buffer: { Kind: BufferKind.Temporary } made } product
            && !steps.Any(other => !ReferenceEquals(other, step) && MemoryPlan.Touched(other).Any(b => IsSame(b, made))) ? product with { Leaves = false } : step),
    ];

    /// <summary>True where two steps cannot change places: one writes what the other touches, or leaves a number that it uses.</summary>
    static bool Hinders(Step between, Step moved) => between is not (RowProgram or Contraction or ScalarStep or ScalarStore)
        || Written(between).Any(b => MemoryPlan.Touched(moved).Any(t => IsSame(t, b))) || Written(moved).Any(b => MemoryPlan.Touched(between).Any(t => IsSame(t, b)))
        || Numbers(between).Intersect(Used(moved)).Any() || Numbers(moved).Intersect(Used(between)).Any();

    static IEnumerable<TensorBuffer> Written(Step step) => step switch
    {
        RowProgram rows => rows.Sinks.Select(s => s.Target?.Buffer).OfType<TensorBuffer>(),
        Contraction product => (product.Then is { } rows ? Written(rows) : []).Append(product.Result.Buffer),
        ScalarStore store => [store.Buffer],
        _ => [],
    };

    static IEnumerable<string> Numbers(Step step) => step switch
    {
        RowProgram rows => rows.Sinks.OfType<ScalarTotal>().Select(t => t.Name),
        Contraction { Then: { } rows } => Numbers(rows),
        ScalarStep scalar => [scalar.Name],
        _ => [],
    };

    static IEnumerable<string> Used(Step step) => step switch
    {
        RowProgram rows => rows.Values.OfType<OutsideValue>().SelectMany(v => Used(v.Source)),
        Contraction { Then: { } rows } => Used(rows),
        ScalarStep scalar => scalar.Operands.SelectMany(Used),
        ScalarStore store => Used(store.Value),
        _ => [],
    };

    static IEnumerable<string> Used(ScalarOperand operand) => operand switch
    {
        ScalarNumber number => [number.Name],
        ScalarElement element => element.Indices.SelectMany(i => Used(i.At)),
        _ => [],
    };

    static bool IsSame(TensorBuffer a, TensorBuffer b) => a.Kind == b.Kind && a.Index == b.Index;
}
