using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Analyzers.Tests.Mistakes;

/// <summary>What a user sees of one model: the ids of the analyzer's findings and of the compiler's own errors.</summary>
static class Caught
{
    /// <summary>A method as a model of a static class.</summary>
    public static string Model(string method) => method.Contains("class ") ? method : $"public static partial class P {{ {(method.Contains("[Model]") ? "" : "[Model] ")}{method} }}";

    public static async Task<IReadOnlyList<string>> In(string method)
    {
        using var generated = Generated.WithErrors(Model(method));
        var errors = generated.Compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id);
        return [.. (await Diagnose<ModelAnalyzer>.In(Model(method))).Select(d => d.Id).Concat(errors).Distinct()];
    }

    /// <summary>Requires that the id is among what is found.</summary>
    public static async Task By(string id, string method) => Assert.Contains(id, await In(method));
}
