using System.ComponentModel;
using System.Numerics;

namespace D2lDsl.Runtime;

/// <summary>Compares gradients with central differences. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GradientProbe
{
    /// <summary>A seed of random numbers between −1 and 1, the same for the same sizes.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="result">A result of the model, whose shape the seed has.</param>
    public static Tensor<T> Seed<T>(Tensor<T> result)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(result);
        return Sampling.Uniform<T>(result.Sizes, -1, 1, new Random(20));
    }

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

    /// <summary>Moves each element of the parameters to both sides and compares; where they differ, once more from nearer.</summary>
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
                double gradient = double.CreateTruncating(analytic[i]);
                double step = relative * Math.Max(1, Math.Abs(double.CreateTruncating(values[i])));
                double numeric = Slope(ref values[i], step, value), error = Error(gradient, numeric);
                Nearer(ref values[i], gradient, value, relative * relative, ref step, ref numeric, ref error);
                if (double.IsNaN(error) ? !double.IsNaN(worst.RelativeError) : error > worst.RelativeError)
                    worst = new(model, parameters.Names[p], Index(i, parameters.At(p).Sizes), gradient, numeric, error, step, parameters.Flat.Length);
            }
        }

        return worst;
    }

    /// <summary>
    /// Looks again from nearer where a slope is far from its gradient: a kink of the model beside the element, as <c>Relu</c> and <c>Max</c>
    /// have them, is not between the two points then. Rounding errors grow as the step shrinks, so only an error ten times as large is
    /// looked at again, and only one four times as small counts: a wrong gradient stays wrong.
    /// </summary>
    static void Nearer<T>(ref T element, double gradient, Func<double> value, double rounding, ref double step, ref double numeric, ref double error)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double nearer = step;
        for (int i = 0; i < 2; i++)
        {
            (nearer, rounding) = (nearer / 16, rounding * 16);
            if (!(error > 10 * rounding))
                return;
            double slope = Slope(ref element, nearer, value), left = Error(gradient, slope);
            if (left < error / 4)
                (step, numeric, error) = (nearer, slope, left);
        }
    }

    /// <summary>The slope of the value from a step before to a step behind an element, which is then where it was.</summary>
    static double Slope<T>(ref T element, double step, Func<double> value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var at = element;
        element = at + T.CreateTruncating(step);
        double above = value(), high = double.CreateTruncating(element);
        element = at - T.CreateTruncating(step);
        double below = value(), low = double.CreateTruncating(element);
        element = at;
        return (above - below) / (high - low);
    }

    static double Error(double gradient, double numeric)
        => Math.Abs(gradient - numeric) / Math.Max(1, Math.Max(Math.Abs(gradient), Math.Abs(numeric)));

    static int[] Index(int position, int[] sizes)
    {
        var index = new int[sizes.Length];
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
            (position, index[axis]) = (position / sizes[axis], position % sizes[axis]);
        return index;
    }
}
