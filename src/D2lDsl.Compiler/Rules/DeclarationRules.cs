using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Rules;

/// <summary>Suspicions that a model's declaration raises.</summary>
public static class DeclarationRules
{
    /// <summary>The inputs whose declaration is suspicious; null: the model itself.</summary>
    public static IEnumerable<(GraphInput? Input, Suspicion Suspicion)> Of(string model, IReadOnlyList<GraphInput> inputs, IReadOnlyList<Node> results)
    {
        var data = inputs.Where(i => i is { IsParameter: false, Member: false }).ToArray();
        var parameters = inputs.Where(i => i.IsParameter).ToArray();
        if (parameters.Length == 0)
            yield break;
        var counted = data.Where(i => i.Shape.Rank > 0).ToArray();
        if (counted.Length > 1 && counted[0].Shape[0].Value is > 1 and var size && counted.All(i => i.Shape[0].Value == size) && counted.Any(i => i.Shape.Rank > 1))
            yield return (counted[0], new(Catalogue.FixedBatch, string.Join(" and ", counted.Select(i => i.Name)), size));
        // Of a matrix of users and items, and its mask, both axes count what is learnt of; inputs and labels of other sizes have samples.
        if (Axes.Batch(counted.Select(i => i.Shape)) is { } batch && counted.Any(i => !i.Shape.Equals(counted[0].Shape)))
            foreach (var parameter in parameters.Where(p => p.Shape.Dims.Contains(batch)))
                yield return (parameter.Member ? counted[0] : parameter, new(Catalogue.PerSample, $"{parameter.Name} {parameter.Shape}", batch, string.Join(" and ", counted.Select(i => i.Name))));
        if (model.IndexOf("loss", StringComparison.OrdinalIgnoreCase) >= 0 && results.All(r => r.Shape.Rank > 0))
            yield return (null, new(Catalogue.LossNotScalar, model, string.Join(" and ", results.Select(r => r.Shape))));
    }
}
