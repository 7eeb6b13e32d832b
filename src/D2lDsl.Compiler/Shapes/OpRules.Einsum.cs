using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Shapes;

public sealed partial class OpRules
{
    /// <summary>
    /// Products by an index string: each operand without its repeated and its lonely labels, then one product after the other, each
    /// brought into the order of a batch of matrices.
    /// </summary>
    public int Einsum(EinsumOp op, string text, IReadOnlyList<int> operands)
    {
        foreach (var operand in operands)
            RequireType(op, operand);
        var (pattern, problem, remedy) = EinsumPattern.Parse(text, [.. operands.Select(o => Graph[o].Shape.Rank)]);
        if (pattern is null)
            throw new ShapeException(Catalogue.IndexString, text, problem, remedy);
        if (operands.FirstOrDefault(o => Graph[o].Shape.HasLeading) is var leading && operands.Count > 0 && Graph[leading].Shape.HasLeading)
            throw new ShapeException(Catalogue.LeadingAxes, op.Surface, Describe(leading), "or declare every axis");
        var sizes = Sizes(op, text, pattern, operands);
        var (value, labels) = Alone(pattern, operands, 0);
        for (var i = 1; i < operands.Count; i++)
        {
            var (other, otherLabels) = Alone(pattern, operands, i);
            var (both, left, right, summed) = EinsumPattern.Product(labels, otherLabels, pattern.NeededAfter(i));
            value = Graph.Add(new ContractNode(Plain(both + left + summed), Plain(both + summed + right), Plain(both + left + right),
                EquatableArray.Of(Arrange(value, labels, both + left + summed), Arrange(other, otherLabels, both + summed + right)),
                Shape.Of((both + left + right).Select(l => sizes[l])), Graph[value].Type));
            labels = both + left + right;
        }
        return Hinted(op, Arrange(value, labels, pattern.Result));

        // Labels of the graph are lower case: upper case ones broadcast, which is done here.
        string Plain(string axes) => string.Concat(axes.Select(l => (char)(sizes.Keys.ToList().IndexOf(l) is var i && i < 26 ? 'a' + i : '\u0430' + i - 26)));

        int Arrange(int x, string from, string to)
        {
            var moved = Graph.Permute(x, [.. to.Select(l => from.IndexOf(l))]);
            return Graph.Expand(moved, Shape.Of(to.Select(l => sizes[l])));
        }
    }

    /// <summary>The size of every label; equal labels are equal sizes, those of an ellipsis broadcast.</summary>
    Dictionary<char, Dim> Sizes(EinsumOp op, string text, EinsumPattern pattern, IReadOnlyList<int> operands)
    {
        var sizes = new Dictionary<char, Dim>();
        var owners = new Dictionary<char, int>();
        for (var i = 0; i < operands.Count; i++)
            for (var axis = 0; axis < pattern.Operands[i].Length; axis++)
            {
                var (label, size) = (pattern.Operands[i][axis], Graph[operands[i]].Shape[axis]);
                if (!sizes.TryGetValue(label, out var known) || (EinsumPattern.IsBatch(label) && known.IsOne))
                    (sizes[label], owners[label]) = (size, operands[i]);
                else if (!known.Equals(size) && !(EinsumPattern.IsBatch(label) && size.IsOne))
                    throw new ShapeException(Catalogue.Operands, op.Surface, $"equal sizes for '{label}' in '{text}'",
                        Describe(owners[label]), Describe(operands[i]), known.ToString(), size.ToString());
            }
        return sizes;
    }

    /// <summary>An operand with its diagonal where a label is repeated, summed over the labels that only it has.</summary>
    (int Value, string Labels) Alone(EinsumPattern pattern, IReadOnlyList<int> operands, int operand)
    {
        var (x, labels) = (operands[operand], pattern.Operands[operand]);
        for (var axis = 0; axis < labels.Length; axis++)
            for (var other = labels.Length - 1; other > axis; other--)
                if (labels[other] == labels[axis])
                    (x, labels) = (Diagonal(x, axis, other, Graph[x].Shape[axis], 0), labels.Remove(other, 1));
        var alone = pattern.Alone(operand);
        int[] summed = [.. Enumerable.Range(0, labels.Length).Where(i => alone.Contains(labels[i]))];
        return summed.Length == 0 ? (x, labels) : (Reduce(Reductions.Sum, x, summed, keepDims: false), string.Concat(labels.Where(l => !alone.Contains(l))));
    }
}
