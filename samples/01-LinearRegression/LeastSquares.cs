using D2lDsl.Data;

/// <summary>The exact answer that training should come to, by the textbook: solve (XᵀX)·c = Xᵀy in double precision.</summary>
public static class LeastSquares
{
    /// <summary>The intercept and then one coefficient a feature, or null where features determine each other and no answer is unique.</summary>
    public static double[]? Solve(Table table, IReadOnlyList<string> features, string target)
    {
        // Centred columns of length 1 keep the equations well scaled, whatever the units are.
        double[] y = table[target].ToNumbers();
        double[][] columns = [.. features.Select(feature => table[feature].ToNumbers())];
        double[] means = [.. columns.Select(column => column.Average())];
        double[] scales = [.. columns.Select((column, i) => Math.Sqrt(column.Sum(v => (v - means[i]) * (v - means[i]))))];
        double[][] x = [.. columns.Select((column, i) => column.Select(v => (v - means[i]) / scales[i]).ToArray())];

        int d = features.Count;
        var system = new double[d, d + 1];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
                system[i, j] = Dot(x[i], x[j]);
            system[i, d] = Dot(x[i], y);
        }

        if (Eliminate(system) is not { } solution)
            return null;
        double[] coefficients = [.. solution.Select((c, i) => c / scales[i])];
        return [y.Average() - coefficients.Select((c, i) => c * means[i]).Sum(), .. coefficients];
    }

    /// <summary>Gauss-Jordan elimination; the matrix is symmetric and positive definite, so the diagonal serves as pivot.</summary>
    static double[]? Eliminate(double[,] system)
    {
        int d = system.GetLength(0);
        for (int pivot = 0; pivot < d; pivot++)
        {
            if (system[pivot, pivot] < 1e-10)
                return null;
            for (int row = 0; row < d; row++)
            {
                double factor = system[row, pivot] / system[pivot, pivot];
                for (int column = pivot; row != pivot && column <= d; column++)
                    system[row, column] -= factor * system[pivot, column];
            }
        }

        return [.. Enumerable.Range(0, d).Select(i => system[i, d] / system[i, i])];
    }

    static double Dot(double[] a, double[] b) => a.Zip(b, (p, q) => p * q).Sum();
}
