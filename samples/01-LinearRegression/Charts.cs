using D2lDsl;
using D2lDsl.Data;
using D2lDsl.Plotting;

/// <summary>The two charts of each part: the data with what was found, and the loss on the way there.</summary>
public static class Charts
{
    /// <summary>Labels over the second feature with the fitted line, and the loss of every batch.</summary>
    public static Figure OfSynthetic(Tensor<float> x, Tensor<float> y, TrainedLine line, double noiseFloor)
    {
        float[] second = x[.., 1].ToArray();
        float[] ends = [second.Min(), second.Max()];
        float[] fitted = [.. ends.Select(end => line.Weights[1] * end + line.Bias)];
        float[] steps = [.. line.BatchLosses.Select((_, i) => i + 1f)];
        float[] floor = [(float)noiseFloor, (float)noiseFloor];

        return new Figure(
            new Chart { Title = "Synthetic data", XLabel = "features[:, 1]", YLabel = "label" }
                .Scatter(second, y.AsSpan(), "examples")
                .Line(ends, fitted, "fitted, first feature at 0"),
            new Chart { Title = "Loss while training", XLabel = "batch", YLabel = "mean squared half-loss", YScale = AxisScale.Log }
                .Line(steps, line.BatchLosses, "training")
                .Line([1f, steps.Length], floor, "noise floor", LineStyle.Dashed));
    }

    /// <summary>The table with the fitted line (for several features: predicted over actual values), and the loss of every step.</summary>
    public static Figure OfTable(Table table, TableLine line) => new(
        line.Features.Count == 1 ? DataAndLine(table, line) : PredictedAndActual(table, line),
        new Chart { Title = "Loss while training", XLabel = "step", YLabel = "half-loss of the standardised target", YScale = AxisScale.Log }
            .Line(line.Losses.Select((_, i) => i + 1f), line.Losses));

    static Chart DataAndLine(Table table, TableLine line)
    {
        double[] x = table[line.Features[0]].ToNumbers();
        double[] ends = [x.Min(), x.Max()];
        return new Chart { Title = Path.GetFileName(table.Name), XLabel = line.Features[0], YLabel = line.Target }
            .Scatter(x, table[line.Target].ToNumbers(), "data")
            .Line(ends, [.. ends.Select(end => line.Intercept + line.Coefficients[0] * end)], "fitted line");
    }

    static Chart PredictedAndActual(Table table, TableLine line)
    {
        double[] actual = table[line.Target].ToNumbers();
        double[][] features = [.. line.Features.Select(feature => table[feature].ToNumbers())];
        double[] predicted = [.. actual.Select((_, row) => line.Intercept + line.Coefficients.Select((c, i) => c * features[i][row]).Sum())];
        double[] ends = [actual.Min(), actual.Max()];
        return new Chart { Title = Path.GetFileName(table.Name), XLabel = $"{line.Target}, actual", YLabel = $"{line.Target}, predicted" }
            .Scatter(actual, predicted, "rows")
            .Line(ends, ends, "perfect", LineStyle.Dashed);
    }
}
