using System.Numerics;

namespace D2lDsl;

/// <summary>Makes tensors (<c>torch.zeros</c>, <c>torch.arange</c>, <c>torch.tensor</c>, …).</summary>
public static partial class Tensor
{
    /// <summary>A tensor of zeros (<c>torch.zeros</c>).</summary>
    /// <param name="shape">One size per axis; none makes a scalar.</param>
    public static Tensor<float> Zeros(params ReadOnlySpan<int> shape) => Zeros<float>(shape);

    /// <summary>A tensor of zeros (<c>torch.zeros</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="shape">One size per axis; none makes a scalar.</param>
    public static Tensor<T> Zeros<T>(params ReadOnlySpan<int> shape)
        where T : unmanaged => new(shape.ToArray());

    /// <summary>A tensor of ones (<c>torch.ones</c>).</summary>
    /// <param name="shape">One size per axis; none makes a scalar.</param>
    public static Tensor<float> Ones(params ReadOnlySpan<int> shape) => Ones<float>(shape);

    /// <summary>A tensor of ones (<c>torch.ones</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="shape">One size per axis; none makes a scalar.</param>
    public static Tensor<T> Ones<T>(params ReadOnlySpan<int> shape)
        where T : unmanaged => Full(shape, ElementType.From<T>(1L));

    /// <summary>A tensor with one value everywhere (<c>torch.full</c>): <c>Tensor.Full([2, 3], 7f)</c>.</summary>
    /// <typeparam name="T">The element type, read off the value.</typeparam>
    /// <param name="shape">One size per axis.</param>
    /// <param name="value">The value.</param>
    public static Tensor<T> Full<T>(ReadOnlySpan<int> shape, T value)
        where T : unmanaged
    {
        var result = Empty<T>(shape);
        result.AsSpan().Fill(value);
        return result;
    }

    /// <summary>A tensor whose elements are whatever the memory held (<c>torch.empty</c>); write before you read.</summary>
    /// <param name="shape">One size per axis; none makes a scalar.</param>
    public static Tensor<float> Empty(params ReadOnlySpan<int> shape) => Empty<float>(shape);

    /// <summary>A tensor whose elements are whatever the memory held (<c>torch.empty</c>); write before you read.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="shape">One size per axis; none makes a scalar.</param>
    public static Tensor<T> Empty<T>(params ReadOnlySpan<int> shape)
        where T : unmanaged => new(Runtime.AlignedArray.Kept<T>(Layout.Count(shape), isCleared: false, out int offset), offset, shape.ToArray());

    /// <summary>Zeros in the shape of another tensor (<c>torch.zeros_like</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The tensor whose shape is taken.</param>
    public static Tensor<T> ZerosLike<T>(Tensor<T> x)
        where T : unmanaged => Zeros<T>(x.Sizes);

    /// <summary>Ones in the shape of another tensor (<c>torch.ones_like</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The tensor whose shape is taken.</param>
    public static Tensor<T> OnesLike<T>(Tensor<T> x)
        where T : unmanaged => Ones<T>(x.Sizes);

    /// <summary>The integers 0, 1, … below the stop, as in PyTorch of type int64 (<c>torch.arange(stop)</c>).</summary>
    /// <param name="stop">The end, itself excluded.</param>
    /// <exception cref="ArgumentException">The stop is negative.</exception>
    public static Tensor<long> Arange(int stop) => Arange<long>(0, stop, 1);

    /// <summary>The integers from the start to below the stop, of type int64 (<c>torch.arange(start, stop)</c>).</summary>
    /// <param name="start">The first value.</param>
    /// <param name="stop">The end, itself excluded.</param>
    /// <exception cref="ArgumentException">The stop lies below the start.</exception>
    public static Tensor<long> Arange(int start, int stop) => Arange<long>(start, stop, 1);

    /// <summary>The integers from the start to below the stop, of type int64 (<c>torch.arange(start, stop, step)</c>).</summary>
    /// <param name="start">The first value.</param>
    /// <param name="stop">The end, itself excluded.</param>
    /// <param name="step">The difference between neighbours, not 0.</param>
    /// <exception cref="ArgumentException">The step is 0 or leads away from the stop.</exception>
    public static Tensor<long> Arange(int start, int stop, int step) => Arange<long>(start, stop, step);

    /// <summary>The values 0, 1, … below the stop (<c>torch.arange(stop, dtype)</c>): <c>Tensor.Arange&lt;float&gt;(12)</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="stop">The end, itself excluded.</param>
    /// <exception cref="ArgumentException">The stop is negative.</exception>
    public static Tensor<T> Arange<T>(T stop)
        where T : unmanaged, INumber<T> => Arange(T.Zero, stop, T.One);

    /// <summary>The values from the start to below the stop (<c>torch.arange(start, stop, step)</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="start">The first value.</param>
    /// <param name="stop">The end, itself excluded.</param>
    /// <exception cref="ArgumentException">The stop lies below the start.</exception>
    public static Tensor<T> Arange<T>(T start, T stop)
        where T : unmanaged, INumber<T> => Arange(start, stop, T.One);

    /// <summary>The values start, start + step, … before the stop (<c>torch.arange(start, stop, step)</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="start">The first value.</param>
    /// <param name="stop">The end, itself excluded.</param>
    /// <param name="step">The difference between neighbours, not 0.</param>
    /// <exception cref="ArgumentException">The step is 0 or leads away from the stop.</exception>
    public static Tensor<T> Arange<T>(T start, T stop, T step)
        where T : unmanaged, INumber<T>
    {
        double count = Math.Ceiling((double.CreateChecked(stop) - double.CreateChecked(start)) / double.CreateChecked(step));
        if (T.IsZero(step) || count < 0)
            throw new ArgumentException($"Arange: step {step} never leads from {start} to {stop}");
        if (!(count <= Array.MaxLength))
            throw new ArgumentException($"Arange: from {start} to {stop} by {step} is more elements than one array can hold");
        var result = Empty<T>((int)count);
        var elements = result.AsSpan();
        for (int i = 0; i < elements.Length; i++)
            elements[i] = start + T.CreateTruncating(i) * step;
        return result;
    }

    /// <summary>Evenly spaced values, both ends included (<c>torch.linspace</c>).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="start">The first value.</param>
    /// <param name="stop">The last value.</param>
    /// <param name="count">How many values, 0 or more.</param>
    public static Tensor<T> LinSpace<T>(T start, T stop, int count)
        where T : unmanaged, IFloatingPoint<T>
    {
        var result = Empty<T>(count);
        T step = count > 1 ? (stop - start) / T.CreateChecked(count - 1) : T.Zero;
        // Each half counts from its own end, as PyTorch does, so that both ends are exact.
        var elements = result.AsSpan();
        for (int i = 0; i < count; i++)
        {
            elements[i] = i < count / 2 || count == 1
                ? start + T.CreateChecked(i) * step
                : stop - T.CreateChecked(count - 1 - i) * step;
        }

        return result;
    }

    /// <summary>Evenly spaced values between integers, both ends included, as float (<c>torch.linspace</c>).</summary>
    /// <param name="start">The first value.</param>
    /// <param name="stop">The last value.</param>
    /// <param name="count">How many values, 0 or more.</param>
    public static Tensor<float> LinSpace(int start, int stop, int count) => LinSpace<float>(start, stop, count);

    /// <summary>The identity matrix (<c>torch.eye</c>).</summary>
    /// <param name="size">Rows and columns.</param>
    public static Tensor<float> Eye(int size) => Eye<float>(size);

    /// <summary>The identity matrix (<c>torch.eye</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="size">Rows and columns.</param>
    public static Tensor<T> Eye<T>(int size)
        where T : unmanaged
    {
        var result = Zeros<T>(size, size);
        var elements = result.AsSpan();
        for (int i = 0; i < size; i++)
            elements[i * (size + 1)] = ElementType.From<T>(1L);
        return result;
    }
}
