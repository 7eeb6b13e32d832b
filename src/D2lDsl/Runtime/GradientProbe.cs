using System.ComponentModel;
using System.Numerics;

namespace D2lDsl.Runtime;

/// <summary>Compares gradients with central differences. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GradientProbe
{
    /// <summary>A seed of random numbers between −1 and 1, the same for the same sizes.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="sizes">One size per axis.</param>
    public static Tensor<T> Seed<T>(params int[] sizes)
        where T : unmanaged => Sampling.Uniform<T>(sizes, -1, 1, new Random(20));

    /// <summary>What a tensor adds to the number that is differentiated: its elements, weighted by the seed.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="result">A result of the model.</param>
    /// <param name="seed">Of the same shape.</param>
    public static double Weighted<T>(Tensor<T> result, Tensor<T> seed)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(seed);
        var values = result.AsSpan();
        var weights = seed.AsSpan();
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
            sum += double.CreateTruncating(values[i]) * double.CreateTruncating(weights[i]);
        return sum;
    }

    /// <summary>Moves each element of the parameters to both sides and compares.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="model">The model, <c>Type.Method</c>.</param>
    /// <param name="parameters">Copies of the parameters, which <paramref name="value"/> reads.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="value">The number that is differentiated.</param>
    public static GradientCheck Check<T>(string model, NamedTensors<T> parameters, NamedTensors<T> gradients, Func<double> value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(value);
        // The cube root of the rounding error balances it against the error of the difference itself.
        double relative = Math.Cbrt(double.CreateTruncating(T.BitIncrement(T.One) - T.One));
        var worst = new GradientCheck(model, "", [], 0, 0, -1, 0, parameters.Flat.Length);
        for (int p = 0; p < parameters.Count; p++)
        {
            var values = parameters.At(p).AsSpan();
            var analytic = gradients.At(p).AsSpan();
            for (int i = 0; i < values.Length; i++)
            {
                var at = values[i];
                double step = relative * Math.Max(1, Math.Abs(double.CreateTruncating(at)));
                values[i] = at + T.CreateTruncating(step);
                double above = value(), high = double.CreateTruncating(values[i]);
                values[i] = at - T.CreateTruncating(step);
                double below = value(), low = double.CreateTruncating(values[i]);
                values[i] = at;
                double numeric = (above - below) / (high - low), gradient = double.CreateTruncating(analytic[i]);
                double error = Math.Abs(gradient - numeric) / Math.Max(1, Math.Max(Math.Abs(gradient), Math.Abs(numeric)));
                if (double.IsNaN(error) ? !double.IsNaN(worst.RelativeError) : error > worst.RelativeError)
                    worst = new(model, parameters.Names[p], Index(i, parameters.At(p).Sizes), gradient, numeric, error, step, parameters.Flat.Length);
            }
        }

        return worst;
    }

    static int[] Index(int position, int[] sizes)
    {
        var index = new int[sizes.Length];
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
            (position, index[axis]) = (position / sizes[axis], position % sizes[axis]);
        return index;
    }
}
