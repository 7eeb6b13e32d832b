using D2lDsl;
using D2lDsl.Data;

/// <summary>The same module on a table from a file: choose columns, standardise, train, translate back.</summary>
public static class RealTable
{
    /// <summary>Where training ends at the latest.</summary>
    public const int MaxSteps = 20_000;

    /// <summary>The columns a target can be predicted from: all others that hold numbers.</summary>
    /// <remarks>A column with some numbers and some text counts, so that a slip in one cell is reported, not passed over.</remarks>
    public static string[] FeaturesFor(Table table, string target)
    {
        string[] features = [.. table.Columns.Where(c => c.Kind != ColumnKind.Text && c.Name != table[target].Name).Select(c => c.Name)];
        return features.Length > 0 ? features : throw new DataException(
            table.Name, null, null, $"no column but \"{target}\" holds numbers, so there is nothing to predict it from");
    }

    /// <summary>Fits target = intercept + Σ coefficient · feature; <paramref name="report"/> hears of each step and its loss.</summary>
    /// <exception cref="DataException">The table has a missing or a text cell where a number is needed, or a constant column.</exception>
    public static TableLine Train(Table table, string target, int seed, Action<int, float> report)
    {
        // Columns in miles and in feet make a long narrow valley of a loss; standardised ones make a bowl. They are
        // standardised as doubles: a float cannot tell one second from the next in 2026, counted from 1970.
        string[] features = FeaturesFor(table, target);
        Standardizer scaleX = Standardizer.Fit(table, features), scaleY = Standardizer.Fit(table, target);
        Tensor<float> x = scaleX.Transform(table.ToTensor<double>(features)).Cast<float>();
        Tensor<float> y = scaleY.Transform(table.ToTensor<double>(target)).Cast<float>();

        // A table of this size needs no batches: each step sees all rows, until the slope is gone. Correlated features add up,
        // so with d of them the loss is at most d times as steep as with one, and the steps are that much smaller.
        var net = new LinearNet(d: features.Length, seed: seed);
        var kernel = new LinearNet.LossKernel(net);
        var sgd = new Sgd(learningRate: 0.5 / features.Length);
        var losses = new List<float>();
        while (losses.Count < MaxSteps)
        {
            losses.Add(kernel.ForwardBackward(x, y));
            report(losses.Count, losses[^1]);
            if (kernel.Gradients.Flat.Norm().Item() < 1e-6f)
                break;
            sgd.Step(net.Parameters, kernel.Gradients);
        }

        return InOwnUnits(net, scaleX, scaleY, features, target, losses);
    }

    /// <summary>Undoes the standardising: (y − my)/sy = Σ wᵢ·(xᵢ − mᵢ)/sᵢ + b, solved for y.</summary>
    static TableLine InOwnUnits(
        LinearNet net, Standardizer scaleX, Standardizer scaleY, string[] features, string target, List<float> losses)
    {
        double[] coefficients = [.. net.W.ToArray().Select((w, i) => w * scaleY.Std[0] / scaleX.Std[i])];
        double intercept = scaleY.Mean[0] + scaleY.Std[0] * net.B.Item() - coefficients.Select((c, i) => c * scaleX.Mean[i]).Sum();
        double rSquared = 1 - 2 * losses[^1];    // the target has variance 1, the loss is half of what is left of it
        return new TableLine(target, features, coefficients, intercept, rSquared, losses);
    }
}
