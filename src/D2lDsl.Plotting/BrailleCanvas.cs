using System.Text;

namespace D2lDsl.Plotting;

/// <summary>Draws with braille characters: each has two columns of four dots, so a line of text is four dots high.</summary>
internal sealed class BrailleCanvas(int columns, int lines) : ICanvas
{
    // The bit of each dot of a braille character, by row and column of the dot.
    static readonly byte[,] Bits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    readonly byte[,] dots = new byte[lines, columns];
    readonly Colour?[,] colours = new Colour?[lines, columns];
    readonly char[,] letters = new char[lines, columns];

    public void Line(IReadOnlyList<IReadOnlyList<(double X, double Y)>> runs, LineStyle style, Colour colour)
    {
        foreach (var run in runs)
        {
            var drawn = 0;
            Dot(Column(run[0].X), Row(run[0].Y), colour);
            for (var i = 1; i < run.Count; i++)
                Segment((Column(run[i - 1].X), Row(run[i - 1].Y)), (Column(run[i].X), Row(run[i].Y)), style, colour, ref drawn);
        }
    }

    public void Marks(IReadOnlyList<(double X, double Y)> points, Marker marker, IReadOnlyList<double> radii, Colour colour, double opacity)
    {
        foreach (var (x, y) in points) Dot(Column(x), Row(y), colour);
    }

    public void Bars(IReadOnlyList<(double Left, double Right, double Bottom, double Top)> bars, Colour colour)
    {
        foreach (var (left, right, bottom, top) in bars)
        {
            for (var column = Column(left); column <= Math.Max(Column(left), Column(right) - 1); column++)
                for (var row = Row(top); row <= Row(bottom); row++)
                    Dot(column, row, colour);
        }
    }

    /// <summary>Puts a letter over the dots at a point, so that a series is told from others without colours.</summary>
    public void Letter(double x, double y, char letter) => letters[Row(y) / 4, Column(x) / 2] = letter;

    /// <summary>One line of the drawing.</summary>
    public string Text(int line, bool coloured)
    {
        var text = new StringBuilder();
        Colour? current = null;
        for (var column = 0; column < columns; column++)
        {
            var colour = dots[line, column] == 0 ? null : colours[line, column];
            if (coloured && colour != current) text.Append(colour is { } next ? $"\e[38;5;{next.Terminal}m" : "\e[0m");
            current = colour;
            text.Append(letters[line, column] != 0 ? letters[line, column] : dots[line, column] == 0 ? ' ' : (char)(0x2800 + dots[line, column]));
        }
        return coloured && current is not null ? $"{text}\e[0m" : text.ToString();
    }

    void Segment((int X, int Y) from, (int X, int Y) to, LineStyle style, Colour colour, ref int drawn)
    {
        var steps = Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y));
        for (var i = 1; i <= steps; i++)
        {
            var phase = drawn++;
            var isGap = style switch
            {
                LineStyle.Dashed => phase % 8 >= 4,
                LineStyle.Dotted => phase % 4 != 0,
                LineStyle.DashDot => phase % 10 is >= 4 and < 7 or >= 8,
                _ => false,
            };
            if (!isGap)
                Dot(from.X + (int)Math.Round((double)(to.X - from.X) * i / steps), from.Y + (int)Math.Round((double)(to.Y - from.Y) * i / steps), colour);
        }
    }

    void Dot(int column, int row, Colour colour)
    {
        dots[row / 4, column / 2] |= Bits[row % 4, column % 2];
        colours[row / 4, column / 2] = colour;
    }

    int Column(double x) => Math.Clamp((int)Math.Round(x * (2 * columns - 1)), 0, 2 * columns - 1);

    int Row(double y) => Math.Clamp((int)Math.Round((1 - y) * (4 * lines - 1)), 0, 4 * lines - 1);
}
