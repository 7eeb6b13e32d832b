using D2lDsl.Compiler.Ops;
using D2lDsl.Testing;

namespace D2lDsl.OpTests;

/// <summary>The table of operations in the README is that of the op table.</summary>
public class ReadmeTableTests
{
    const string Head = "| D2lDsl | PyTorch |\n|---|---|\n";

    [Fact]
    public void The_readme_lists_every_operation()
    {
        var path = Repository.At("README.md");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var start = text.IndexOf(Head, StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", start, StringComparison.Ordinal) + 1;
        // Not a test where the environment asks for it: writes the table.
        if (Environment.GetEnvironmentVariable("D2L_README") is not null)
            File.WriteAllText(path, text[..start] + Table() + text[end..]);
        else
            Assert.Equal(Table(), text[start..end]);
    }

    static string Table() => Head + string.Concat(OpTable.All.GroupBy(Group).OrderBy(g => Groups.IndexOf(g.Key)).Select(g =>
        $"| **{g.Key}** | |\n" + string.Concat(g.Select(op => $"| {Call(op)} | `{op.Torch}` |\n"))))
        + "| **Made of sizes and numbers** | |\n" + string.Concat(Creations.All.Where(c => c.Body is not null).Select(c =>
            $"| `Tensor.{c.Surface}({string.Join(", ", c.Parameters.Select(p => p.Name))})` | `{c.Torch}` |\n"));

    static readonly List<string> Groups = ["Element-wise", "Reductions", "Movements", "Products", "Composed of others", "Joins and picks"];

    static string Group(Op op) => Groups[op switch
    {
        ElementwiseOp => 0,
        ReductionOp or CompositeOp { Reduced: not null } or ScanOp or RankOp => 1,
        MovementOp => 2,
        ContractionOp or EinsumOp => 3,
        JoinOp or GatherOp or ScatterOp or SplitOp or RankingOp => 5,
        _ => 4,
    }];

    /// <summary>The call without the axes that reductions and joins take.</summary>
    static string Call(Op op)
    {
        var arguments = op.Arguments.Where(a => a.Kind != ArgumentKind.Reduced && op is not (JoinOp or GatherOp or ScatterOp)).Select(a => a.Name);
        var names = op switch
        {
            EinsumOp => arguments.Concat(op.Inputs),
            GatherOp or ScatterOp => [op.Inputs[0], "axis", .. op.Inputs.Skip(1)],
            CompositeOp { Seed: { } seed } => [.. op.Inputs.Where((_, i) => i != seed), .. arguments, op.Inputs[seed]],
            _ => op.Inputs.Concat(arguments),
        };
        var symbol = op.Symbol is { } text ? $" or `{(op is UnaryOp ? text + op.Inputs[0] : text.Replace("|", "\\|"))}`" : "";
        return $"`{op.Surface}({string.Join(", ", names)})`{symbol}";
    }
}
