namespace D2lDsl.Plotting;

/// <summary>An axis with its range and ticks. Positions run from 0 (low end) to 1 (high end).</summary>
internal sealed class Axis
{
    const double Padding = 0.04;

    readonly AxisScale scale;
    readonly double low, high;    // decimal logarithms on a log axis
    readonly bool whole;           // only whole numbers lie on this axis

    Axis(AxisScale scale, double low, double high, bool whole)
    {
        (this.scale, this.low, this.high, this.whole) = (scale, low, high, whole);
        Ticks = [];
    }

    public IReadOnlyList<Tick> Ticks { get; private set; }

    /// <summary>The widest tick label in pixels.</summary>
    public double LabelWidth => Ticks.Select(tick => TextWidth.Of(tick.Label ?? "", Theme.TickSize)).DefaultIfEmpty().Max();

    /// <summary>An axis over all placeable values, a little wider than they are.</summary>
    public static Axis Over(IEnumerable<double> values, AxisScale scale)
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
        return new Axis(scale, low - margin, high + margin, whole);
    }

    public double Position(double value) =>
        ((scale == AxisScale.Log ? Math.Log10(value) : value) - low) / (high - low);

    /// <summary>Chooses ticks for a vertical axis: one each <paramref name="spacing"/> pixels at the closest.</summary>
    public void PlaceTicks(double pixels, double spacing) => Ticks = TicksAtMost(Math.Max(2, (int)(pixels / spacing)), whole: false);

    /// <summary>Chooses ticks for a horizontal axis: as many as <see cref="PlaceTicks"/>, fewer where labels would touch
    /// and none between whole numbers where all values are whole (there is no epoch 1.5).</summary>
    public void PlaceTicksApart(double pixels, double spacing)
    {
        for (var most = Math.Max(2, (int)(pixels / spacing)); most >= 1; most--)
        {
            Ticks = TicksAtMost(most, whole);
            var labelled = Ticks.Where(tick => tick.Label is not null).ToArray();
            var apart = labelled.Zip(labelled.Skip(1)).All(pair =>
                (Position(pair.Second.Value) - Position(pair.First.Value)) * pixels
                >= 10 + (TextWidth.Of(pair.First.Label!, Theme.TickSize) + TextWidth.Of(pair.Second.Label!, Theme.TickSize)) / 2);
            if (apart) return;
        }
    }

    List<Tick> TicksAtMost(int most, bool whole) => scale == AxisScale.Log
        ? LogTicks.Between(Math.Pow(10, low), Math.Pow(10, high), most)
        : LinearTicks.Between(low, high, most, whole);
}
