using System.Numerics;

namespace D2lDsl.Eager;

/// <summary>Contractions: picks the form that fits the ranks, checks sizes, and runs one matrix product per batch.</summary>
static class Contract
{
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TWide">What products are added up in.</typeparam>
    public static Tensor<T> Multiply<T, TWide>(string op, ContractionForm[] forms, Tensor<T> a, Tensor<T> b)
        where T : unmanaged, INumber<T>
        where TWide : unmanaged, INumber<TWide>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var form = Array.Find(forms, form => form.Fits(a.Rank, b.Rank))
            ?? throw new ArgumentException($"{op} takes {string.Join(", ", (object[])forms)}; a has shape {a.Shape} and b {b.Shape}");
        return Plan(op, form, a, b).Run<T, TWide>(a, b);
    }

    static ContractionPlan Plan<T>(string op, ContractionForm form, Tensor<T> a, Tensor<T> b)
        where T : unmanaged
    {
        foreach (string label in form.A.Intersect(form.B))
        {
            var (left, right) = (Size(a, form.A, label), Size(b, form.B, label));
            if (left != right)
                throw new ArgumentException(
                    $"{op} joins a {a.Shape} with b {b.Shape}: {left} ≠ {right}; transpose one of them or check its declaration");
        }

        int[] batchA = a.Sizes[..^form.A.Length], batchB = b.Sizes[..^form.B.Length];
        int[] batch = Layout.Broadcast(batchA, batchB) ?? throw Refusal.Broadcast(op, "the batch axes of a", batchA, "those of b", batchB);
        var (batchStridesA, batchStridesB) = (new int[batch.Length], new int[batch.Length]);
        Layout.TryBroadcast(batchA, a.Strides.AsSpan(0, batchA.Length), batch, batchStridesA);
        Layout.TryBroadcast(batchB, b.Strides.AsSpan(0, batchB.Length), batch, batchStridesB);

        var plan = new ContractionPlan();
        for (int axis = 0; axis < batch.Length; axis++)
            plan.Result.Add(new(batch[axis], batchStridesA[axis], batchStridesB[axis]));
        foreach (string label in form.Result)
            plan.Result.Add(AxisOf(a, b, form, label));
        foreach (string label in form.Shared)
            plan.Shared.Add(AxisOf(a, b, form, label));
        return plan;
    }

    /// <summary>A label as an axis of the product; an operand without it does not move along it.</summary>
    static ContractionPlan.Axis AxisOf<T>(Tensor<T> a, Tensor<T> b, ContractionForm form, string label)
        where T : unmanaged
    {
        var (inA, inB) = (form.A.Contains(label), form.B.Contains(label));
        return new(inA ? Size(a, form.A, label) : Size(b, form.B, label), inA ? Stride(a, form.A, label) : 0, inB ? Stride(b, form.B, label) : 0);
    }

    static int Size<T>(Tensor<T> x, string[] labels, string label)
        where T : unmanaged => x.Sizes[x.Rank - labels.Length + Array.IndexOf(labels, label)];

    static int Stride<T>(Tensor<T> x, string[] labels, string label)
        where T : unmanaged => x.Strides[x.Rank - labels.Length + Array.IndexOf(labels, label)];
}
