using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>
/// The models for the run of every day. Ops of a family have the same enumeration of shapes and spellings, and one generic path behind it:
/// each op gets what is its own — every type, a gradient, a broadcast, rank 0, no elements, special values — and a share of the others,
/// so that the family as a whole meets them all.
/// </summary>
static class CaseSelection
{
    /// <summary>Of this many further models an op has one.</summary>
    const int Share = 8;

    /// <summary>The selected models, in the order of the table; the same on every run.</summary>
    public static IEnumerable<OpModel> Of(IEnumerable<OpModel> models) =>
        models.GroupBy(model => model.Op).GroupBy(op => op.Key.GetType())
            .SelectMany(family => family.SelectMany((op, number) => OfOp([.. op], number)));

    /// <summary>What a model shows of its op.</summary>
    public static IEnumerable<string> Traits(OpModel model)
    {
        yield return $"{string.Join(", ", model.Operands.Select(operand => operand.Type))} to {model.Result}";
        if (model.IsSmooth && model.Operands.Any(model.Differentiates))
            yield return "a gradient that differences approximate";
        if (model.Operands.Select(operand => operand.Axes).Distinct().Count() > 1)
            yield return "operands of different shapes";
        if (model.Operands.Any(operand => operand.Axes.Length == 0))
            yield return "rank 0";
        if (model.Bindings.Any(binding => binding.Contains("=0", StringComparison.Ordinal)))
            yield return "no elements";
        if (model.Note.Length > 0)
            yield return model.Note;
    }

    static IEnumerable<OpModel> OfOp(OpModel[] models, int number)
    {
        var seen = new HashSet<string>();
        var others = number;
        foreach (var model in models)
            if (Traits(model).Count(seen.Add) > 0 || others++ % Share == 0)
                yield return model;
    }
}
