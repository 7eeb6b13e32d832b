using System.Collections.Immutable;
using D2lDsl.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Analyzers;

/// <summary>The catalogue as Roslyn wants it.</summary>
static class Descriptors
{
    const string HelpLink = "https://github.com/d2ldsl/d2ldsl/blob/main/analyzers/docs/{0}.md";

    static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = Catalogue.All.ToImmutableDictionary(entry => entry.Id, Of);

    /// <summary>The descriptor of an entry.</summary>
    public static DiagnosticDescriptor For(Entry entry) => ById[entry.Id];

    // A remark is off until someone asks for it; whoever does wants to see it.
    static DiagnosticDescriptor Of(Entry entry) => new(entry.Id, CatalogueResources.Title(entry), CatalogueResources.Message(entry), entry.Category, SeverityOf(entry.Severity),
        isEnabledByDefault: entry.Severity != Severity.Hidden, helpLinkUri: string.Format(HelpLink, entry.Id));

    static DiagnosticSeverity SeverityOf(Severity severity) => severity switch
    {
        Severity.Error => DiagnosticSeverity.Error,
        Severity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };
}
