namespace D2lDsl.CompilerTests.Models;

/// <summary>The book's LeNet, for images of s by s after its first convolution, whose sizes are symbols.</summary>
[Model]
public sealed partial class LeNet
{
    [Parameter, Shape(6, 1, 5, 5)]            public partial Tensor<float> C1 { get; }
    [Parameter, Shape(6)]                     public partial Tensor<float> B1 { get; }
    [Parameter, Shape(16, 6, 5, 5)]           public partial Tensor<float> C2 { get; }
    [Parameter, Shape(16)]                    public partial Tensor<float> B2 { get; }
    [Parameter, Shape("16*s*s", 30)]          public partial Tensor<float> W3 { get; }
    [Parameter, Shape(30)]                    public partial Tensor<float> B3 { get; }
    [Parameter, Shape(30, "k")]               public partial Tensor<float> W4 { get; }
    [Parameter, Shape("k")]                   public partial Tensor<float> B4 { get; }

    [Model]
    [return: Shape("n", "k")]
    public Tensor<float> Predict([Shape("n", 1, "4*s + 8", "4*s + 8")] Tensor<float> x)
    {
        var first = MaxPool2d(Relu(Conv2d(x, C1, padding: 2) + B1.Reshape(-1, 1, 1)), 2);
        var second = AvgPool2d(Relu(Conv2d(first, C2) + B2.Reshape(-1, 1, 1)), kernelSize: 2);
        return MatMul(Tanh(MatMul(second.Flatten(start: 1), W3) + B3), W4) + B4;
    }

    [Model]
    public Tensor<float> Loss([Shape("n", 1, "4*s + 8", "4*s + 8")] Tensor<float> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(Predict(x), labels);
}
