using D2lDsl.OpTests.Cases;

namespace D2lDsl.OpTests.Running;

/// <summary>Between plain numbers and tensors of any element type.</summary>
static class Tensors
{
    /// <summary>A dense tensor.</summary>
    public static object Dense(TensorData data) => Make(data, data.Shape, data.Values);

    /// <summary>The same values, seen through strides: a transposed view, or every second element of a vector.</summary>
    public static object Strided(TensorData data)
    {
        var count = data.Values.Length;
        if (data.Shape.Length == 0 || count == 0)
            return Dense(data);
        if (data.Shape.Length == 1)
            return Make(data, [2 * count], [.. data.Values.SelectMany(value => (double[])[value, 99])], everySecond: true);
        int[] reversed = [.. data.Shape.Reverse()];
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[Transposed(i, data.Shape)] = data.Values[i];
        return Make(data, reversed, values, transpose: true);
    }

    /// <summary>A tensor, or the element that stands for one of rank 0, as plain numbers.</summary>
    public static TensorData Read(object result) => result switch
    {
        Tensor<double> t => new("double", [.. t.Shape], t.ToArray()),
        Tensor<float> t => new("float", [.. t.Shape], [.. t.ToArray().Select(v => (double)v)]),
        Tensor<int> t => new("int", [.. t.Shape], [.. t.ToArray().Select(v => (double)v)]),
        Tensor<long> t => new("int", [.. t.Shape], [.. t.ToArray().Select(v => (double)v)]),
        Tensor<bool> t => new("bool", [.. t.Shape], [.. t.ToArray().Select(v => v ? 1.0 : 0.0)]),
        bool value => new("bool", [], [value ? 1 : 0]),
        IConvertible value => new(value is float ? "float" : value is double ? "double" : "int", [], [value.ToDouble(null)]),
        _ => throw new InvalidOperationException($"a result of type {result.GetType()}"),
    };

    static object Make(TensorData data, int[] shape, double[] values, bool transpose = false, bool everySecond = false) => data.Type switch
    {
        "double" => Make(shape, values, v => v, transpose, everySecond),
        "float" => Make(shape, values, v => (float)v, transpose, everySecond),
        "int" => Make(shape, values, v => (int)v, transpose, everySecond),
        "bool" => Make(shape, values, v => v != 0, transpose, everySecond),
        _ => throw new InvalidOperationException($"no tensors of {data.Type}"),
    };

    static Tensor<T> Make<T>(int[] shape, double[] values, Func<double, T> convert, bool transpose, bool everySecond)
        where T : unmanaged
    {
        var tensor = Tensor.Empty<T>(shape);
        tensor.CopyFrom([.. values.Select(convert)]);
        return transpose ? tensor.T : everySecond ? tensor.Slice(0, 0, shape[0], 2) : tensor;
    }

    /// <summary>Where the i-th element, row-major, lies when all axes are reversed.</summary>
    static int Transposed(int i, int[] shape)
    {
        var (result, stride) = (0, 1);
        var place = new int[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--)
            (place[axis], i) = (i % shape[axis], i / shape[axis]);
        // In the reversed layout the first axis is the fastest.
        for (var axis = 0; axis < shape.Length; axis++)
            (result, stride) = (result + place[axis] * stride, stride * shape[axis]);
        return result;
    }
}
