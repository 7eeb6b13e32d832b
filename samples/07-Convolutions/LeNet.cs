using D2lDsl;
using static D2lDsl.Ops;

namespace ConvolutionsSample;

/// <summary>LeNet-5: two convolutions, each with a pooling behind it, and three dense layers. With Tanh it learns sooner than with Sigmoid. Images are 28 by 28.</summary>
[Model]
public sealed partial class LeNet
{
    [Parameter, Shape(6, 1, 5, 5)]  public partial Tensor<float> C1 { get; }
    [Parameter, Shape(6)]           public partial Tensor<float> B1 { get; }
    [Parameter, Shape(16, 6, 5, 5)] public partial Tensor<float> C2 { get; }
    [Parameter, Shape(16)]          public partial Tensor<float> B2 { get; }
    [Parameter, Shape(400, 120)]    public partial Tensor<float> W3 { get; }
    [Parameter, Shape(120)]         public partial Tensor<float> B3 { get; }
    [Parameter, Shape(120, 84)]     public partial Tensor<float> W4 { get; }
    [Parameter, Shape(84)]          public partial Tensor<float> B4 { get; }
    [Parameter, Shape(84, "c")]     public partial Tensor<float> W5 { get; }
    [Parameter, Shape("c")]         public partial Tensor<float> B5 { get; }

    /// <summary>A score for each class. A bias of a channel is the same for all of its pixels.</summary>
    [Model]
    [return: Shape("n", "c")]
    public Tensor<float> Predict([Shape("n", 1, 28, 28)] Tensor<float> x)
    {
        var first = AvgPool2d(Tanh(Conv2d(x, C1, B1, padding: 2)), 2);
        var second = AvgPool2d(Tanh(Conv2d(first, C2, B2)), 2);
        var hidden = Tanh(MatMul(second.Flatten(1), W3) + B3);
        return MatMul(Tanh(MatMul(hidden, W4) + B4), W5) + B5;
    }

    [Model]
    public Tensor<float> Loss([Shape("n", 1, 28, 28)] Tensor<float> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(Predict(x), labels);
}
