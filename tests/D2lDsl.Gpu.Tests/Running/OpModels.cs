using D2lDsl.OpTests.Cases;
using D2lDsl.Testing;

namespace D2lDsl.GpuTests.Running;

/// <summary>The models of every op of the table, compiled for both in a few goes.</summary>
static class OpModels
{
    /// <summary>All of them in CI; in the run of every day the first of each op, and of every third op the second too, which has another rank or other operands.</summary>
    public static IReadOnlyList<OpModel> Run { get; } = TestRun.IsWhole
        ? AllCases.Models : [.. AllCases.Models.GroupBy(m => m.Op).SelectMany((op, number) => op.Take(number % 3 == 0 ? 2 : 1))];

    static readonly Lazy<Dictionary<OpModel, (Generated In, Type Type)>> Compiled = new(() =>
    {
        var types = new Dictionary<OpModel, (Generated, Type)>();
        foreach (var batch in Run.Chunk(200))
        {
            var generated = OnDevice.Compile([.. batch.Select(Source)]);
            for (var i = 0; i < batch.Length; i++)
                types[batch[i]] = (generated, generated.Type($"Case{i:D4}"));
        }
        return types;
    });

    public static Type Of(OpModel model) => Compiled.Value[model].Type;

    /// <summary>Every assembly the models were compiled to.</summary>
    public static IEnumerable<Generated> All => Compiled.Value.Values.Select(v => v.In).Distinct();

    public static string Source(OpModel model, int number)
    {
        var parameters = string.Join(", ", model.Operands.Select(operand => operand.Declaration(model.Differentiates(operand))));
        return $"public static partial class Case{number:D4} {{ [Model] public static Tensor<{model.Result}> F({parameters}) => {model.Body}; }}\n";
    }
}
