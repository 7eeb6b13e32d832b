using D2lDsl;
using D2lDsl.Data;

/// <summary>The parts of the sample, each from its data to its table and chart.</summary>
public sealed class Lessons(Screen screen, string outputFolder, int seed)
{
    /// <summary>Parts (a) and (b): data whose truth is known, learnt from scratch and with a module.</summary>
    public void FromMadeUpData()
    {
        Tensor<float> trueW = Tensor.Of([2f, -3.4f]);
        const float trueB = 4.2f;
        const double noise = 0.01;
        var (x, y) = Synthetic.LinearRegression(trueW, trueB, count: 1000, noise, seed);
        var how = new Hyperparameters(Seed: seed);

        screen.Heading("(a) From scratch", "1000 made-up examples of y = 2·x₀ − 3.4·x₁ + 4.2; we own the tensors w and b");
        var scratch = FromScratch.Train(x, y, how, (epoch, loss) => screen.Progress("epoch", epoch, loss));
        Compare(scratch);

        screen.Heading("(b) Concise", "The same examples; a module owns W and B");
        var concise = Concise.Train(x, y, how, (epoch, loss) => screen.Progress("epoch", epoch, loss));
        Compare(concise);

        string chart = Path.Combine(outputFolder, "synthetic.svg");
        Charts.OfSynthetic(x, y, concise, noiseFloor: noise * noise / 2).Save(chart);
        screen.Say($"Chart: {chart}");

        void Compare(TrainedLine line) => screen.Results("trained", "true",
        [
            ("w[0]", line.Weights[0], trueW[0].Item()),
            ("w[1]", line.Weights[1], trueW[1].Item()),
            ("b", line.Bias, trueB),
            ("loss", line.EpochLosses[^1], noise * noise / 2),    // the true line leaves the noise, half its variance
        ]);
    }

    /// <summary>Part (c), or the user's own file: a table of numbers, and the exact answer beside the trained one.</summary>
    public void FromFile(string title, string path, string target, string? remark = null)
    {
        var table = Csv.Read(path);
        string[] features = RealTable.FeaturesFor(table, target);
        screen.Heading(title, $"{table.RowCount} rows of {Path.GetFileName(path)}: {target} from {string.Join(", ", features)}");
        if (remark is not null)
            screen.Say(remark);
        string[] ignored = [.. table.Columns.Where(column => column.Kind == ColumnKind.Text && column.Name != target).Select(column => column.Name)];
        if (ignored.Length > 0)
            screen.Say($"Left out, as they hold text: {string.Join(", ", ignored)}");

        var line = screen.Watch("step", report => RealTable.Train(table, target, seed, report));
        double[]? exact = LeastSquares.Solve(table, features, target);
        screen.Results("trained", "least squares",
        [
            ("intercept", line.Intercept, exact?[0]),
            .. features.Select((feature, i) => (feature, line.Coefficients[i], exact?[i + 1])),
        ]);
        screen.Say(FormattableString.Invariant($"{line.Losses.Count} steps; R² = {line.RSquared:0.0000}"));
        if (exact is null)
            screen.Say("Some features follow from others, so many lines fit equally well; this is one of them.");
        if (line.Losses.Count == RealTable.MaxSteps)
            screen.Say("Stopped before the slope was gone: some features are nearly copies of others, and training is slow along them.");

        string chart = Path.Combine(outputFolder, Path.GetFileNameWithoutExtension(path) + ".svg");
        Charts.OfTable(table, line).Save(chart);
        screen.Say($"Chart: {chart}");
    }
}
