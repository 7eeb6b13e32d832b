using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Ilgpu;

sealed partial class DeviceStepsEmitter
{
    /// <summary>Attention a tile of scores at a time. Backward, each gradient is a launch of its own, that every sum stays with one lane.</summary>
    void Attention(AttentionStep step)
    {
        var (name, result) = ($"{Prefix}Attention{++products}", $"softmax({step.Query.Name}·{step.Key.Name}ᵀ)·{step.Value.Name}");
        var sums = step.RowSums ?? memory.Extra("logSum", Shape.Of([step.Batches, step.Queries]), ElementType.Float);
        if (!step.IsKnown)
            Tiles(name, "Forward", step.Queries, step.Width, $"{step.Result.Name} = {result}", [step.Query, step.Key, step.Value, step.Result, sums]);
        if (step.Backward is not { } back)
            return;
        var delta = memory.Extra("delta", Shape.Of([step.Batches, step.Queries]), ElementType.Float);
        var (rows, width) = (DeviceNaming.Count(step.Batches * step.Queries, shared.Size), DeviceNaming.Count(step.Width, shared.Size));
        var hostLanes = host.Scope.Unique(DeviceNaming.Field(name) + "Lanes");
        code.Line($"var {hostLanes} = Lane.ForRow({rows}, {width});");
        var scope = Scope();
        var kernel = new DeviceKernelText(name + "Deltas", scope);
        kernel.Body.Line($"AttentionTiles.Deltas({scope.View(step.Result)}, {scope.View(back.Seed)}, {scope.View(delta)}, {scope.Size(step.Batches * step.Queries)}, {scope.Size(step.Width)}, {scope.Argument("int", "lanes", hostLanes)});");
        Launch(kernel, $"Lane.RowGroups({rows}, {hostLanes})", [$"{kernel.Name}: each row of {step.Result.Name} · {back.Seed.Name}"]);
        Tiles(name + "Values", "ValueGradient", step.Keys, step.Width, $"{back.Value.Name}, from {result}", [step.Query, step.Key, back.Seed, sums, back.Value]);
        Tiles(name + "Keys", "KeyGradient", step.Keys, step.Depth, $"{back.Key.Name}, from {result}", [step.Query, step.Key, step.Value, back.Seed, sums, delta, back.Key]);
        Tiles(name + "Queries", "QueryGradient", step.Queries, step.Depth, $"{back.Query.Name}, from {result}", [step.Query, step.Key, step.Value, back.Seed, sums, delta, back.Query]);

        void Tiles(string called, string method, Dim rows, Dim columns, string what, IReadOnlyList<TensorBuffer> buffers)
        {
            var scope = Scope();
            var kernel = new DeviceKernelText(called, scope);
            var sizes = string.Join(", ", new[] { step.Queries, step.Keys, step.Depth, step.Width }.Select(scope.Size));
            kernel.Body.Line($"AttentionTiles.{method}({string.Join(", ", buffers.Select(scope.View))}, {scope.Operand(step.Scale)}, {sizes});");
            Launch(kernel, $"AttentionTiles.Groups({string.Join(", ", new[] { step.Batches, rows, columns }.Select(d => DeviceNaming.Count(d, shared.Size)))})",
                [$"{called}: {what}, a tile of [{step.Queries}, {step.Keys}] at a time" + (step.Batches.IsOne ? "" : $" for each of [{step.Batches}]")]);
        }
    }
}
