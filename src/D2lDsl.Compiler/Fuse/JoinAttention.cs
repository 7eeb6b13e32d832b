using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// Joins attention with its gradients where the gradient of the result is there before it begins, as a seed is: the weights of a
/// block are then used while they are at hand, and nothing of the rows is kept.
/// </summary>
static class JoinAttention
{
    public static List<Step> Of(IReadOnlyList<Step> steps)
    {
        var joined = steps.ToList();
        for (var back = 0; back < joined.Count; back++)
        {
            if (joined[back] is not AttentionStep { IsKnown: true } gradients)
                continue;
            var seed = gradients.Backward!.Seed;
            var front = joined.FindIndex(s => s is AttentionStep { Backward: null } a && a.Result.Kind == gradients.Result.Kind && a.Result.Index == gradients.Result.Index);
            if (front < 0 || joined.Skip(front).Take(back - front).Any(s => Plan.MemoryPlan.Touched(s).Any(b => b.Kind == seed.Kind && b.Index == seed.Index)))
                continue;
            joined[front] = gradients with { RowSums = null, Computes = [.. joined[front].Computes, .. gradients.Computes] };
            joined.RemoveAt(back--);
        }
        return joined;
    }
}
