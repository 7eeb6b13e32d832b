using System.Globalization;

namespace D2lDsl.Runtime;

/// <summary>
/// Draws the arena over time: which tensors are alive at which step. Where the sizes are known each lies where it lies in memory, as high
/// as it is large; otherwise there is a bar a tensor, with its bytes as a formula.
/// </summary>
static class MemoryDrawing
{
    const int Left = 84, Head = 8, Foot = 24, MapHeight = 260, BarHeight = 22, Alignment = 64;

    public static string Draw(Picture picture, ReadOnlySpan<(string Symbol, long Size)> sizes)
    {
        int column = Math.Clamp(860 / Math.Max(1, picture.Steps.Count), 22, 96);
        long?[] bytes = new long?[picture.Slots.Count];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = SizeFormula.Value(picture.Slots[i].Bytes, sizes);
        return bytes.All(b => b is not null) ? Map(picture, [.. bytes.Select(b => b!.Value)], column) : Bars(picture, column);
    }

    static string Map(Picture picture, long[] bytes, int column)
    {
        var (offsets, arena) = Place(picture, bytes);
        int Height(long size) => arena == 0 ? 0 : (int)(size * MapHeight / arena);
        var svg = new Svg();
        for (int i = 0; i < bytes.Length; i++)
        {
            var slot = picture.Slots[i];
            int x = Left + slot.First * column, width = (slot.Last - slot.First + 1) * column, height = Math.Max(1, Height(bytes[i])), y = Head + MapHeight - Height(offsets[i]) - height;
            svg.Line($"<g class=\"slot{GraphDrawing.ClassOf(slot.First)}\"><title>{slot.Name} {slot.Type}\n{slot.Bytes} = {bytes[i]:N0} bytes at {offsets[i]:N0}</title><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
            if (height >= 14 && slot.Name.Length * 7 + 8 <= width)
                svg.Line($"<text x=\"{x + 6}\" y=\"{y + height / 2 + 4}\">{slot.Name}</text>");
            svg.Line($"</g>");
        }

        svg.Line($"<path class=\"axis\" d=\"M{Left} {Head}V{Head + MapHeight}H{Left + picture.Steps.Count * column}\"/>");
        svg.Line($"<text class=\"size\" x=\"{Left - 6}\" y=\"{Head + 10}\">{Short(arena)}</text><text class=\"size\" x=\"{Left - 6}\" y=\"{Head + MapHeight}\">0</text>");
        Steps(svg, picture, Left, column, Head + MapHeight);
        long peak = picture.Steps.Select((_, step) => bytes.Where((_, i) => picture.Slots[i].First <= step && step <= picture.Slots[i].Last).Sum()).DefaultIfEmpty(0).Max();
        return string.Create(CultureInfo.InvariantCulture, $"<p>An arena of {arena:N0} bytes; at most {peak:N0} are alive at once.</p>\n")
            + svg.Finish(Left + picture.Steps.Count * column + 8, Head + MapHeight + Foot, $"Memory of {picture.Title}");
    }

    static string Bars(Picture picture, int column)
    {
        var svg = new Svg();
        int names = picture.Slots.Max(slot => slot.Name.Length + slot.Type.Length + 3) * 7, height = picture.Slots.Count * BarHeight;
        for (int i = 0; i < picture.Slots.Count; i++)
        {
            var slot = picture.Slots[i];
            int y = Head + i * BarHeight, x = names + slot.First * column, width = (slot.Last - slot.First + 1) * column;
            svg.Line($"<g class=\"slot{GraphDrawing.ClassOf(slot.First)}\"><title>{slot.Name} {slot.Type}: {slot.Bytes} bytes</title><rect x=\"{x}\" y=\"{y + 2}\" width=\"{width}\" height=\"{BarHeight - 4}\"/>");
            svg.Line($"<text x=\"4\" y=\"{y + 15}\">{slot.Name} {slot.Type}</text><text x=\"{x + 6}\" y=\"{y + 15}\">{slot.Bytes}</text></g>");
        }

        svg.Line($"<path class=\"axis\" d=\"M{names} {Head}V{Head + height}H{names + picture.Steps.Count * column}\"/>");
        int right = picture.Slots.Max(slot => names + slot.First * column + slot.Bytes.Length * 7 + 14);
        int steps = names + picture.Steps.Count * column + 8;
        Steps(svg, picture, names, column, Head + height);
        return "<p>Bytes, as formulas; ToHtml with sizes draws where each tensor lies.</p>\n" + svg.Finish(Math.Max(right, steps), Head + height + Foot, $"Memory of {picture.Title}");
    }

    static void Steps(Svg svg, Picture picture, int left, int column, int y)
    {
        for (int i = 0; i < picture.Steps.Count; i++)
            svg.Line($"<text class=\"step\" x=\"{left + i * column + column / 2}\" y=\"{y + 15}\">{i + 1}</text>");
    }

    /// <summary>Where the kernel itself puts them: an arena for each element type, one above the other.</summary>
    static (long[] Offsets, long Arena) Place(Picture picture, long[] bytes)
    {
        long[] offsets = new long[bytes.Length];
        long arena = 0;
        foreach (var type in Enumerable.Range(0, bytes.Length).GroupBy(i => picture.Slots[i].Type.Split(' ')[0]))
        {
            int[] own = [.. type];
            long[] at = new long[own.Length];
            long needed = ArenaPlan.Place([.. own.SelectMany(i => new[] { picture.Slots[i].First, picture.Slots[i].Last })], [.. own.Select(i => bytes[i])], Alignment, at);
            for (int i = 0; i < own.Length; i++)
                offsets[own[i]] = arena + at[i];
            arena += needed;
        }

        return (offsets, arena);
    }

    /// <summary>1.5 MB.</summary>
    static string Short(long bytes)
    {
        double size = bytes;
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        int unit = 0;
        for (; size >= 1000 && unit < units.Length - 1; unit++)
            size /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.##} {units[unit]}");
    }
}
