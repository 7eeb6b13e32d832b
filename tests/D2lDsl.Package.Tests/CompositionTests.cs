namespace D2lDsl.PackageTests;

/// <summary>A library of modules and an application that composes them, both built against the package.</summary>
[Collection(nameof(PackedProducts))]
public class CompositionTests(PackedProducts products)
{
    const string Layers = """
        using D2lDsl;
        using static D2lDsl.Ops;

        namespace Layers;

        /// <summary>A layer.</summary>
        [Model]
        public sealed partial class Dense
        {
            /// <summary>Its weights.</summary>
            [Parameter, Shape("i", "o")] public partial Tensor<double> W { get; }

            [Parameter(Init = Init.Normal), Shape("o")] private partial Tensor<double> B { get; }

            /// <summary>x·W + B.</summary>
            [Model] [return: Shape("n", "o")]
            public Tensor<double> Predict([Shape("n", "i")] Tensor<double> x) => Bending.Bent(MatMul(x, W) + B);
        }

        /// <summary>A model of any type.</summary>
        public static class Bending
        {
            /// <summary>Tanh, or nothing.</summary>
            [Model] public static Tensor<T> Bent<T>([Shape("n", "d")] Tensor<T> x) where T : unmanaged => Sum(x) > 100 ? x : Tanh(x / 2);
        }

        """;

    const string Net = """
        /// <summary>Modules of another project.</summary>
        [Model]
        public sealed partial class Net
        {
            [Shape("d", "h")] readonly Layers.Dense first;
            [Shape("h", "h", Count = 2)] readonly Layers.Dense[] others;

            /// <summary>A loss.</summary>
            [Model]
            public Tensor<double> Loss([Shape("n", "d")] Tensor<double> x)
            {
                var h = first.Predict(x);
                foreach (var layer in others)
                    h = layer.Predict(h);
                return Mean(Square(Layers.Bending.Bent(h) - 1));
            }
        }
        """;

    const string Program = """
        using D2lDsl;
        using static D2lDsl.Ops;

        var net = new Net(d: 3, h: 4, seed: 5);
        var kernel = new Net.LossKernel(net);
        var loss = kernel.ForwardBackward(Tensor.RandN<double>(new Random(1), 6, 3));
        Console.WriteLine(string.Join(" ", net.Parameters.Names));
        Console.WriteLine($"{loss:R} {string.Join(" ", kernel.Gradients.Flat.ToArray().Select(g => g.ToString("R")))} {kernel.Gradients.Others[1].W.Shape}");

        """;

    /// <summary>The program and its net, beside a library of layers.</summary>
    public static TestProgram Two { get; } = new("Two", Program + Net, "D2lDsl") { Library = new("Layers", Layers, "D2lDsl") };

    /// <summary>All in one project: the program first, then the types, then the namespace in braces.</summary>
    public static TestProgram One { get; } =
        new("One", Program + Net + Layers.Replace("using D2lDsl;\n", "").Replace("using static D2lDsl.Ops;\n", "").Replace("namespace Layers;", "namespace Layers {") + "}", "D2lDsl");

    [Fact]
    public void Two_projects_give_the_gradients_of_one()
    {
        var (two, one) = (products.Run(Two), products.Run(One));
        Assert.Equal(one, two);
        Assert.StartsWith("first.W first.B others[0].W others[0].B others[1].W others[1].B", two);
        Assert.Contains("[4, 4]", two);
    }
}
