using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Ilgpu;

sealed partial class DeviceStepsEmitter
{
    /// <summary>A product in tiles, small or large; where sums are shared, or a loop behind it has totals, a launch that adds up parts.</summary>
    void Product(Contraction gemm)
    {
        var name = $"{Prefix}Product{++products}";
        var tiling = host.Scope.Unique(DeviceNaming.Field(name) + "Tiling");
        var made = $"new Tiling({Count(gemm.Rows)}, {Count(gemm.Columns)}, {Count(gemm.Summed)}, {Count(gemm.Batch)}, isCut: {(gemm.Then is null ? "true" : "false")})";
        code.Line($"var {tiling} = {made};");
        var totals = gemm.Then is { } then ? Totals(then) : [];
        string[] views = [.. (gemm.Then is null ? ["0"] : totals.Select((_, i) => $"{i}")).Select(_ => $"{program.Kind.Field}Parts{parts++}")];
        var counts = gemm.Then is null ? ["Parts"] : totals.Select(t => t.IsColumn ? $"Down * {Count(gemm.Columns)}" : "Groups").ToArray();
        for (var i = 0; i < views.Length; i++)
            Places.Add((views[i] + "At", $"{made}.{counts[i]}", 8, "a sum's parts"));
        foreach (var isLarge in new[] { false, true })
        {
            var scope = Scope();
            var kernel = new DeviceKernelText(isLarge ? name + "Large" : name, scope);
            var product = new ProductEmitter(gemm, scope, kernel.Body, tiling, isLarge);
            if (gemm.Then is null)
                // Large tiles are so many that sums need not be cut.
                product.Write(isLarge ? null : Part(scope, 0, product.Type), null);
            else
                product.Write(null, new(gemm, scope, kernel.Body, [.. totals.Select((t, i) => (t.Total, t.IsColumn, Part(scope, i, t.Total.Target.Buffer.Type)))]));
            code.Line($"if ({(isLarge ? "" : "!")}{tiling}.IsLarge)");
            Launch(kernel, $"{tiling}.Groups", isLarge ? [$"{kernel.Name}: the same in large tiles"] : Comments(gemm, name), "    ");
        }
        if (gemm.Then is null)
            Finish();
        else
            foreach (var kept in totals.Select((total, i) => (total, i)).GroupBy(t => t.total.IsColumn))
                FinishTotals(kept.Key, [.. kept]);

        string Part(DeviceScope inside, int i, ElementType type) => inside.Argument($"ArrayView<{DeviceScope.Wide(type)}>", "parts",
            $"workspace.View<{DeviceScope.Wide(type)}>({views[i]}At, {tiling}.{counts[i]})");

        void Finish()
        {
            var scope = Scope();
            var kernel = new DeviceKernelText(name + "Finish", scope);
            var product = new ProductEmitter(gemm, scope, kernel.Body, tiling, isLarge: false);
            product.WriteFinish(Part(scope, 0, product.Type));
            code.Line($"if ({tiling}.Chunks > 1)");
            Launch(kernel, $"Lane.Groups({Count([.. gemm.Batch, .. gemm.Rows, .. gemm.Columns])})", [$"{kernel.Name}: the parts of {name}, added in their order"], "    ");
        }

        void FinishTotals(bool isColumn, IReadOnlyList<((WalkTotal Total, bool IsColumn) total, int i)> which)
        {
            var end = name + (isColumn ? "Sums" : "Totals");
            var (rows, row) = (gemm.Then!.Outer[0], gemm.Then.Row[0]);
            var sharing = host.Scope.Unique(DeviceNaming.Field(end) + "Sharing");
            code.Line($"var {sharing} = Sharing.OfParts({(isColumn ? Count([row]) : "1")}, {tiling}.{(isColumn ? "Down" : "Groups")});");
            var scope = Scope();
            var kernel = new DeviceKernelText(end, scope);
            var walk = new WalkStep(end, isColumn ? [row] : [], isColumn ? [rows] : [rows, row], gemm.Then.Values, [.. which.Select(t => t.total.Total)], []);
            new WalkEmitter(walk, scope, kernel.Body, sharing).WriteFinish([.. which.Select(t => Part(scope, t.i, t.total.Total.Target.Buffer.Type))]);
            Launch(kernel, $"{sharing}.Groups", [$"{end}: the tiles' parts of {string.Join(", ", which.Select(t => t.total.Total.Target.Buffer.Name))}, added in their order"]);
        }
    }

    /// <summary>What a loop behind a product adds up, and whether that keeps columns.</summary>
    IReadOnlyList<(WalkTotal Total, bool IsColumn)> Totals(RowProgram then) =>
    [
        .. then.Sinks.OfType<MemoryTotal>().Select(t => (new WalkTotal(t.Value, t.Monoid, t.Access), t.Access.StrideOf(then.Row[0].Class).Value != 0)),
        .. then.Sinks.OfType<ScalarTotal>().Select(t => (new WalkTotal(t.Value, t.Monoid, new(memory.Number(t.Name, t.Type), [])), false)),
    ];

    static IEnumerable<string> Comments(Contraction gemm, string name)
    {
        yield return $"{name}: {gemm.Name} = {gemm.Left.Buffer.Name} · {gemm.Right.Buffer.Name}, "
            + $"[{Sizes(gemm.Rows)}, {Sizes(gemm.Summed)}] · [{Sizes(gemm.Summed)}, {Sizes(gemm.Columns)}]" + (gemm.Batch.Count > 0 ? $" for each of [{Sizes(gemm.Batch)}]" : "");
        if (gemm.Then is { } then)
            foreach (var (line, i) in RowPrinter.Describe(then).Select((line, i) => (line, i)))
                yield return i == 0 ? "and at once " + line : line;

        static string Sizes(IEnumerable<LoopAxis> axes) => string.Join("·", axes.Select(a => a.Size));
    }
}
