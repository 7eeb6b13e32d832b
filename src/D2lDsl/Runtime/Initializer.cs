using System.ComponentModel;

namespace D2lDsl.Runtime;

/// <summary>Fills a module's parameters when it is constructed. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Initializer
{
    /// <summary>Writes the initial values that an <see cref="Init"/> stands for.</summary>
    /// <typeparam name="T">The element type; random values need float or double.</typeparam>
    /// <param name="parameter">The parameter, of sizes [in, out]; that of a convolution has [out, in, rows, columns], of which the rows and columns multiply both fans.</param>
    /// <param name="init">Which values.</param>
    /// <param name="rng">Where random ones come from.</param>
    /// <exception cref="ArgumentException">Xavier or Kaiming was asked for a parameter of fewer than 2 axes.</exception>
    public static void Fill<T>(Tensor<T> parameter, Init init, Random rng)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(rng);
        // Weights are there to be multiplied.
        if (parameter.Rank >= 2)
        {
            Preparation.Expect(KernelParts.Products);
            Gemm.Prepare<T>();
            Workers.Prepare();
        }

        if (init == Init.Default)
            init = parameter.Rank >= 2 ? Init.Xavier : Init.Zeros;
        switch (init)
        {
            case Init.Zeros:
                parameter.Fill(default);
                break;
            case Init.Ones:
                parameter.Fill(ElementType.From<T>(1L));
                break;
            case Init.Xavier:
                Uniform(parameter, Math.Sqrt(6.0 / Fans(parameter, init).Sum), rng);
                break;
            case Init.XavierNormal:
                Normal(parameter, Math.Sqrt(2.0 / Fans(parameter, init).Sum), rng);
                break;
            case Init.Kaiming:
                Uniform(parameter, Math.Sqrt(6.0 / Fans(parameter, init).In), rng);
                break;
            case Init.KaimingNormal:
                Normal(parameter, Math.Sqrt(2.0 / Fans(parameter, init).In), rng);
                break;
            case Init.Normal:
                Normal(parameter, 0.01, rng);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(init), init, "There is no such Init");
        }
    }

    static (long In, long Sum) Fans<T>(Tensor<T> parameter, Init init)
        where T : unmanaged
    {
        if (parameter.Rank < 2)
            throw new ArgumentException(
                $"Init.{init} needs sizes [in, out], the parameter has shape {parameter.Shape}; choose Init.Normal or Init.Zeros");
        long field = 1;
        foreach (int size in parameter.Sizes.AsSpan(2))
            field *= size;
        var (into, outOf) = parameter.Rank == 2 ? (parameter.Sizes[0], parameter.Sizes[1]) : (parameter.Sizes[1], parameter.Sizes[0]);
        long fanIn = into * field, fanOut = outOf * field;
        return (Math.Max(fanIn, 1), Math.Max(fanIn + fanOut, 1));
    }

    static void Uniform<T>(Tensor<T> parameter, double bound, Random rng)
        where T : unmanaged => parameter.CopyFrom(Sampling.Uniform<T>(parameter.Sizes, -bound, bound, rng));

    static void Normal<T>(Tensor<T> parameter, double deviation, Random rng)
        where T : unmanaged => parameter.CopyFrom(Sampling.Normal<T>(parameter.Sizes, 0, deviation, rng));
}
