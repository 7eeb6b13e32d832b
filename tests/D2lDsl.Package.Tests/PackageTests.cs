using System.IO.Compression;
using System.Text.RegularExpressions;
using D2lDsl.Testing;

namespace D2lDsl.PackageTests;

/// <summary>What a user gets from the feed: the compiler travels inside, and the README's example works as printed.</summary>
[Collection(nameof(PackedProducts))]
public partial class PackageTests(PackedProducts products)
{
    static readonly Match Example = ProgramAndOutput().Match(File.ReadAllText(Repository.At("README.md")).ReplaceLineEndings("\n"));

    /// <summary>The README's first program.</summary>
    public static TestProgram Readme { get; } = new("Readme", Example.Groups["program"].Value, "D2lDsl");

    /// <summary>A model that fails, in a project that asks for the lines of its models.</summary>
    public static TestProgram Mapped { get; } = new("Mapped", """
        using D2lDsl;
        using static D2lDsl.Ops;

        try { new Book.PickKernel().ForwardBackward(Tensor.Of([1f, 2f, 3f]), Tensor.Of([0, 1, 2])); }
        catch (ArgumentOutOfRangeException error) { Console.WriteLine(error); }

        static partial class Book
        {
            [Model]
            public static Tensor<float> Pick([Parameter, Shape("n")] Tensor<float> x, [Shape("m")] Tensor<int> at)
            {
                var next = at + 1;
                var picked = IndexSelect(x, 0, next);
                return Sum(picked * picked);
            }
        }
        """, "D2lDsl") { Properties = "<D2lDslLineMapping>true</D2lDslLineMapping>" };

    /// <summary>A step of linear regression by hand, beside the other packages.</summary>
    public static TestProgram Worked { get; } = new("Worked", """
        using D2lDsl;
        using D2lDsl.Data;
        using D2lDsl.Plotting;
        using static D2lDsl.Ops;

        var kernel = new LinearRegression.LossKernel();
        var x = Tensor.Of(new[,] { { 1f, 2f }, { 3f, 4f } });
        var w = Tensor.Of(new[,] { { 2f }, { -3.4f } });
        var loss = kernel.ForwardBackward(x, Tensor.Zeros(2, 1), w, Tensor.Of([4.2f]));
        Console.WriteLine($"{loss:F3} {kernel.Gradients.W.T} {kernel.Gradients.B}");
        Console.WriteLine($"{typeof(Table).Assembly.GetName().Name} {typeof(Figure).Assembly.GetName().Name}");

        static partial class LinearRegression
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y,
                [Parameter, Shape("d", 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b)
                => Mean(Square(MatMul(x, w) + b - y)) / 2;
        }
        """, "D2lDsl.Data", "D2lDsl.Plotting");

    [Fact]
    public void The_package_carries_the_compiler_parts()
    {
        using var package = ZipFile.OpenRead(products.File("D2lDsl"));
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.Equal(
            ["D2lDsl.Analyzers.dll", "D2lDsl.CodeFixes.dll", "D2lDsl.Compiler.dll", "D2lDsl.Generators.dll"],
            files.Where(file => file.StartsWith("analyzers/dotnet/cs/")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("lib/net10.0/D2lDsl.dll", files);
        Assert.Contains("lib/net10.0/D2lDsl.xml", files);
        Assert.Contains("README.md", files);
    }

    [Theory]
    [InlineData("D2lDsl"), InlineData("D2lDsl.Data"), InlineData("D2lDsl.Plotting"), InlineData("D2lDsl.Templates")]
    public void Every_package_is_small_and_has_a_face_a_licence_and_a_description(string id)
    {
        Assert.InRange(new FileInfo(products.File(id)).Length, 1, 2_000_000);
        using var package = ZipFile.OpenRead(products.File(id));
        Assert.All((string[])["icon.png", "README.md", "LICENSE"], file => Assert.NotNull(package.GetEntry(file)));
        using var manifest = new StreamReader(package.GetEntry($"{id}.nuspec")!.Open());
        var text = manifest.ReadToEnd();
        Assert.Contains("<license type=\"expression\">MIT</license>", text);
        Assert.Matches("<description>.{20,}</description>", text);
        if (id != "D2lDsl.Templates")
            Assert.True(File.Exists(Path.ChangeExtension(products.File(id), ".snupkg")), "its symbols");
    }

    [Fact]
    public void A_mistake_stops_the_build_of_a_project_that_has_nothing_but_the_package()
    {
        var failure = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => products.Run("Mistaken", """
            using D2lDsl;
            using static D2lDsl.Ops;

            Console.WriteLine(new M.FKernel());

            static partial class M
            {
                [Model] public static Tensor<float> F([Shape("n", 3)] Tensor<float> x, [Shape(4, 2)] Tensor<float> w) => MatMul(x, w);
            }
            """, "D2lDsl"));
        Assert.Contains("error D2L0201: MatMul joins x [n, 3] with w [4, 2]: 3 ≠ 4", failure.Message);
    }

    [Fact]
    public void A_trimmed_program_runs()
    {
        var output = products.Publish("Trimmed", """
            using D2lDsl;
            using static D2lDsl.Ops;

            var net = new Net(d: 2, h: 8, seed: 3);
            var kernel = new Net.LossKernel(net);
            var sgd = new Sgd(learningRate: 0.1);
            var x = Tensor.RandN(new Random(1), 64, 2);
            var y = MatMul(x, Tensor.Of(new[,] { { 2f }, { -3.4f } })) + 4.2f;
            var first = kernel.Forward(x, y);
            for (int step = 0; step < 500; step++)
            {
                kernel.ForwardBackward(x, y);
                sgd.Step(net.Parameters, kernel.Gradients);
            }
            Console.WriteLine($"{kernel.Forward(x, y) < first / 10} {Sum(x, axis: 0).Shape} {net.Parameters.Names[0]}");

            [Model]
            sealed partial class Net
            {
                [Parameter, Shape("d", "h")] public partial Tensor<float> W { get; }
                [Parameter, Shape("h", 1)] public partial Tensor<float> V { get; }
                [Parameter, Shape(1)] public partial Tensor<float> B { get; }

                [Model] public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y)
                    => Mean(Square(MatMul(Tanh(MatMul(x, W)), V) + B - y));
            }
            """, "D2lDsl");
        Assert.Equal("True [2] W", output.Trim());
    }

    [Fact]
    public void A_project_that_asks_for_it_finds_the_lines_of_its_models_in_stack_traces()
    {
        var output = products.Run(Mapped);
        Assert.Contains("Book.Pick: next[2] is 3; indices run from 0 to 2", output);
        Assert.Contains($"{Path.Combine(products.Folder, "Mapped", "Program.cs")}:line 13", output);
    }

    [Fact]
    public void The_package_needs_only_System_Numerics_Tensors()
    {
        using var package = ZipFile.OpenRead(products.File("D2lDsl"));
        using var manifest = new StreamReader(package.GetEntry("D2lDsl.nuspec")!.Open());
        Assert.Equal(["System.Numerics.Tensors"], DependencyId().Matches(manifest.ReadToEnd()).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void The_READMEs_program_prints_what_the_README_says()
    {
        Assert.True(Example.Success, "README.md has no csharp block followed by a text block");
        var output = products.Run(Readme);
        Assert.Equal(Example.Groups["output"].Value.Trim(), output.ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public void The_worked_example_comes_out_through_the_packages()
    {
        var output = products.Run(Worked);
        Assert.Equal(
            ["2.980 tensor([[-5.4000, -7.4000]]) tensor([-2.0000])", "D2lDsl.Data D2lDsl.Plotting"],
            output.ReplaceLineEndings("\n").Trim().Split('\n'));
    }

    [GeneratedRegex(@"```csharp\n(?<program>[^`]*?\[Model\][^`]*?)```\s*```text\n(?<output>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ProgramAndOutput();

    [GeneratedRegex("<dependency id=\"([^\"]*)\"")]
    private static partial Regex DependencyId();
}
