using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Derive;

/// <summary>What a loop keeps of each turn for its way back: products and attention, unless computing them again is less than keeping them.</summary>
public sealed partial class Reverse
{
    /// <summary>Fewer multiply-adds an element than this take no longer than writing the element and reading it back.</summary>
    const int FewMultiplyAdds = 8;

    /// <summary>Has a loop collect what its way back takes of each turn, and gives the tensors.</summary>
    int[] Keep(int id, WhileNode loop, Step step, Shapes.Dim? turns)
    {
        if (step.Kept.Count == 0)
            return [];
        var before = loop.Body.Outputs.Count;
        graph.Replace(id, loop with { Body = loop.Body with { Outputs = loop.Body.Outputs.Concat(step.Kept).ToEquatable() } });
        return [.. step.Kept.Select((product, i) =>
        {
            var part = loop.Body[product];
            var whole = graph.Add(new ProjectNode(before + i, EquatableArray.Of(id), Shapes.Shape.Of([turns!, .. part.Shape.Dims]), part.Type));
            graph.Hint(whole, loop.Body.NameOf(product) ?? "kept");
            return whole;
        })];
    }

    /// <summary>Those of the first nodes that are kept, and which products the outputs read that are not, with the reason.</summary>
    static (int[] Kept, EquatableArray<string> Again) Kept(Graph graph, int count)
    {
        var (read, again) = (new HashSet<int>(graph.Outputs), new List<string>());
        for (var id = graph.Nodes.Count - 1; id >= 0; id--)
        {
            if (!read.Contains(id) || IsKept(id))
                continue;
            read.UnionWith(graph[id].Inputs);
            if (id < count && graph[id] is ContractNode product && Lightness(graph, product) is { } reason)
                again.Add($"{graph.NameOf(id) ?? "a product"} again: {reason}");
        }
        again.Reverse();
        return ([.. Enumerable.Range(0, count).Where(id => read.Contains(id) && IsKept(id))], again.ToEquatable());

        bool IsKept(int id) => id < count && (graph[id] is ContractNode product ? product.Shape.Dims.Any(d => !d.IsOne) && Lightness(graph, product) is null
            : graph[id] is ProjectNode result && graph[result.Inputs[0]] is AttentionNode);
    }

    /// <summary>Why a product is not worth keeping; null where it is.</summary>
    static string? Lightness(Graph graph, ContractNode product)
    {
        var (left, right) = (graph[product.Inputs[0]].Shape, graph[product.Inputs[1]].Shape);
        var sizes = product.Left.Zip(left.Dims, (label, size) => (label, size)).Concat(product.Right.Zip(right.Dims, (label, size) => (label, size)));
        var summed = sizes.Where(s => !product.Result.Contains(s.label) && !s.size.IsOne).GroupBy(s => s.label, s => s.size).Aggregate(Dim.One, (all, axis) => all * axis.First());
        if (summed.Value is { } few and < FewMultiplyAdds)
            return $"{few} multiply-add{(few == 1 ? "" : "s")} an element, less than keeping {product.Shape} of every turn";
        // A matrix of scores of n queries and n keys of any length: of every turn it would soon be more than all else.
        return product.Shape.Dims.SelectMany(size => size.Symbols).FirstOrDefault(symbol => Axes(product.Shape, symbol) > Math.Max(Axes(left, symbol), Axes(right, symbol))) is { } growing
            ? $"{product.Shape} of every turn would grow with {growing} as its factors do not" : null;

        static int Axes(Shape shape, string symbol) => shape.Dims.Count(size => size.Symbols.Contains(symbol));
    }
}
