using System.Globalization;
using System.Resources;
using D2lDsl.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Analyzers;

/// <summary>
/// The catalogue as resources: titles and messages in the language of the reader, Chinese where that is asked for and else English. They lie in
/// the compiler itself, so that no assembly of translations has to be found beside it.
/// </summary>
sealed class CatalogueResources : ResourceManager
{
    static readonly CatalogueResources All = new();

    public static LocalizableString Title(Entry entry) => new LocalizableResourceString($"{entry.Id}.Title", All, typeof(CatalogueResources));

    public static LocalizableString Message(Entry entry) => new LocalizableResourceString($"{entry.Id}.Message", All, typeof(CatalogueResources));

    public override string? GetString(string name, CultureInfo? culture)
    {
        var (id, isTitle) = (name.Split('.')[0], name.EndsWith(".Title", StringComparison.Ordinal));
        if (culture?.TwoLetterISOLanguageName == "zh" && ChineseCatalogue.Of(id) is var (title, message))
            return isTitle ? title : message;
        return Catalogue.All.FirstOrDefault(e => e.Id == id) is { } entry ? isTitle ? entry.Title : entry.Message : null;
    }
}
