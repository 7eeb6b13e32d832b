using D2lDsl;
using D2lDsl.Data;

/// <summary>The exact answer that training should come to.</summary>
public static class LeastSquares
{
    /// <summary>The intercept and then one coefficient a feature, or null where features determine each other and no answer is unique.</summary>
    public static double[]? Solve(Table table, IReadOnlyList<string> features, string target)
    {
        // Standardised columns keep the equations well scaled, whatever the units are.
        Standardizer scaleX = Standardizer.Fit(table, [.. features]), scaleY = Standardizer.Fit(table, target);
        Tensor<double> x = scaleX.Transform(table.ToTensor<double>([.. features])), y = scaleY.Transform(table.ToTensor<double>(target));

        var solution = LinearAlgebra.LeastSquares(x, y[.., 0]);
        if (solution.Rank < features.Count)
            return null;
        double[] coefficients = [.. solution.X.ToArray().Select((c, i) => c * scaleY.Std[0] / scaleX.Std[i])];
        return [scaleY.Mean[0] - coefficients.Select((c, i) => c * scaleX.Mean[i]).Sum(), .. coefficients];
    }
}
