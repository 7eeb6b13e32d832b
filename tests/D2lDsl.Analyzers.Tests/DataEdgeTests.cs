using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Where data meets models: two thirds of the shape mistakes that people post lie here.</summary>
public class DataEdgeTests
{
    const string Models = """
        public static partial class Linear
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y,
                [Parameter, Shape("d", 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b) => Mean(Square(MatMul(x, w) + b - y)) / 2;

            [Model]
            public static Tensor<float> Predict([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", 1)] Tensor<float> w) => MatMul(x, w);
        }

        [Model]
        public sealed partial class Mlp
        {
            [Parameter, Shape("d", "h")] public partial Tensor<float> W1 { get; }
            [Parameter, Shape("h")]      public partial Tensor<float> B1 { get; }
            [Parameter, Shape("h", "c")] public partial Tensor<float> W2 { get; }

            [Model]
            [return: Shape("n", "c")]
            public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x) => MatMul(Relu(MatMul(x, W1) + B1), W2);

            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(Predict(x), labels);
        }

        public static partial class Images
        {
            [Model]
            public static Tensor<float> Mean3([Shape("n", 3, "h", "w")] Tensor<float> image, [Parameter, Shape(3, 1, 1)] Tensor<float> s) => Mean(image * s);
        }

        """;

    [Theory]
    [InlineData("var net = new Mlp(d: 784, h: 8, c: 10, seed: 1); var k = new Mlp.LossKernel(net); k.Forward({|D2L0703:Tensor.Ones(784)|}, Tensor.Zeros<int>(1));")]
    [InlineData("var net = new Mlp(d: 784, h: 8, c: 10, seed: 1); var p = net.Predict({|D2L0703:Tensor.Ones(784)|});")]
    [InlineData("var net = new Mlp(d: 784, h: 8, c: 10, seed: 1); var p = net.Predict({|D2L0704:Tensor.Ones(784, 60)|});")]
    [InlineData("var net = new Mlp(d: 784, h: 8, c: 10, seed: 1); var p = net.Predict({|D2L0705:Tensor.Ones(60, 28, 28)|});")]
    [InlineData("var net = new Mlp(d: 784, h: 8, c: 10, seed: 1); var p = net.Predict({|D2L0701:Tensor.Ones(60, 100)|});")]
    [InlineData("var net = new Mlp(d: 784, h: 8, c: 10, seed: 1); var x = Tensor.Ones(60, 784); var k = new Mlp.LossKernel(net); k.ForwardBackward(x, {|D2L0706:Tensor.Zeros<int>(60, 10)|});")]
    [InlineData("var net = new Mlp(d: 784, h: 8, c: 10, seed: 1); var x = Tensor.Ones(60, 784); var k = new Mlp.LossKernel(net); k.ForwardBackward(x, {|D2L0701:Tensor.Zeros<int>(50)|});")]
    [InlineData("var net = new Mlp(d: 784, h: 8, c: 10, seed: 1); var x = Tensor.Ones(60, 784); var k = new Mlp.LossKernel(net); k.ForwardBackward(x, {|D2L0702:Tensor.Zeros<int>(60, 1)|});")]
    [InlineData("var net = new Mlp(d: 784, h: 8, c: 10, seed: 1); var p = net.Predict(Tensor.Ones(60, 784)); var s = {|D2L0301:p + Tensor.Ones(9)|};")]
    [InlineData("var net = new Mlp(d: 784, h: 8, c: 10, seed: 1); var s = {|D2L0201:MatMul(Tensor.Ones(2, 3), net.W1)|};")]
    [InlineData("var (x, y, w, b) = (Tensor.Ones(10, 2), Tensor.Ones(10), Tensor.Zeros(2, 1), Tensor.Zeros(1)); var l = Linear.Loss(x, {|D2L0702:y|}, w, b);")]
    [InlineData("var (x, y, w, b) = (Tensor.Ones(10, 2), Tensor.Ones(8, 1), Tensor.Zeros(2, 1), Tensor.Zeros(1)); var k = new Linear.LossKernel(); k.ForwardBackward(x, {|D2L0701:y|}, w, b);")]
    [InlineData("var (x, y, w, b) = (Tensor.Ones(2, 10), Tensor.Ones(10, 1), Tensor.Zeros(2, 1), Tensor.Zeros(1)); var k = new Linear.LossKernel(); k.ForwardBackward({|D2L0704:x|}, y, w, b);")]
    [InlineData("var (x, w) = (Tensor.Ones(10, 2), Tensor.Zeros(2)); var k = new Linear.PredictKernel(); k.Forward(x, {|D2L0702:w|});")]
    [InlineData("var (x, w) = (Tensor.Ones(10, 2), Tensor.Zeros(2, 1)); var k = new Linear.PredictKernel(); k.ForwardBackward(x, w, {|D2L0702:Tensor.Ones(10)|});")]
    [InlineData("var (x, w) = (Tensor.Ones(10, 2), Tensor.Zeros(2, 1)); var k = new Linear.PredictKernel(); var y = k.Forward(x, w); var z = {|D2L0301:y.T + Tensor.Ones(1, 9)|};")]
    [InlineData("Images.Mean3({|D2L0704:Tensor.Ones(8, 32, 32, 3)|}, Tensor.Ones(3, 1, 1));")]
    [InlineData("Images.Mean3({|D2L0701:Tensor.Ones(8, 1, 32, 32)|}, Tensor.Ones(3, 1, 1));")]
    [InlineData("var loader = {|D2L0711:new DataLoader<float, float>(Tensor.Ones(10, 2), Tensor.Ones(9, 1), 4)|};")]
    [InlineData("var sgd = new Sgd(0.1); var k = new Linear.LossKernel(); var (w, b) = (Tensor.Zeros(2, 1), Tensor.Zeros(1)); k.ForwardBackward(Tensor.Ones(4, 2), Tensor.Ones(4, 1), w, b); {|D2L0712:sgd.Step(w, Tensor.Zeros(1, 2))|};")]
    [InlineData("var loader = DataLoader.Of(Tensor.Ones(10, 2), Tensor.Ones(10, 1), 4); foreach (var (x, y) in loader) Console.WriteLine({|D2L0201:MatMul(x, Tensor.Ones(3, 1))|});")]
    [InlineData("var loader = DataLoader.Of(Tensor.Ones(12, 2), Tensor.Ones(12, 1), 4); foreach (var (x, y) in loader) Console.WriteLine({|D2L0301:x + Tensor.Ones(3, 2)|});")]
    [InlineData("var loader = DataLoader.Of(Tensor.Ones(10, 2), Tensor.Ones(10, 1), 4); foreach (var (x, y) in loader) Console.WriteLine({|D2L0714:x.Reshape(4, -1)|});")]
    [InlineData("var loader = DataLoader.Of(Tensor.Ones(10, 2), Tensor.Ones(10, 1), 4); foreach (var (x, y) in loader) Console.WriteLine({|D2L0714:x + Tensor.RandN(4, 2)|});")]
    [InlineData("var k = new Linear.PredictKernel(); var w = Tensor.Ones(2, 1); var a = k.Forward(Tensor.Ones(3, 2), w); var b = k.Forward(Tensor.Zeros(3, 2), w); Console.WriteLine({|D2L0716:a|} - b);")]
    [InlineData("Need({|D2L0703:Tensor.Ones(3)|}); void Need([Shape(\"n\", 3)] Tensor<float> x) { }")]
    public Task Certain(string body) => Diagnose<ModelAnalyzer>.With(Inside(body));

    [Theory]
    [InlineData("var net = new Mlp(d: 784, h: 8, c: 10, seed: 1); var k = new Mlp.LossKernel(net); k.Forward(Tensor.Ones(5, 784), Tensor.Zeros<int>(5));")]
    [InlineData("var loader = DataLoader.Of(Tensor.Ones(10, 2), Tensor.Ones(10, 1), 4); var k = new Linear.LossKernel(); var (w, b) = (Tensor.Zeros(2, 1), Tensor.Zeros(1)); var sgd = new Sgd(0.1); for (int e = 0; e < 3; e++) foreach (var (x, y) in loader) { k.ForwardBackward(x, y, w, b); sgd.Step(w, k.Gradients.W); sgd.Step(b, k.Gradients.B); }")]
    [InlineData("var loader = DataLoader.Of(Tensor.Ones(10, 2), Tensor.Ones(10, 1), 5); foreach (var (x, y) in loader) Console.WriteLine(x.Reshape(5, -1));")]
    [InlineData("var loader = DataLoader.Of(Tensor.Ones(10, 2), Tensor.Ones(10, 1), 4, dropLast: true); foreach (var (x, y) in loader) Console.WriteLine(x.Reshape(4, -1));")]
    [InlineData("var loader = DataLoader.Of(Tensor.Ones(10, 2), Tensor.Ones(10, 1), 4); foreach (var (x, y) in loader) Console.WriteLine(x.Reshape(x.Shape[0], -1));")]
    [InlineData("var k = new Linear.PredictKernel(); var w = Tensor.Ones(2, 1); var a = k.Forward(Tensor.Ones(3, 2), w).Clone(); var b = k.Forward(Tensor.Zeros(3, 2), w); Console.WriteLine(a - b);")]
    [InlineData("var k = new Linear.PredictKernel(); var w = Tensor.Ones(2, 1); for (int i = 0; i < 3; i++) { var a = k.Forward(Tensor.Ones(3, 2), w); Console.WriteLine(a); }")]
    [InlineData("int n = Console.Read(); var x = Tensor.Ones(n, 2); var w = Tensor.Ones(Console.Read(), 1); var p = Linear.Predict(x, w);")]
    [InlineData("var x = Console.Read() > 0 ? Tensor.Ones(10, 2) : Tensor.Ones(10, 3); var w = Tensor.Ones(2, 1); var p = Linear.Predict(x, w);")]
    public Task Fine(string body) => Diagnose<ModelAnalyzer>.Quiet(Inside(body));

    static string Inside(string body) => $$"""
        {{Models}}
        public static class P
        {
            public static void Run(bool flag)
            {
                {{body}}
            }
        }
        """;
}
