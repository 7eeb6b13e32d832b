using D2lDsl;

namespace NewtonSample;

/// <summary>Solves A·s = g for a symmetric positive definite matrix, such as the Hessian of a strictly convex function.</summary>
static class Cholesky
{
    /// <summary>s of shape [p], for A of shape [p, p] and g of shape [p].</summary>
    public static double[] Solve(Tensor<double> matrix, Tensor<double> right)
    {
        int p = right.Length;
        var (a, s) = (matrix.ToArray(), right.ToArray());
        // A = L·Lᵀ, written over the lower half of the copy.
        for (int j = 0; j < p; j++)
            for (int i = j; i < p; i++)
            {
                double sum = a[i * p + j];
                for (int k = 0; k < j; k++)
                    sum -= a[i * p + k] * a[j * p + k];
                a[i * p + j] = i == j ? Math.Sqrt(sum) : sum / a[j * p + j];
            }

        // L·z = g from above, then Lᵀ·s = z from below.
        for (int i = 0; i < p; i++)
        {
            for (int k = 0; k < i; k++)
                s[i] -= a[i * p + k] * s[k];
            s[i] /= a[i * p + i];
        }

        for (int i = p - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < p; k++)
                s[i] -= a[k * p + i] * s[k];
            s[i] /= a[i * p + i];
        }

        return s;
    }
}
