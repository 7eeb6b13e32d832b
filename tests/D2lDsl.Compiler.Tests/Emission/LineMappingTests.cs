using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.Loader;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace D2lDsl.CompilerTests.Emission;

/// <summary>With D2lDslLineMapping the emitted code is stepped through as the lines of the model.</summary>
public class LineMappingTests
{
    const string File = "/home/reader/Book.cs";

    /// <summary>Lines that end in a number are found by it.</summary>
    const string Book = """
        public static partial class Book
        {
            [Model]
            public static Tensor<float> Loss(
                [Shape("n", "d")] Tensor<float> x,
                [Shape("n")] Tensor<int> labels, // labels
                [Parameter, Shape("d", "c")] Tensor<float> w,
                [Parameter, Shape("c")] Tensor<float> b)
            {
                var product = MatMul(x, w); // 1
                var hidden = Tanh(product + b); // 2
                var bent = hidden * hidden // 3
                    + Exp(hidden); // 3b
                return CrossEntropy(bent, labels); // 4
            }

            [Model]
            public static Tensor<float> Pick([Parameter, Shape("n")] Tensor<float> x, [Shape("m")] Tensor<int> at)
            {
                var next = at + 1; // 5
                var picked = IndexSelect(x, 0, next); // 6
                return Sum(picked * picked); // 7
            }

            [Model(MaxIterations = 5)]
            public static Tensor<float> Grow([Parameter, Shape("n")] Tensor<float> a)
            {
                var b = a * 2; // 8
                while (Norm(b) < 1000) // 9
                    b = b * 2; // 10
                return Sum(b) > 0 ? Sum(b) : Sum(100 * b); // 11
            }

            [Model(Derivatives = Derivatives.Jvp | Derivatives.Hessian)]
            public static Tensor<double> Curve([Parameter, Shape("n")] Tensor<double> a)
                => Sum(Outer(a)); // 12

            [Model]
            public static Tensor<double> Outer([Shape("n")] Tensor<double> a) => Sin(a) * Exp(a); // 13

            [Model]
            public static Tensor<float> Attend([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("m", "d")] Tensor<float> k, [Parameter, Shape("m", "e")] Tensor<float> v)
                => MatMul(Softmax(MatMul(q, k.T) / 2, axis: 1), v); // 14
        }
        """;

    [Fact]
    public void Nothing_else_changes_and_nothing_is_mapped_unless_asked_for()
    {
        using var plain = Generated.Over(Source(isMapped: false));
        using var mapped = Generated.Over(Source(isMapped: true));
        Assert.Equal(plain.Texts.Keys, mapped.Texts.Keys);
        foreach (var (name, text) in plain.Texts)
        {
            Assert.DoesNotContain("#line", text);
            // A loop of other lines is written again, for it is stepped through: what was shared is longer then, and the rest the same.
            var unmapped = string.Concat(mapped.Texts[name].Split('\n').Where(line => !line.StartsWith("#line ")).Select(line => line + "\n"))[..^1];
            if (Count(unmapped) < Count(text))
                Assert.True(unmapped.Length > text.Length);
            else
                Assert.Equal(text, unmapped);
            Assert.Equal(name.EndsWith(".Kernel.g.cs"), mapped.Texts[name].Contains("#line "));
        }
        mapped.RequireClean();
        Assert.Single(plain.Texts.Keys, name => Count(mapped.Texts[name]) < Count(plain.Texts[name]));

        static int Count(string text) => text.Split("the same but for names").Length;
    }

    [Theory]
    [InlineData("Loss", "Forward", "1 2 3 4")]
    [InlineData("Loss", "Backward", "1 2 3 4")]
    [InlineData("Pick", "Forward", "6 7")]
    [InlineData("Pick", "Backward", "6 7")]
    [InlineData("Grow", "Forward", "8 9 10 11")]
    [InlineData("Grow", "Backward", "8 9 10 11")]
    [InlineData("Curve", "Forward", "12 13")]
    [InlineData("Curve", "Backward", "13")]
    [InlineData("Curve", "Jvp", "12 13")]
    [InlineData("Curve", "Hessian", "13")]
    [InlineData("Attend", "Forward", "14")]
    [InlineData("Attend", "Backward", "14")]
    public void A_debugger_stops_at_the_lines_of_the_model(string model, string program, string expected)
    {
        var lines = Stops().Where(s => s.Type == model + "Kernel" && (s.Method.StartsWith(program) || s.Method == "Run" + program)).ToArray();
        Assert.All(lines, s => Assert.True(s.Document == File || !s.IsHidden && s.Document.EndsWith(".g.cs"), s.Document));
        var found = lines.Where(s => s.Document == File).Select(s => s.Line).Distinct().ToArray();
        Assert.All(expected.Split(' '), mark => Assert.Contains(LineOf(mark), found));
        // Not a line beside those of the model's body.
        var own = Enumerable.Range(1, 14).Select(i => LineOf(i.ToString())).Append(LineOf("3b")).ToHashSet();
        Assert.All(found, line => Assert.Contains(line, own));
    }

    [Fact]
    public void An_expression_is_marked_as_it_is_written()
    {
        var tanh = Stops().First(s => s.Type == "LossKernel" && s.Line == LineOf("2") && s.Text.StartsWith("Tanh"));
        Assert.Equal("Tanh(product + b)", tanh.Text);
        Assert.Contains(Stops(), s => s.Line == LineOf("3b") && s.Text.StartsWith("+ Exp(hidden)"));
    }

    [Fact]
    public void A_stack_trace_names_the_line_of_the_model()
    {
        // As in a debug build: where code is optimised, lines are near the place and not always on it.
        var (image, symbols) = Emit(OptimizationLevel.Debug);
        var context = new AssemblyLoadContext("mapped");
        var book = context.LoadFromStream(new MemoryStream(image), new MemoryStream(symbols)).GetType("Book")!;
        var pick = Thrown(book, "Pick", "ForwardBackward", Tensor.Of([1f, 2f, 3f]), Tensor.Of([0, 1, 2]), false);
        Assert.Contains($"{File}:line {LineOf("6")}", pick.StackTrace);
        Assert.Contains($"{File}:line {LineOf("6")}", Thrown(book, "Pick", "Forward", Tensor.Of([1f, 2f, 3f]), Tensor.Of([0, 1, 2])).StackTrace);
        var labels = Thrown(book, "Loss", "Forward", Tensor.Zeros(2, 3), Tensor.Of([0, 7]), Tensor.Zeros(3, 4), Tensor.Zeros(4));
        Assert.Contains($"{File}:line {LineOf("labels")}", labels.StackTrace);
        var endless = Thrown(book, "Grow", "ForwardBackward", Tensor.Of([1f, 2f]), false);
        Assert.Contains($"{File}:line {LineOf("9")}", endless.StackTrace);
    }

    static Exception Thrown(Type book, string model, string method, params object[] arguments)
    {
        var kernel = Activator.CreateInstance(book.GetNestedType(model + "Kernel")!);
        return Assert.Throws<TargetInvocationException>(() => kernel!.GetType().GetMethod(method)!.Invoke(kernel, arguments)).InnerException!;
    }

    static int LineOf(string mark) => Array.FindIndex(Book.Split('\n'), line => line.TrimEnd().EndsWith("// " + mark)) + 1;

    static CSharpCompilation Source(bool isMapped)
    {
        var options = isMapped ? Compile.ParseOptions.WithFeatures([new("D2lDslLineMapping", "true")]) : Compile.ParseOptions;
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(Book, options, File, System.Text.Encoding.UTF8), CSharpSyntaxTree.ParseText(Compile.Usings, options, "Usings.cs", System.Text.Encoding.UTF8)];
        return CSharpCompilation.Create("Test", trees, Compile.References, Compile.Options);
    }

    static (byte[] Image, byte[] Symbols) Emit(OptimizationLevel level = OptimizationLevel.Release)
    {
        using var mapped = Generated.Over(Source(isMapped: true));
        var (image, symbols) = (new MemoryStream(), new MemoryStream());
        var result = mapped.Compilation.WithOptions(mapped.Compilation.Options.WithOptimizationLevel(level)).Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return (image.ToArray(), symbols.ToArray());
    }

    sealed record Stop(string Type, string Method, string Document, int Line, bool IsHidden, string Text);

    static List<Stop>? stops;

    /// <summary>Where a debugger can stop, by the symbols of the compiled assembly.</summary>
    static List<Stop> Stops()
    {
        if (stops is not null)
            return stops;
        var (image, symbols) = Emit();
        using var assembly = new System.Reflection.PortableExecutable.PEReader(new MemoryStream(image));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        var (metadata, reader) = (assembly.GetMetadataReader(), provider.GetMetadataReader());
        var source = Book.Split('\n');
        var found = new List<Stop>();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            foreach (var point in reader.GetMethodDebugInformation(handle).GetSequencePoints())
            {
                if (point.IsHidden)
                    continue;
                var document = reader.GetString(reader.GetDocument(point.Document).Name);
                var text = document == File && point.StartLine == point.EndLine ? source[point.StartLine - 1][(point.StartColumn - 1)..Math.Min(point.EndColumn - 1, source[point.StartLine - 1].Length)] : "";
                found.Add(new(metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name), metadata.GetString(method.Name), document, point.StartLine, point.IsHidden, text));
            }
        }
        return stops = found;
    }
}
