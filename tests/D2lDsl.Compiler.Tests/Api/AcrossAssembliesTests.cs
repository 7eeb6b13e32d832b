using System.Reflection;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Api;

/// <summary>A library of modules and an application that composes them: as if they were one project.</summary>
public class AcrossAssembliesTests
{
    const string Layers = """
        namespace Layers;

        [Model]
        public sealed partial class Dense
        {
            [Parameter, Shape("i", "o")] public partial Tensor<double> W { get; }
            [Parameter(Init = Init.Normal), Shape("o")] private partial Tensor<double> B { get; }

            [Model] [return: Shape("n", "o")]
            public Tensor<double> Predict([Shape("n", "i")] Tensor<double> x) => MatMul(x, W) + B;

            [Model]
            public (Tensor<double> Total, Tensor<double> Bent) Both([Shape("n", "i")] Tensor<double> x) => (Sum(Predict(x)), Functions.Bent(Predict(x)));
        }

        [Model]
        public sealed partial class Pair
        {
            [Shape("d", "h")] readonly Dense first;
            [Shape("h", "d", Count = 2)] readonly Dense[] seconds;

            [Model]
            public Tensor<double> Predict([Shape("n", "d")] Tensor<double> x) => seconds[0].Predict(Tanh(first.Predict(x))) + seconds[1].Predict(first.Predict(x));
        }

        public static partial class Functions
        {
            [Model] public static Tensor<T> Scaled<T>([Shape("n", "d")] Tensor<T> x) where T : unmanaged => x / 2;

            [Model] public static Tensor<double> Bent([Shape("n", "d")] Tensor<double> x) => Sum(x) > 0 ? Tanh(x) : 2 * x;

            [Model] public static Tensor<double> Doubled([Shape] Tensor<double> b)
            {
                while (b * b < 1000)
                    b = b * 2;
                return b;
            }

            [Model] public static Tensor<double> Pooled([Shape("n", "i")] Tensor<double> x) => MaxPool2d(x.Reshape(1, 1, x.Shape[0], x.Shape[1]), 2, stride: 1).Reshape(x.Shape[0] - 1, x.Shape[1] - 1);

            [Model] public static Tensor<double> Score([Shape("n", "c")] Tensor<double> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(x, labels) / x.Shape[0];
        }
        """;

    const string Application = """
        using Layers;

        [Model]
        public sealed partial class Net
        {
            [Shape("d", "2*h")] readonly Pair pair;
            [Shape("d", "h")] readonly Dense last;
            [Parameter, Shape("h")] public partial Tensor<double> Scale { get; }

            [Model]
            public Tensor<double> Loss([Shape("n", "d")] Tensor<double> x, [Shape("n")] Tensor<int> labels)
            {
                var (total, bent) = last.Both(pair.Predict(Functions.Scaled(x)));
                return Functions.Score(bent * Scale, labels) + Functions.Doubled(Mean(Square(bent))) + total / 100 + Mean(last.W) + Sum(Functions.Pooled(Relu(bent)));
            }
        }
        """;

    [Fact]
    public void Gradients_equal_those_of_one_project()
    {
        using var library = Generated.Library(Layers);
        using var two = Generated.Using(library, Application);
        using var one = Generated.From(Layers, Application);
        var (expected, actual) = (Run(one), Run(two));
        Assert.Equal(expected.Names, actual.Names);
        Assert.Contains("pair.seconds[1].B", actual.Names);
        Assert.Equal(expected.Loss, actual.Loss, 12);
        Assert.Contains(actual.Gradients, g => Math.Abs(g) > 1e-3);
        Assert.All(expected.Gradients.Zip(actual.Gradients), pair => Assert.Equal(pair.First, pair.Second, 12));
        Assert.Equal(expected.Parameters, actual.Parameters);
    }

    [Fact]
    public void In_an_editor_the_other_projects_source_is_read()
    {
        // An editor references the project, whose build-only output is not there.
        using var library = Generated.Library(Layers);
        var source = library.Compilation.RemoveSyntaxTrees(library.Compilation.SyntaxTrees.Where(t => t.FilePath.EndsWith(".Graph.g.cs") || t.FilePath.EndsWith(".Module.g.cs")));
        using var two = Generated.Over(Compile.Source(Application).AddReferences(source.ToMetadataReference()));
        two.RequireClean();
        Assert.NotEmpty(two.File("Net.Loss.Kernel"));
    }

    [Fact]
    public void Derivatives_on_request_reach_the_parameters_of_inner_modules()
    {
        using var library = Generated.Library(Layers);
        using var two = Generated.Using(library, """
            [Model]
            public sealed partial class Net
            {
                [Shape("d", 2)] readonly Layers.Pair pair;

                [Model(Derivatives = Derivatives.Jvp | Derivatives.Jacobian | Derivatives.Hessian | Derivatives.HessianVectorProduct)]
                public Tensor<double> Loss([Shape("n", "d")] Tensor<double> x) => Mean(Square(pair.Predict(x)));
            }
            """);
        Assert.NotNull(two.Type("Net").GetNestedType("LossKernel")!.GetMethod("Jvp"));
    }

    [Fact]
    public void Private_models_are_not_recorded()
    {
        using var library = Generated.Library("""
            public static partial class A
            {
                [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) => G(x);
                [Model] static Tensor<float> G([Shape("n")] Tensor<float> x) => Tanh(x);
            }
            """);
        Assert.Equal(["A.F.Graph.g.cs"], library.Texts.Keys.Where(name => name.EndsWith(".Graph.g.cs")));
    }

    static (double Loss, IReadOnlyList<string> Names, double[] Parameters, double[] Gradients) Run(Generated generated)
    {
        var type = generated.Type("Net");
        var net = Activator.CreateInstance(type, 3, 4, (int?)7)!;
        var kernel = Activator.CreateInstance(type.GetNestedType("LossKernel")!, net)!;
        var random = new Random(1);
        var x = Tensor.RandN<double>(random, 5, 3);
        var labels = Tensor.Of(new[] { 0, 1, 3, 2, 1 });
        var loss = (double)kernel.GetType().GetMethod("ForwardBackward")!.Invoke(kernel, [x, labels, false])!;
        var eager = (Tensor<double>)type.GetMethod("Loss")!.Invoke(net, [x, labels])!;
        Assert.Equal(eager.Item(), loss, 9);
        var parameters = (Parameters<double>)type.GetProperty("Parameters")!.GetValue(net)!;
        var gradients = (Gradients<double>)kernel.GetType().GetProperty("Gradients")!.GetValue(kernel)!;
        Assert.Equal(parameters.Names, gradients.Names);
        return (loss, gradients.Names, parameters.Flat.ToArray(), gradients.Flat.ToArray());
    }
}
