using D2lDsl.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>A mistake at a place in the user's source.</summary>
public sealed record Finding(Entry Entry, IReadOnlyList<string> Arguments, Location Location)
{
    /// <summary>What to write in place of the code at the location, where that is certain enough to be offered.</summary>
    public string? Replacement { get; init; }

    /// <summary>True where the code is no valid C# either: the compiler says so, and the model's error would only repeat it.</summary>
    public bool IsSaid { get; init; }

    public string Message => string.Format(System.Globalization.CultureInfo.InvariantCulture, Entry.Message, [.. Arguments]);
}

/// <summary>Ends the reading of a model at its first mistake.</summary>
sealed class ReadException(Finding finding) : Exception(finding.Message)
{
    public Finding Finding { get; } = finding;
}
