using System.Numerics;

namespace D2lDsl.Eager;

/// <summary>Contractions: picks the form that fits the ranks, checks sizes, and says which axes the product has.</summary>
static class Contract
{
    public static Tensor<T> Multiply<T>(string op, ContractionForm[] forms, Tensor<T> a, Tensor<T> b)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        foreach (var form in forms)
        {
            if (form.Fits(a.Rank, b.Rank))
                return Multiply(op, form, a, b);
        }

        throw new ArgumentException($"{op} takes {string.Join(", ", (object[])forms)}; a has shape {a.Shape} and b {b.Shape}");
    }

    static Tensor<T> Multiply<T>(string op, ContractionForm form, Tensor<T> a, Tensor<T> b)
        where T : unmanaged, INumber<T>
    {
        foreach (var label in form.Joined)
        {
            var (left, right) = (a.Sizes[^label.FromEndA], b.Sizes[^label.FromEndB]);
            if (left != right)
                throw new ArgumentException(
                    $"{op} joins a {a.Shape} with b {b.Shape}: {left} ≠ {right}; transpose one of them or check its declaration");
        }

        int[] batchA = a.Sizes[..^form.LabelsA], batchB = b.Sizes[..^form.LabelsB];
        int[] batch = Layout.Broadcast(batchA, batchB) ?? throw Refusal.Broadcast(op, "the batch axes of a", batchA, "those of b", batchB);
        var (stridesA, stridesB) = (new int[batch.Length], new int[batch.Length]);
        Layout.TryBroadcast(batchA, a.Strides.AsSpan(0, batchA.Length), batch, stridesA);
        Layout.TryBroadcast(batchB, b.Strides.AsSpan(0, batchB.Length), batch, stridesB);

        var result = new ProductAxis[batch.Length + form.Result.Length];
        for (int axis = 0; axis < batch.Length; axis++)
            result[axis] = new(batch[axis], stridesA[axis], stridesB[axis]);
        for (int i = 0; i < form.Result.Length; i++)
            result[batch.Length + i] = Axis(a, b, form.Result[i]);
        var shared = new ProductAxis[form.Shared.Length];
        for (int i = 0; i < shared.Length; i++)
            shared[i] = Axis(a, b, form.Shared[i]);
        return Product.Of(a, b, result, shared);
    }

    static ProductAxis Axis<T>(Tensor<T> a, Tensor<T> b, ContractionForm.Label label)
        where T : unmanaged => new(
            label.FromEndA > 0 ? a.Sizes[^label.FromEndA] : b.Sizes[^label.FromEndB],
            label.FromEndA > 0 ? a.Strides[^label.FromEndA] : 0,
            label.FromEndB > 0 ? b.Strides[^label.FromEndB] : 0);
}
