using System.Reflection;
using System.Text.RegularExpressions;
using D2lDsl.OpTests.Cases;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.OpTests.Running;

/// <summary>
/// Every model of the cases, compiled in one go on first use. A model that does not compile is taken out, so that the
/// others still run; asking for it gives its errors.
/// </summary>
static partial class CompiledModels
{
    static readonly Dictionary<OpModel, string> Errors = [];
    static readonly Lazy<Dictionary<OpModel, Type>> Types = new(CompileAll);

    /// <summary>The class that holds a model's method <c>F</c> and its kernel.</summary>
    public static Type Of(OpModel model)
    {
        var types = Types.Value;
        return types.TryGetValue(model, out var type) ? type : throw new InvalidOperationException($"{Source(model, "Model")}\n{Errors[model]}");
    }

    static string Source(OpModel model, string name)
    {
        var parameters = string.Join(", ", model.Operands.Select(operand => operand.Declaration(model.Differentiates(operand))));
        return $"public static partial class {name} {{ [Model] public static Tensor<{model.Result}> F({parameters}) => {model.Body}; }}\n";
    }

    static Dictionary<OpModel, Type> CompileAll()
    {
        var types = new Dictionary<OpModel, Type>();
        foreach (var batch in AllCases.Run.Chunk(200))
            CompileBatch([.. batch], types);
        return types;
    }

    static void CompileBatch(List<OpModel> models, Dictionary<OpModel, Type> types)
    {
        while (models.Count > 0)
        {
            var generated = Generated.WithErrors([.. models.Select((model, i) => Source(model, $"Case{i:D4}"))]);
            var broken = generated.Warnings.GroupBy(Culprit).OrderBy(group => group.Key).ToList();
            if (broken.Count == 0)
            {
                for (var i = 0; i < models.Count; i++)
                    types[models[i]] = generated.Type($"Case{i:D4}");
                return;
            }
            if (broken[0].Key < 0)
                throw new InvalidOperationException(string.Join("\n", broken[0].Take(5)));
            foreach (var group in broken)
                Errors[models[group.Key]] = string.Join("\n", group.Take(3).Select(d => $"{d}\n    {d.Location.SourceTree!.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}"));
            models = [.. models.Where((_, i) => broken.All(group => group.Key != i))];
        }
    }

    /// <summary>The model a diagnostic belongs to, by the name of its file or of the class around it; −1 if unknown.</summary>
    static int Culprit(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return -1;
        var inName = CaseName().Match(tree.FilePath);
        if (inName.Success)
            return int.Parse(inName.Groups[1].Value);
        var inText = CaseName().Match(tree.GetText().ToString());
        return inText.Success ? int.Parse(inText.Groups[1].Value) : -1;
    }

    [GeneratedRegex(@"Case(\d{4})")]
    private static partial Regex CaseName();
}
