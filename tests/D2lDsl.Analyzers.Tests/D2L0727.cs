using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Another module's parameters.</summary>
public class D2L0727
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d", 1)] public partial Tensor<float> W { get; }

            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y) => Mean(Square(MatMul(x, W) - y));
        }

        public static class Example
        {
            public static void Run()
            {
                var (net, target) = (new Net(d: 2, seed: 1), new Net(d: 2, seed: 2));
                var (kernel, sgd) = (new Net.LossKernel(net), new Sgd(0.1));
                kernel.ForwardBackward(Tensor.Ones(10, 2), Tensor.Ones(10, 1));
                {|D2L0727:sgd.Step(target.Parameters, kernel.Gradients)|};
                Console.WriteLine(target);
            }
        }
        """,
        "'sgd.Step(target.Parameters, kernel.Gr…' moves the parameters of target along gradients of net, which kernel was made for; step net.Parameters");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d", 1)] public partial Tensor<float> W { get; }

            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y) => Mean(Square(MatMul(x, W) - y));
        }

        public static class Example
        {
            public static void Run()
            {
                var (net, target) = (new Net(d: 2, seed: 1), new Net(d: 2, seed: 2));
                var (kernel, sgd) = (new Net.LossKernel(net), new Sgd(0.1));
                kernel.ForwardBackward(Tensor.Ones(10, 2), Tensor.Ones(10, 1));
                sgd.Step(net.Parameters, kernel.Gradients);
                Console.WriteLine(target);
            }
        }
        """);
}
