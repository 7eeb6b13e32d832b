namespace D2lDsl.CompilerTests.Models;

/// <summary>A model of any floating-point type: it has no kernel of its own.</summary>
public static class Distances
{
    [Model]
    public static Tensor<T> Squared<T>([Shape("n", "d")] Tensor<T> x, [Shape("n", "d")] Tensor<T> y)
        where T : unmanaged
        => Sum(Square(Scaled(x - y)), axis: 1);

    [Model]
    static Tensor<T> Scaled<T>([Shape("n", "d")] Tensor<T> x)
        where T : unmanaged
        => x / 2;
}

/// <summary>The same, where the type parameter is the class's.</summary>
public static partial class Norms<T>
    where T : unmanaged
{
    [Model]
    public static Tensor<T> Largest([Shape("n")] Tensor<T> x) => Max(Abs(x));
}

/// <summary>Calls of generic models, with their types bound.</summary>
public static partial class Bound
{
    [Model]
    public static Tensor<float> Floats([Parameter, Shape("n", "d")] Tensor<float> x, [Shape("n", "d")] Tensor<float> y)
        => Mean(Distances.Squared(x, y)) + Norms<float>.Largest(Reshape(x, -1));

    [Model]
    public static Tensor<double> Doubles([Parameter, Shape("n", "d")] Tensor<double> x, [Shape("n", "d")] Tensor<double> y)
        => Mean(Distances.Squared(x, y)) + Norms<double>.Largest(Reshape(x, -1));
}

/// <summary>A generic layer.</summary>
[Model]
public sealed partial class DenseOf<T>
    where T : unmanaged
{
    [Parameter, Shape("i", "o")]
    public partial Tensor<T> W { get; }

    [Model]
    public Tensor<T> Predict([Shape("n", "i")] Tensor<T> x) => Tanh(MatMul(x, W));
}

/// <summary>A module that binds it.</summary>
[Model]
public sealed partial class DoubleTower
{
    [Shape("d", "d", Count = 2)]
    readonly DenseOf<double>[] layers;

    [Model]
    public Tensor<double> Loss([Shape("n", "d")] Tensor<double> x) => Mean(Square(layers[1].Predict(layers[0].Predict(x))));
}
