using System.Text.RegularExpressions;
using D2lDsl.Compiler;
using D2lDsl.Compiler.Derive;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Simplify;
using D2lDsl.CompilerTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Emission;

/// <summary>src/README.md walks one model through the stages; what it shows of each is what the compiler prints.</summary>
public partial class ArchitecturePageTests
{
    [Fact]
    public void The_page_shows_what_each_stage_prints()
    {
        var path = Repository.At("src/README.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var model = ModelIn().Match(page).Groups["model"].Value;
        var stages = Stages($"public static partial class M {{ {model} }}");
        Assert.Equal(stages.Keys.Order(), Shown().Matches(page).Select(m => m.Groups["stage"].Value).Order());
        var fresh = Shown().Replace(page, m => $"<!-- {m.Groups["stage"].Value} -->\n```{m.Groups["language"].Value}\n{stages[m.Groups["stage"].Value].Trim()}\n```");
        var received = Path.ChangeExtension(path, ".received.md");
        if (fresh == page)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, fresh);
        Assert.Fail($"src/README.md differs {Snapshot.FirstDifference(page, fresh)}\nall of it: {received}");
    }

    static Dictionary<string, string> Stages(string code)
    {
        var model = Compiled.Read(code, "Loss").Model!;
        var derived = Reverse.Of(model.Graph!);
        var loop = Loop().Match(Pipeline.EmitKernel(model).ReplaceLineEndings("\n"));
        Assert.True(loop.Success);
        return new()
        {
            ["read"] = GraphPrinter.Print(model.Graph!),
            ["derive"] = GraphPrinter.Print(derived),
            ["simplify"] = GraphPrinter.Print(Simplifier.Of(derived)),
            ["plan"] = PlanText.Of(model.Signature, [.. ProgramKind.Of(model.Signature).Select(kind => Pipeline.Compile(model.Graph!, model.Signature, kind, Compiler.Fuse.Joining.Rows))]),
            ["emit"] = Regex.Replace(loop.Value, $"^{loop.Groups["indent"].Value}", "", RegexOptions.Multiline),
        };
    }

    [GeneratedRegex(@"```csharp\n(?<model>\[Model\].*?)```", RegexOptions.Singleline)]
    private static partial Regex ModelIn();

    [GeneratedRegex(@"<!-- (?<stage>\w+) -->\n```(?<language>\w+)\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Shown();

    /// <summary>The first loop of the backward kernel, its comment included, as it runs over short rows.</summary>
    [GeneratedRegex(@"^(?<indent> *)// BackwardLoop1.*?BackwardLoop1Short\(nint.*?^\k<indent>\}$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Loop();
}
