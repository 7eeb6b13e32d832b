using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// Lets attention write where a loop would only copy to: heads that become one tensor again, and gradients of heads that are parts of the
/// gradient of what they were cut out of.
/// </summary>
static class PlaceAttention
{
    /// <param name="steps">The steps of a kernel, attention joined with its gradients where that can be.</param>
    /// <param name="results">What the kernel hands out.</param>
    public static List<Step> Of(IReadOnlyList<Step> steps, IReadOnlyCollection<TensorBuffer> results)
    {
        var placed = steps.ToList();
        for (var at = 0; at < placed.Count; at++)
            if (placed[at] is AttentionStep attention)
                foreach (var made in new[] { attention.IsKnown ? null : attention.Result, attention.Backward?.Query, attention.Backward?.Key, attention.Backward?.Value }.OfType<TensorBuffer>())
                    Place(placed, at, made, results);
        return placed;
    }

    static void Place(List<Step> steps, int at, TensorBuffer made, IReadOnlyCollection<TensorBuffer> results)
    {
        bool Touches(Step step, TensorBuffer buffer) => Kernel.Flatten(step).SelectMany(MemoryPlan.Touched).Any(b => IsSame(b, buffer));
        var readers = Enumerable.Range(0, steps.Count).Where(i => i != at && Touches(steps[i], made)).ToList();
        var copy = readers.FindIndex(i => Copied(steps[i]) is { } copied && IsSame(copied.From.Buffer, made));
        if (made.Kind != BufferKind.Temporary || copy < 0 || readers[copy] < at || results.Any(result => IsSame(result, made))
            || readers.Where((_, i) => i != copy).Any(i => steps[i] is not AttentionStep { IsKnown: true } back || !IsSame(back.Result, made) || InOther(back, made)))
            return;
        var program = (RowProgram)steps[readers[copy]];
        var (from, to) = Copied(program)!.Value;
        // Until the copy, nothing may touch what it writes, but for other parts of the same tensor.
        if (steps.Skip(at).Take(readers[copy] - at).Any(step => Touches(step, to.Buffer) && !Parts(step, to.Buffer)) || Layout(made.Shape, from, to, program) is not { } layout)
            return;
        var target = to.Buffer with { Shape = made.Shape };
        foreach (var i in readers.Where((_, i) => i != copy).Append(at))
        {
            var step = (AttentionStep)steps[i];
            steps[i] = Replaced(step, made, target, layout) with { Computes = i == at ? [.. step.Computes, .. program.Computes] : step.Computes };
        }
        steps.RemoveAt(readers[copy]);
    }

    /// <summary>The two walks of a loop that does nothing but copy; null for any other step.</summary>
    static (Access From, Access To)? Copied(Step step) => step is RowProgram { Values.Count: 1, Sinks.Count: 1 } rows && rows.Values[0] is LoadValue { Access: var from }
        && rows.Sinks[0] is StoreSink or PlaceSink { Adds: false, Clears: false } && rows.Sinks[0] is { Level: Level.Element, Target: { } to }
        && new[] { from, to }.All(walk => walk.Indirect.Count == 0 && !walk.Slides) && from.Offset.Value == 0 && to.Buffer.Type == from.Buffer.Type ? (from, to) : null;

    /// <summary>True for a step that only writes other parts of a tensor.</summary>
    static bool Parts(Step step, TensorBuffer whole) => step switch
    {
        RowProgram rows => rows.Values.OfType<LoadValue>().All(load => !IsSame(load.Access.Buffer, whole))
            && rows.Sinks.All(sink => sink.Target is null || !IsSame(sink.Target.Buffer, whole) || sink is PlaceSink { Adds: false, Clears: false }),
        AttentionStep attention => attention.Placed.Any(b => IsSame(b, whole)) && attention.Buffers.Except(attention.Placed).All(b => !IsSame(b, whole)),
        _ => false,
    };

    /// <summary>True where backward attention has a tensor as anything but its result.</summary>
    static bool InOther(AttentionStep back, TensorBuffer made) => back.Buffers.Count(b => IsSame(b, made)) > 1;

    /// <summary>How the rows of a dense tensor lie where a loop copies them to; null where they do not lie as attention writes.</summary>
    static RowsLayout? Layout(Shape shape, Access from, Access to, RowProgram program)
    {
        var (strides, steps) = (shape.Strides(), new Dictionary<int, Dim>());
        foreach (var loop in program.Outer.Concat(program.Row))
        {
            // A loop variable runs through one axis, or through neighbours as one.
            var (inner, size, step) = (from.StrideOf(loop.Class), Dim.One, to.StrideOf(loop.Class));
            while (!size.Equals(loop.Size))
            {
                var axis = Array.FindIndex(strides, 0, stride => stride.Equals(inner * size));
                while (axis >= 0 && axis < shape.Rank && (shape[axis].IsOne || !strides[axis].Equals(inner * size)))
                    axis++;
                if (axis < 0 || axis >= shape.Rank || steps.ContainsKey(axis))
                    return null;
                steps.Add(axis, step * size);
                size *= shape[axis];
            }
        }
        return shape.NonUnitAxes().All(steps.ContainsKey) && RowsLayout.Of(shape, axis => steps[axis]) is { } layout ? layout with { Offset = to.Offset } : null;
    }

    static AttentionStep Replaced(AttentionStep step, TensorBuffer made, TensorBuffer target, RowsLayout layout)
    {
        if (IsSame(step.Result, made))
            return step with { Result = target, Layouts = step.Layouts with { Result = layout } };
        var back = step.Backward!;
        return IsSame(back.Query, made) ? step with { Backward = back with { Query = target }, Layouts = step.Layouts with { QueryGradient = layout } }
            : IsSame(back.Key, made) ? step with { Backward = back with { Key = target }, Layouts = step.Layouts with { KeyGradient = layout } }
            : step with { Backward = back with { Value = target }, Layouts = step.Layouts with { ValueGradient = layout } };
    }

    static bool IsSame(TensorBuffer a, TensorBuffer b) => a.Kind == b.Kind && a.Index == b.Index;
}
