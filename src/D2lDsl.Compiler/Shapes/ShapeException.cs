using System.Globalization;
using D2lDsl.Compiler.Diagnostics;

namespace D2lDsl.Compiler.Shapes;

/// <summary>A mistake in the user's model, found while shapes are worked out: a diagnostic of the catalogue with its arguments.</summary>
public sealed class ShapeException(Entry entry, params string[] arguments) : Exception(string.Format(CultureInfo.InvariantCulture, entry.Message, arguments))
{
    public Entry Entry { get; } = entry;

    public IReadOnlyList<string> Arguments { get; } = arguments;
}
