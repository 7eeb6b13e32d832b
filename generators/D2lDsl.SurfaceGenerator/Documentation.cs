using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>The XML docs of one method: what the entry says, and what follows from its kind.</summary>
sealed record Documentation(Op Op)
{
    /// <summary>Says what the overload adds to the entry's summary.</summary>
    public string Also { get; init; } = "";

    /// <summary>The same call in PyTorch.</summary>
    public string Torch { get; init; } = Op.Torch;

    public required string Returns { get; init; }

    public IReadOnlyList<(string Type, string When)> Errors { get; init; } = [];

    /// <summary>Names and descriptions, in order.</summary>
    public required IReadOnlyList<(string Name, string Text)> Parameters { get; init; }

    /// <summary>Writes the docs; the method is generic in T where it is static.</summary>
    public void Write(SourceWriter writer, bool isGeneric, string? receiver = null)
    {
        writer.Line($"/// <summary>{Escape(Op.Summary)}{(Also.Length == 0 ? "" : " " + Escape(Also))}</summary>");
        if (isGeneric)
            writer.Line($"/// <typeparam name=\"T\">The element type: {ElementDispatch.Names(Op.Accepts)}.</typeparam>");
        foreach (var (name, text) in Parameters)
        {
            if (name != receiver)
                writer.Line($"/// <param name=\"{name}\">{Escape(text)}</param>");
        }

        writer.Line($"/// <returns>{Escape(Returns)}</returns>");
        foreach (var (type, when) in Errors)
            writer.Line($"/// <exception cref=\"{type}\">{Escape(when)}</exception>");
        var types = ElementDispatch.Names(Op.Accepts);
        if (Op.Accepts != Compiler.Ir.Elements.All)
            writer.Line($"/// <exception cref=\"NotSupportedException\">The element type is not {types}.</exception>");
        var self = receiver is null ? "" : $"; {receiver} is this tensor";
        writer.Line($"/// <remarks>PyTorch: <c>{Escape(Torch)}</c>{self}.</remarks>");
    }

    static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
