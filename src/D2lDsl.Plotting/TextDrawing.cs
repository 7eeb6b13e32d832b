using System.Text;

namespace D2lDsl.Plotting;

/// <summary>Draws one chart as text: title, plot with axes and ticks, labels and legend.</summary>
internal sealed class TextDrawing
{
    readonly Chart chart;
    readonly int width, plotWidth, plotHeight, margin;
    readonly bool colours;
    readonly Frame frame;
    readonly BrailleCanvas canvas;
    readonly Series[] labelled;
    readonly Dictionary<int, string> ticks = [];    // the label of each line that has one

    public TextDrawing(Chart chart, int width, int height, bool colours)
    {
        (this.chart, this.width, plotHeight, this.colours) = (chart, width, height, colours);
        frame = new Frame(chart);
        frame.Vertical.PlaceTicks(height, spacing: 3);
        foreach (var tick in frame.Vertical.Ticks)
            if (tick.Label is { } label) ticks[(int)Math.Round((1 - frame.Vertical.Position(tick.Value)) * (height - 1))] = label;
        margin = ticks.Values.Select(label => label.Length).DefaultIfEmpty().Max() + 1;
        plotWidth = Math.Max(10, width - margin - 1);
        frame.Horizontal.PlaceTicksApart(plotWidth, spacing: 6, gap: 3, label => label.Length);

        canvas = new BrailleCanvas(plotWidth, height);
        labelled = [.. chart.Series.Where(series => !string.IsNullOrWhiteSpace(series.Label))];
        foreach (var series in chart.Series) series.Draw(frame, canvas);
        if (UsesLetters)
        {
            for (var i = 0; i < labelled.Length; i++) PutLetters(labelled[i], i);
        }
    }

    bool UsesLetters => !colours && chart.Series.Count > 1 && labelled.Length > 0;

    public override string ToString()
    {
        var text = new StringBuilder();
        if (!string.IsNullOrWhiteSpace(chart.Title)) text.AppendLine(Centred(chart.Title, 0, width));
        if (!string.IsNullOrWhiteSpace(chart.YLabel)) text.AppendLine(Cut(chart.YLabel, width));
        for (var line = 0; line < plotHeight; line++)
        {
            var label = ticks.GetValueOrDefault(line);
            text.Append((label ?? "").PadLeft(margin - 1)).Append(label is null ? " │" : " ┤").AppendLine(canvas.Text(line, colours).TrimEnd());
        }
        AppendHorizontalAxis(text);
        if (!string.IsNullOrWhiteSpace(chart.XLabel)) text.AppendLine(Centred(chart.XLabel, margin + 1, plotWidth));
        AppendLegend(text);
        return text.Replace("\r\n", "\n").ToString();
    }

    void AppendHorizontalAxis(StringBuilder text)
    {
        var axis = new string('─', plotWidth).ToCharArray();
        var labels = new string(' ', width + 20).ToCharArray();
        foreach (var tick in frame.Horizontal.Ticks)
        {
            if (tick.Label is not { } label) continue;
            var column = Math.Clamp((int)Math.Round(frame.Horizontal.Position(tick.Value) * (plotWidth - 0.5) - 0.25), 0, plotWidth - 1);
            axis[column] = '┬';
            label.CopyTo(0, labels, Math.Clamp(margin + 1 + column - label.Length / 2, 0, labels.Length - label.Length), label.Length);
        }
        text.Append(' ', margin).Append('└').Append(axis).Append('\n').AppendLine(new string(labels).TrimEnd());
    }

    /// <summary>The entries one after the other, on as many lines as they need.</summary>
    void AppendLegend(StringBuilder text)
    {
        var used = 0;
        for (var i = 0; i < labelled.Length; i++)
        {
            var sample = Sample(labelled[i], i, out var sampleWidth);
            var label = Cut(labelled[i].Label!, width - margin - 2 - sampleWidth);
            var needed = sampleWidth + 1 + label.Length;
            if (used > 0 && used + 3 + needed > plotWidth)
            {
                text.Append('\n');
                used = 0;
            }
            text.Append(' ', used == 0 ? margin + 1 : 3).Append(sample).Append(' ').Append(label);
            used += (used == 0 ? 0 : 3) + needed;
        }
        if (used > 0) text.Append('\n');
    }

    string Sample(Series series, int index, out int sampleWidth)
    {
        sampleWidth = UsesLetters ? 1 : 3;
        if (UsesLetters) return Letter(index).ToString();
        var sample = new BrailleCanvas(sampleWidth, 1);
        series.DrawSample(sample);
        return sample.Text(0, colours);
    }

    /// <summary>Four letters along each series, those of different series at different places.</summary>
    void PutLetters(Series series, int index)
    {
        (double X, double Y)[] points = [.. frame.Runs(series.X, series.Y).SelectMany(run => run)];
        for (var i = 0; i < 4 && points.Length > 0; i++)
        {
            var (x, y) = points[(int)((i + (index + 0.5) / labelled.Length) / 4 * points.Length)];
            canvas.Letter(x, y, Letter(index));
        }
    }

    static char Letter(int index) => (char)('a' + index % 26);

    static string Centred(string text, int left, int width)
    {
        var cut = Cut(text, width);
        return new string(' ', left + (width - cut.Length) / 2) + cut;
    }

    static string Cut(string text, int width)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= width ? line : line[..(width - 1)] + "…";
    }
}
