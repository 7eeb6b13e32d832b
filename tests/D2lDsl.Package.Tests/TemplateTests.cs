using System.Diagnostics;

namespace D2lDsl.PackageTests;

/// <summary>From <c>dotnet new</c> to a trained network, with nothing but the packages.</summary>
[Collection(nameof(PackedProducts))]
public class TemplateTests(PackedProducts products)
{
    [Fact]
    public void The_app_template_trains_as_it_is_and_on_a_table_of_ones_own()
    {
        var watch = Stopwatch.StartNew();
        var folder = products.New("d2ldsl-app", "Cars");
        var output = products.RunIn(folder);
        var seconds = watch.Elapsed.TotalSeconds;
        Assert.Matches(@"^50 rows; dist from speed\nloss 0\.\d+ after one epoch, 0\.[01]\d+ after 100\nmean error on 10 unseen rows: \d+\.\d+ dist\ncharts: training\.svg$",
            output.ReplaceLineEndings("\n").Trim());
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(folder, "training.svg")));
        // A minute is the promise on a machine that does nothing else.
        Assert.InRange(seconds, 0, 300);

        File.WriteAllText(Path.Combine(folder, "homes.csv"), "Rooms,Alley,Price\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i % 5 == 0 ? "NA" : i % 7 + 1)},{(i % 3 == 0 ? "Pave" : "NA")},{100 + 30 * (i % 7)}\n")));
        Assert.StartsWith("40 rows; Price from Rooms, Alley_Pave, Alley_nan", products.RunIn(folder, "homes.csv", "Price"));
    }

    [Fact]
    public void The_module_template_composes_into_an_app()
    {
        var library = Path.Combine(products.New("d2ldsl-module", "Blocks"), "Blocks.csproj");
        Assert.Equal("tensor([[1., 2.]]) block.first.W block.first.B block.second.W block.second.B", products.Run("Composed", """
            using D2lDsl;
            using static D2lDsl.Ops;

            var net = new Net(d: 2, h: 3, seed: 1);
            net.Parameters.Flat.Fill(0);
            Console.WriteLine($"{new Net.PredictKernel(net).Forward(Tensor.Of(new[,] { { 1f, 2f } }))} {string.Join(' ', net.Parameters.Names)}");

            [Model]
            sealed partial class Net
            {
                [Shape("d", "h")] readonly Blocks.ResidualBlock block;

                [Model] public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x) => block.Apply(x);
            }
            """, [library], "D2lDsl").Trim());
    }
}
