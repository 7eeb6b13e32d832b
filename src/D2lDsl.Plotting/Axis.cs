namespace D2lDsl.Plotting;

/// <summary>An axis with its range and ticks. Positions run from 0 (low end) to 1 (high end).</summary>
internal sealed class Axis
{
    const double Padding = 0.04;

    readonly double low, high;    // decimal logarithms on a log axis
    readonly bool whole;           // only whole numbers lie on this axis
    readonly IReadOnlyList<string>? names;    // of the values 0, 1, 2, … where they stand for something

    Axis(AxisScale scale, double low, double high, bool whole, IReadOnlyList<string>? names)
    {
        (Scale, this.low, this.high, this.whole, this.names) = (scale, low, high, whole, names);
        Ticks = [];
    }

    public AxisScale Scale { get; }

    public IReadOnlyList<Tick> Ticks { get; private set; }

    /// <summary>The widest tick label in pixels.</summary>
    public double LabelWidth => Ticks.Select(tick => TextWidth.Of(tick.Label ?? "", Theme.TickSize)).DefaultIfEmpty().Max();

    /// <summary>An axis over all placeable values, a little wider than they are.</summary>
    /// <param name="values">What must lie on the axis.</param>
    /// <param name="scale">How values map to positions.</param>
    /// <param name="fromZero">Whether zero, where it is the lowest value, stands on the frame.</param>
    /// <param name="names">What the values 0, 1, 2, … are called.</param>
    public static Axis Over(IEnumerable<double> values, AxisScale scale, bool fromZero = false, IReadOnlyList<string>? names = null)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        var whole = scale == AxisScale.Linear;
        foreach (var value in values)
        {
            if (!Series.HasPlace(value, scale)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
            whole &= Math.Truncate(value) == value;
        }
        if (low > high) (low, high, whole) = scale == AxisScale.Log ? (1, 10, false) : (0, 1, false);   // nothing to show: an empty frame
        if (scale == AxisScale.Log) (low, high) = (Math.Log10(low), Math.Log10(high));

        // Equal values, or values that differ by rounding only, still get a range to stand in.
        var size = scale == AxisScale.Log ? 1 : Math.Max(Math.Abs(low), Math.Abs(high));
        var margin = high - low > 1e-9 * size ? Padding * (high - low)
            : whole && size < 1e6 ? 1
            : size == 0 || scale == AxisScale.Log ? 0.5
            : 0.1 * size;
        var floor = fromZero && low == 0 && scale == AxisScale.Linear ? 0 : margin;
        return new Axis(scale, low - floor, high + margin, whole, names);
    }

    public double Position(double value) =>
        ((Scale == AxisScale.Log ? Math.Log10(value) : value) - low) / (high - low);

    /// <summary>Chooses ticks for a vertical axis: one each <paramref name="spacing"/> pixels at the closest.</summary>
    public void PlaceTicks(double pixels, double spacing) => Ticks = TicksAtMost(Math.Max(2, (int)(pixels / spacing)), whole: false);

    /// <summary>Chooses ticks for a horizontal axis: as many as <see cref="PlaceTicks"/>, fewer where labels would touch
    /// and none between whole numbers where all values are whole (there is no epoch 1.5).</summary>
    public void PlaceTicksApart(double pixels, double spacing) =>
        PlaceTicksApart(pixels, spacing, gap: 10, label => TextWidth.Of(label, Theme.TickSize));

    /// <inheritdoc cref="PlaceTicksApart(double, double)"/>
    public void PlaceTicksApart(double length, double spacing, double gap, Func<string, double> width)
    {
        for (var most = names?.Count ?? Math.Max(2, (int)(length / spacing)); most >= 1; most--)
        {
            Ticks = TicksAtMost(most, whole);
            var labelled = Ticks.Where(tick => tick.Label is not null).ToArray();
            var apart = labelled.Zip(labelled.Skip(1)).All(pair =>
                (Position(pair.Second.Value) - Position(pair.First.Value)) * length
                >= gap + (width(pair.First.Label!) + width(pair.Second.Label!)) / 2);
            if (apart) return;
        }
    }

    List<Tick> TicksAtMost(int most, bool whole)
    {
        if (names is not null)
        {
            var every = (names.Count + most - 1) / most;
            return [.. Enumerable.Range(0, names.Count).Where(i => i % every == 0).Select(i => new Tick(i, names[i]))];
        }
        return Scale == AxisScale.Log
            ? LogTicks.Between(Math.Pow(10, low), Math.Pow(10, high), most)
            : LinearTicks.Between(low, high, most, whole);
    }
}
