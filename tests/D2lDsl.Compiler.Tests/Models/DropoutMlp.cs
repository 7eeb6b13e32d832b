namespace D2lDsl.CompilerTests.Models;

/// <summary>The book's multilayer perceptron with dropout (chapter 5.6): two hidden layers, each dropped from with a probability of its own.</summary>
[Model]
public sealed partial class DropoutMlp
{
    [Parameter, Shape("d", "h")] public partial Tensor<float> W1 { get; }
    [Parameter, Shape("h")]      public partial Tensor<float> B1 { get; }
    [Parameter, Shape("h", "h")] public partial Tensor<float> W2 { get; }
    [Parameter, Shape("h")]      public partial Tensor<float> B2 { get; }
    [Parameter, Shape("h", "c")] public partial Tensor<float> W3 { get; }
    [Parameter, Shape("c")]      public partial Tensor<float> B3 { get; }

    /// <summary>For evaluation: nothing is dropped.</summary>
    [Model]
    [return: Shape("n", "c")]
    public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x)
    {
        var h = Relu(MatMul(x, W1) + B1);
        return MatMul(Relu(MatMul(h, W2) + B2), W3) + B3;
    }

    [Model]
    [return: Shape("n", "c")]
    public Tensor<float> Train([Shape("n", "d")] Tensor<float> x, [Shape] Tensor<int> seed)
    {
        var h = Dropout(Relu(MatMul(x, W1) + B1), 0.2, FoldIn(seed, 1));
        return MatMul(Dropout(Relu(MatMul(h, W2) + B2), 0.5, FoldIn(seed, 2)), W3) + B3;
    }

    [Model]
    public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels, [Shape] Tensor<int> seed)
        => CrossEntropy(Train(x, seed), labels);
}
