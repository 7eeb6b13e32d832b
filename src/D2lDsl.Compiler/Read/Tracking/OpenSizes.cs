using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>
/// Sizes in ordinary code. What a [Shape] names is a symbol as in a model; a size that only the running program knows is free, and may
/// be anything: only what differs whatever it is differs.
/// </summary>
sealed class OpenSizes : SizeRelation
{
    readonly Dictionary<string, Dim> nominal = [];
    int last;

    /// <summary>The nominal size of a batch that was counted on, though the last batch may be shorter; cleared by whoever reads it.</summary>
    public Dim? ShortBatch { get; set; }

    /// <summary>A size of which nothing is known, called after the variable it came from.</summary>
    public Dim Free(string name = "") => Dim.Symbol($"{Axes.Unknown}{++last}{Letters(name)}");

    public override Dim? Some() => Free();

    /// <summary>A name after the number must not go on with digits.</summary>
    static string Letters(string name) => name == "" || char.IsDigit(name[0]) ? "" : name;

    /// <summary>The size of a batch: as given, or less at the end.</summary>
    public Dim Batch(Dim size)
    {
        // No user's symbol has a prime; to the rules it is an axis like those that users name.
        var name = "batch" + new string('′', nominal.Count + 1);
        nominal.Add(name, size);
        return Dim.Symbol(name);
    }

    public bool IsFree(Dim size) => size.Symbols.Any(s => s[0] == Axes.Unknown || nominal.ContainsKey(s));

    static readonly System.Text.RegularExpressions.Regex Mark = new(@"\?\d+(\w*)");

    /// <summary>A text with free sizes as users know them: by their names, or as a question mark.</summary>
    public static string Shown(string text) => text.IndexOf(Axes.Unknown) < 0 ? text : Mark.Replace(text, m => m.Groups[1].Length > 0 ? m.Groups[1].Value : "?");

    public override Dim? Meet(Dim a, Dim b)
    {
        if (a.Equals(b))
            return a;
        if (!IsFree(a) && !IsFree(b))
            return null;
        if (Full(a).Equals(Full(b)))
            ShortBatch = Nominal(a) ?? Nominal(b);
        var (over, under) = (a - b, b - a);
        if (over.Value is not null || over.IsNegative || under.IsNegative)
            return null;
        return IsFree(a) ? b : a;
    }

    /// <summary>The size where every batch is as long as the first.</summary>
    public Dim Full(Dim size) => Nominal(size) is null ? size : size.Substitute(s => nominal.TryGetValue(s, out var full) ? full : Dim.Symbol(s));

    /// <summary>How long the batches are that a size counts; null where it counts none.</summary>
    Dim? Nominal(Dim size) => size.Symbols.Select(s => nominal.TryGetValue(s, out var full) ? full : null).FirstOrDefault(d => d is not null);

    /// <summary>A free size may be 1, which meets anything.</summary>
    public override Dim? Broadcast(Dim a, Dim b)
    {
        if (a.IsOne || b.IsOne || (!IsFree(a) && !IsFree(b)))
            return base.Broadcast(a, b);
        Meet(a, b);
        return a.Equals(b) || !IsFree(a) ? a : !IsFree(b) ? b : Free();
    }

    public override Dim? Quotient(Dim count, Dim by)
    {
        if (by.Value == 0)
            return null;
        if (count.DividedBy(by) is { } quotient)
            return quotient;
        if (count.Value is not null && by.Value is not null)
            return null;
        if (Nominal(count) is { } full && Full(count).DividedBy(by) is not null)
            ShortBatch = full;
        return Free();
    }
}
