namespace D2lDsl.Plotting.Tests;

public class TickTests
{
    [Theory]
    [InlineData(0, 10, 5, "0 2 4 6 8 10")]
    [InlineData(-0.1, 0.35, 5, "−0.1 0.0 0.1 0.2 0.3")]
    [InlineData(0.04, 0.31, 6, "0.05 0.10 0.15 0.20 0.25 0.30")]
    [InlineData(1000, 5200, 4, "2000 4000")]
    [InlineData(0, 4e6, 4, "0 1×10⁶ 2×10⁶ 3×10⁶ 4×10⁶")]
    [InlineData(0, 3e-5, 3, "0 1×10⁻⁵ 2×10⁻⁵ 3×10⁻⁵")]
    [InlineData(-2.5e7, 1e7, 4, "−2×10⁷ −1×10⁷ 0 1×10⁷")]
    public void Linear_ticks_are_round_numbers(double low, double high, int most, string expected) =>
        Assert.Equal(expected, string.Join(' ', LinearTicks.Between(low, high, most).Select(tick => tick.Label)));

    [Theory]
    [InlineData(1, 3, "1 2 3")]
    [InlineData(1, 2, "1 2")]
    [InlineData(0, 100, "0 20 40 60 80 100")]
    public void Whole_numbers_get_no_ticks_between(double low, double high, string expected) =>
        Assert.Equal(expected, string.Join(' ', LinearTicks.Between(low - 0.08, high + 0.08, 6, whole: true).Select(tick => tick.Label)));

    [Theory]
    [InlineData(0.5, 2000, 6, "1 10 100 1000")]
    [InlineData(1e-6, 1, 8, "10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 10⁰")]
    [InlineData(1e-12, 1, 5, "10⁻¹² 10⁻⁹ 10⁻⁶ 10⁻³ 10⁰")]
    [InlineData(0.15, 1.2, 6, "0.2 0.5 1")]
    [InlineData(2.1, 2.9, 4, "2.2 2.4 2.6 2.8")]
    public void Log_ticks_are_powers_of_ten_or_round_numbers(double low, double high, int most, string expected) =>
        Assert.Equal(expected, string.Join(' ', LogTicks.Between(low, high, most).Select(tick => tick.Label).OfType<string>()));

    [Fact]
    public void Minor_log_ticks_lie_between_the_decades() =>
        Assert.Equal(2 * 8, LogTicks.Between(1, 100, 5).Count(tick => tick.Label is null));

    [Theory]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(-1e300, 1e300)]
    [InlineData(1e300, 1e300)]
    [InlineData(1, 1.0000000000000002)]
    [InlineData(123456789, 123456789.001)]
    [InlineData(1e-300, 2e-300)]
    public void Extreme_ranges_still_get_a_few_ticks_in_range(double low, double high)
    {
        foreach (var scale in Enum.GetValues<AxisScale>())
        {
            var axis = Axis.Over([low, high], scale);
            axis.PlaceTicksApart(500, 64);
            Assert.InRange(axis.Ticks.Count, 1, 60);
            Assert.All(axis.Ticks, tick => Assert.InRange(axis.Position(tick.Value), -1e-6, 1 + 1e-6));
        }
    }

    [Fact]
    public void Labels_of_a_horizontal_axis_do_not_touch()
    {
        var axis = Axis.Over([1_000_000.125, 1_000_000.5], AxisScale.Linear);
        axis.PlaceTicksApart(180, 30);
        var ends = axis.Ticks.Select(tick => (Middle: axis.Position(tick.Value) * 180, Half: TextWidth.Of(tick.Label!, Theme.TickSize) / 2)).ToArray();
        Assert.All(ends.Zip(ends.Skip(1)), pair => Assert.True(pair.First.Middle + pair.First.Half < pair.Second.Middle - pair.Second.Half));
    }
}
