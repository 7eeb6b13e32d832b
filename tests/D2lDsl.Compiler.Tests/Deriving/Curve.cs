using System.Reflection;
using System.Runtime.CompilerServices;

namespace D2lDsl.CompilerTests.Deriving;

/// <summary>A kernel of a double model with its arguments; its further derivatives, called by name, and what they must agree with.</summary>
sealed class Curve(object kernel, object[] arguments, params int[] parameters)
{
    const double Step = 1e-5;

    static readonly Random Fixed = new(11);

    IEnumerable<Tensor<double>> Parameters => parameters.Select(i => (Tensor<double>)arguments[i]);

    /// <summary>Jv against the difference of values along v.</summary>
    public void JvpIsTheDifferenceAlong(double tolerance = 1e-7)
    {
        var (directions, (value, tangent)) = Moved();
        Close(Values(Call("Forward", arguments)), value, 1e-12, "value");
        var ahead = Values(Call("Forward", Displaced(directions, Step)));
        var behind = Values(Call("Forward", Displaced(directions, -Step)));
        Close([.. ahead.Zip(behind, (a, b) => (a - b) / (2 * Step))], tangent, tolerance, "tangent");
    }

    /// <summary>⟨u, Jv⟩ = ⟨Jᵀu, v⟩: forward and reverse mode are each other's transpose.</summary>
    public void ForwardAndReverseModeAgree()
    {
        var (directions, (_, tangent)) = Moved();
        var shape = Call("Forward", arguments) is Tensor<double> result ? result.Shape : default;
        var seed = shape.Rank > 0 ? Tensor.RandN<double>(Fixed, [.. shape]) : null;
        Call("ForwardBackward", [.. arguments, .. seed is null ? [] : new object[] { seed }, false]);
        var left = seed is null ? tangent[0] : tangent.Zip(seed.ToArray(), (t, s) => t * s).Sum();
        var right = Gradients().Zip(directions.SelectMany(d => d.ToArray()), (g, d) => g * d).Sum();
        Assert.True(Math.Abs(left - right) <= 1e-10 * (1 + Math.Abs(left)), $"⟨u, Jv⟩ = {left:R}, ⟨Jᵀu, v⟩ = {right:R}");
    }

    /// <summary>Each row of the Hessian against the difference of gradients; the product with a vector against the matrix.</summary>
    public void HessianIsTheDifferenceOfGradients(double tolerance = 1e-6)
    {
        var hessian = (Hessian<double>)Call("Hessian", arguments);
        var (matrix, size) = (hessian.Matrix.ToArray(), hessian.Matrix.Shape[0]);
        Assert.Equal(Parameters.Sum(p => p.Length), size);
        var row = 0;
        foreach (var parameter in parameters)
            for (var i = 0; i < ((Tensor<double>)arguments[parameter]).Length; i++, row++)
            {
                var (ahead, behind) = (GradientsAt(parameter, i, Step), GradientsAt(parameter, i, -Step));
                Close([.. ahead.Zip(behind, (a, b) => (a - b) / (2 * Step))], matrix[(row * size)..((row + 1) * size)], tolerance, $"row {row}");
            }
        var vectors = Directions();
        var product = (NamedTensors<double>)Call("HessianVectorProduct", [.. arguments, .. vectors]);
        var vector = vectors.SelectMany(v => v.ToArray()).ToArray();
        Close([.. Enumerable.Range(0, size).Select(r => Enumerable.Range(0, size).Sum(c => matrix[r * size + c] * vector[c]))], product.Flat.ToArray(), 1e-10, "product");
    }

    /// <summary>The Jacobian times a direction is the tangent.</summary>
    public void JacobianTimesADirectionIsTheTangent()
    {
        var (directions, (_, tangent)) = Moved();
        var jacobian = (NamedTensors<double>)Call("Jacobian", arguments);
        var sums = new double[tangent.Length];
        foreach (var (values, direction) in jacobian.Select(j => j.Value.ToArray()).Zip(directions.Select(d => d.ToArray())))
            for (var i = 0; i < values.Length; i++)
                sums[i / direction.Length] += values[i] * direction[i % direction.Length];
        Close(tangent, sums, 1e-10, "J·v");
    }

    /// <summary>The kernel's own check passes, leaves the gradients of the last call and the caller's tensors alone.</summary>
    public GradientCheck ChecksItself()
    {
        var before = Parameters.Select(p => p.ToArray()).ToArray();
        var check = (GradientCheck)Call("CheckGradients", arguments);
        Assert.True(check.Passed(1e-6), check.ToString());
        Assert.Equal(Parameters.Sum(p => p.Length), check.Count);
        Assert.Equal(before, Parameters.Select(p => p.ToArray()));
        return check;
    }

    public object Call(string method, object[] with)
    {
        try
        {
            return kernel.GetType().GetMethod(method)!.Invoke(kernel, with)!;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    Tensor<double>[] Directions() => [.. Parameters.Select(p => Tensor.RandN<double>(Fixed, [.. p.Shape]))];

    (Tensor<double>[] Directions, (double[] Value, double[] Tangent)) Moved()
    {
        var directions = Directions();
        var both = (ITuple)Call("Jvp", [.. arguments, .. directions]);
        return (directions, (Values(both[0]!), Values(both[1]!)));
    }

    object[] Displaced(Tensor<double>[] directions, double step)
    {
        object[] moved = [.. arguments];
        for (var i = 0; i < parameters.Length; i++)
            moved[parameters[i]] = (Tensor<double>)arguments[parameters[i]] + directions[i] * step;
        return moved;
    }

    double[] GradientsAt(int parameter, int element, double step)
    {
        object[] moved = [.. arguments];
        var tensor = ((Tensor<double>)arguments[parameter]).Clone();
        tensor.AsSpan()[element] += step;
        moved[parameter] = tensor;
        Call("ForwardBackward", [.. moved, false]);
        return Gradients();
    }

    double[] Gradients() => ((NamedTensors<double>)kernel.GetType().GetProperty("Gradients")!.GetValue(kernel)!).Flat.ToArray();

    static double[] Values(object result) => result is double number ? [number] : ((Tensor<double>)result).ToArray();

    static void Close(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"{what}[{i}] is {actual[i]:R} where {expected[i]:R} was expected");
    }
}
