using System.Numerics;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Eager;

/// <summary>Products by an index string, one after the other.</summary>
static class LabelledProduct
{
    public static Tensor<T> Of<T>(string text, Tensor<T>[] operands)
        where T : unmanaged, INumber<T>
    {
        var (pattern, problem, remedy) = EinsumPattern.Parse(text, Array.ConvertAll(operands, o => o.Rank));
        if (pattern is null)
            throw new ArgumentException($"Einsum by '{text}': {problem}; {remedy}");
        var sizes = Sizes(text, pattern, operands);
        var (value, labels) = Alone(pattern, operands, 0, sizes);
        for (int i = 1; i < operands.Length; i++)
        {
            var (other, otherLabels) = Alone(pattern, operands, i, sizes);
            var (both, left, right, summed) = EinsumPattern.Product(labels, otherLabels, pattern.NeededAfter(i));
            string result = i == operands.Length - 1 ? pattern.Result : both + left + right;
            ProductAxis Axis(char label) => new(sizes[label], Step(value, labels, label), Step(other, otherLabels, label));
            value = Product.Of(value, other, [.. result.Select(Axis)], [.. summed.Select(Axis)]);
            labels = result;
        }

        var arranged = Views.Permute(value, [.. pattern.Result.Select(label => labels.IndexOf(label))]);
        // The result has elements of its own, also where it only views an operand.
        return operands.Length == 1 ? arranged.Clone() : arranged;
    }

    static Dictionary<char, int> Sizes<T>(string text, EinsumPattern pattern, Tensor<T>[] operands)
        where T : unmanaged
    {
        var sizes = new Dictionary<char, int>();
        for (int i = 0; i < operands.Length; i++)
        {
            for (int axis = 0; axis < operands[i].Rank; axis++)
            {
                var (label, size) = (pattern.Operands[i][axis], operands[i].Sizes[axis]);
                bool broadcasts = EinsumPattern.IsBatch(label);
                if (!sizes.TryGetValue(label, out int known) || (broadcasts && known == 1))
                    sizes[label] = size;
                else if (known != size && !(broadcasts && size == 1))
                    throw new ArgumentException($"Einsum takes equal sizes for '{label}' in '{text}'; operand {i} has shape {operands[i].Shape}: {known} ≠ {size}");
            }
        }

        return sizes;
    }

    /// <summary>An operand with its diagonal where a label is repeated, broadcast, summed over the labels that only it has.</summary>
    static (Tensor<T> Value, string Labels) Alone<T>(EinsumPattern pattern, Tensor<T>[] operands, int operand, Dictionary<char, int> sizes)
        where T : unmanaged
    {
        var (x, labels) = (operands[operand], pattern.Operands[operand]);
        for (int axis = 0; axis < labels.Length; axis++)
        {
            for (int other = labels.Length - 1; other > axis; other--)
            {
                if (labels[other] == labels[axis])
                    (x, labels) = (Views.Diagonal(x, axis, other), labels.Remove(other, 1));
            }
        }

        x = Views.Expand(x, [.. labels.Select(label => sizes[label])]);
        string alone = pattern.Alone(operand);
        if (alone.Length == 0)
            return (x, labels);
        return (Ops.SumAlong(x, [.. labels.Select(label => alone.Contains(label))], keepDims: false), string.Concat(labels.Where(label => !alone.Contains(label))));
    }

    static int Step<T>(Tensor<T> x, string labels, char label)
        where T : unmanaged => labels.IndexOf(label) is >= 0 and var axis ? x.Strides[axis] : 0;
}
