namespace D2lDsl.OpTests.Cases;

/// <summary>Sizes of 0 for every axis that has a symbol, one at a time, for models of every op: what their cases do not have already.</summary>
static class EmptyAxes
{
    /// <summary>The models of one op, those of its first element types with a case more for each symbol.</summary>
    public static IEnumerable<OpModel> AddedTo(IReadOnlyList<OpModel> models) =>
        models.Select(model => Takes(model) && Types(model) == Types(models[0]) ? model with { Bindings = [.. model.Bindings, .. Missing(model)] } : model);

    /// <summary>Given values are of given sizes, and so are PyTorch's arguments where here they are computed of the sizes.</summary>
    static bool Takes(OpModel model) => model.Values is null && !model.Body.Contains(".Shape[", StringComparison.Ordinal);

    static string Types(OpModel model) => string.Join(", ", model.Operands.Select(operand => operand.Type));

    static IEnumerable<string> Missing(OpModel model)
    {
        foreach (var symbol in model.Operands.SelectMany(operand => operand.Sizes).Distinct())
            if (char.IsLetter(symbol[0]) && !model.NeverEmpty.Contains(symbol) && !model.Bindings.Any(binding => Pairs(binding).Contains($"{symbol}=0")))
                yield return string.Join(' ', Pairs(model.Bindings[0]).Select(pair => pair.StartsWith($"{symbol}=", StringComparison.Ordinal) ? $"{symbol}=0" : pair));
    }

    static string[] Pairs(string binding) => binding.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
