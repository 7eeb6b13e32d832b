using static D2lDsl.Ops;

namespace D2lDsl.Benchmarks;

/// <summary>LeNet-5 on images of 28 by 28.</summary>
[Model]
public sealed partial class LeNet
{
    [Parameter, Shape(6, 1, 5, 5)] public partial Tensor<float> C1 { get; }
    [Parameter, Shape(6)] public partial Tensor<float> B1 { get; }
    [Parameter, Shape(16, 6, 5, 5)] public partial Tensor<float> C2 { get; }
    [Parameter, Shape(16)] public partial Tensor<float> B2 { get; }
    [Parameter, Shape(400, 120)] public partial Tensor<float> W3 { get; }
    [Parameter, Shape(120)] public partial Tensor<float> B3 { get; }
    [Parameter, Shape(120, 84)] public partial Tensor<float> W4 { get; }
    [Parameter, Shape(84)] public partial Tensor<float> B4 { get; }
    [Parameter, Shape(84, "c")] public partial Tensor<float> W5 { get; }
    [Parameter, Shape("c")] public partial Tensor<float> B5 { get; }

    [Model]
    public Tensor<float> Loss([Shape("n", 1, 28, 28)] Tensor<float> x, [Shape("n")] Tensor<int> labels)
    {
        var first = AvgPool2d(Tanh(Conv2d(x, C1, B1, padding: 2)), 2);
        var second = AvgPool2d(Tanh(Conv2d(first, C2, B2)), 2);
        var hidden = Tanh(MatMul(second.Flatten(1), W3) + B3);
        return CrossEntropy(MatMul(Tanh(MatMul(hidden, W4) + B4), W5) + B5, labels);
    }
}
