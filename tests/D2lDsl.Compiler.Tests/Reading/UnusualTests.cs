using D2lDsl.CompilerTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Reading;

/// <summary>Names that emitted code uses itself, places where models rarely stand, and combinations that once went wrong.</summary>
public class UnusualTests
{
    static readonly Dictionary<string, int> Sizes = new()
    {
        ["n"] = 4, ["m"] = 3, ["d"] = 5, ["dense0"] = 4, ["i"] = 3, ["j"] = 5, ["memory"] = 2, ["Model"] = 3, ["Tensor"] = 4, ["Guard"] = 3, ["seed"] = 3,
    };

    [Theory]
    [InlineData("""F([Parameter, Shape("n")] Tensor<double> seed, [Shape("n")] Tensor<double> y) => seed * y;""")]
    [InlineData("""F([Parameter, Shape("n")] Tensor<double> accumulate, [Shape("n")] Tensor<double> target) => Sum(accumulate * target);""")]
    [InlineData("""
        F([Parameter, Shape("dense0", "d")] Tensor<double> dense0, [Shape("d", "dense0")] Tensor<double> forward0)
        {
            var result0 = MatMul(dense0, forward0);
            var backward0 = Tanh(result0) + dense0.Shape[0];
            var isPlanned = Exp(backward0 * 0.1);
            return isPlanned;
        }
        """)]
    [InlineData("""
        F([Parameter, Shape("i", "j")] Tensor<double> t, [Shape("j")] Tensor<double> c0)
        {
            var i = t * c0;
            var j = Exp(i);
            var runningTotal = Sum(j);
            var total = runningTotal * 2;
            var iPlanned = total + 1;
            var tTensor = iPlanned * 3;
            var at = tTensor;
            return at;
        }
        """)]
    [InlineData("""F([Parameter, Shape("memory", "Model")] Tensor<double> text, [Shape("Model")] Tensor<double> _result) => Sum(text * _result, axis: 1);""")]
    [InlineData("""
        F([Parameter, Shape("Tensor", "Guard")] Tensor<double> Unsafe, [Shape("Guard")] Tensor<double> Vector512)
        {
            var Gemm = Unsafe * Vector512;
            var VectorMath = Exp(Gemm);
            var Argument = Sum(VectorMath, axis: 1);
            var MemoryMarshal = Argument + 1;
            return MemoryMarshal;
        }
        """)]
    [InlineData("""
        F([Parameter, Shape("n")] Tensor<double> flat, [Parameter, Shape("n")] Tensor<double> names, [Parameter, Shape("n")] Tensor<double> count,
            [Parameter, Shape("n")] Tensor<double> at) => Sum(flat * names * count * at);
        """)]
    [InlineData("""F([Parameter, Shape("n")] Tensor<double> w, [Parameter, Shape("n")] Tensor<double> W) => Sum(w * W);""")]
    public void Names(string model) => Holds($"public static partial class M {{ [Model] public static Tensor<double> {model} }}");

    [Theory]
    [InlineData("""public partial struct M { [Model] public Tensor<double> F([Parameter, Shape("n")] Tensor<double> x) => Sum(x * x); }""")]
    [InlineData("""public partial class M { [Model] public Tensor<double> F([Parameter, Shape("n")] Tensor<double> x) => Sum(x * x); }""")]
    [InlineData("""[Model] public partial class M { [Model] public Tensor<double> F([Parameter, Shape("n")] Tensor<double> x) => Sum(x * x); }""")]
    [InlineData("""
        [Model] public partial class M
        {
            [Parameter, Shape("n", "seed")] public partial Tensor<double> Memory { get; }
            [Model] public Tensor<double> F([Parameter, Shape("seed")] Tensor<double> module) => MatMul(Memory, module);
        }
        """)]
    public void Places(string code) => Holds(code);

    [Theory]
    [InlineData("""
        F([Parameter, Shape("n")] Tensor<double> a, [Parameter, Shape("m")] Tensor<double> b, [Parameter, Shape("n", "m")] Tensor<double> c)
            => MatMul(a, c) * b + MatMul(c, b).Sum() + c.Max(axis: 0) - (a.Unsqueeze(1) * c).Min();
        """)]
    [InlineData("""
        F([Parameter, Shape("n", "d", 2)] Tensor<double> a, [Parameter, Shape(2, "n")] Tensor<double> b)
            => Sum(a.Permute(2, 0, 1) * b.Unsqueeze(-1), axes: [0, 2]) + Reshape(a.Permute(1, 0, 2), -1).Sum();
        """)]
    [InlineData("""F([Parameter, Shape("n", "n")] Tensor<double> a) => MatMul(a, a.T) + MatMul(a, a) * a + a.T;""")]
    [InlineData("""F([Parameter, Shape("n", 1)] Tensor<double> a, [Parameter, Shape(1, "d")] Tensor<double> b) => MatMul(a, b) + Sum(MatMul(b.T, a.T));""")]
    [InlineData("""F([Parameter, Shape(3, "n", "d")] Tensor<double> a, [Parameter, Shape("d", "n")] Tensor<double> b) => Sum(Tanh(MatMul(a, b)) * MatMul(a, b), axis: 0);""")]
    [InlineData("""F([Parameter, Shape("n", "d")] Tensor<double> a, [Parameter, Shape("d", "n")] Tensor<double> b) => Mean(MatMul(a, b)) + Mean(MatMul(MatMul(a, b), a));""")]
    [InlineData("""F([Parameter, Shape("n", "d")] Tensor<double> a) => Norm(a) + Sum(Norm(a, axis: 1)) + Sum(a / Norm(a, axis: 0, keepDims: true));""")]
    [InlineData("""F([Parameter, Shape("n")] Tensor<double> x, [Shape("n")] Tensor<bool> m) => Sum(Exp(Where(m, x, double.NegativeInfinity))) + Sum(Minimum(x, double.MaxValue));""")]
    [InlineData("""F([Parameter, Shape("n")] Tensor<double> x, [Shape("n")] Tensor<float> f, [Shape("n")] Tensor<int> k) => Sum(x * f.Cast<double>() * k.Cast<double>());""")]
    [InlineData("""F([Parameter, Shape("n")] Tensor<double> x) { Tensor<double> G(Tensor<double> t, int k = 3) => t * k; return Sum(G(x)) + Sum(G(k: 2, t: x)); }""")]
    public void Combinations(string model) => Holds($"public static partial class M {{ [Model] public static Tensor<double> {model} }}");

    [Fact]
    public void Integers_of_all_kinds()
    {
        using var generated = Generated.From("""
            public static partial class M
            {
                [Model] public static (Tensor<int>, Tensor<long>, Tensor<int>) F([Shape("n", "d")] Tensor<int> a, [Shape("d")] Tensor<long> b)
                    => (Sum(a * 2 - 1, axis: 0), Max(b) - b, MatMul(a, a.T));
            }
            """);
        new Probe(generated.Type("M"), "F", Sizes).KernelAgreesWithEager();
    }

    [Fact]
    public void Pixels_are_cast_and_scaled()
    {
        using var generated = Generated.From("""
            public static partial class M
            {
                [Model] public static Tensor<float> F([Shape("n", "d")] Tensor<byte> pixels) => pixels.Cast<float>() / 255;
                [Model] public static Tensor<float> G([Shape("n")] Tensor<sbyte> x) => Sum(x.Cast<float>() * 2);
                public static string Run()
                {
                    var pixels = Tensor.Of(new byte[,] { { 0, 51, 255 } });
                    var same = string.Join(' ', new FKernel().Forward(pixels).ToArray()) == string.Join(' ', F(pixels).ToArray());
                    return $"{same} {new GKernel().Forward(Tensor.Of(new sbyte[] { -128, 127, 3 }))}";
                }
            }
            """);
        Assert.Equal("True 4", generated.Type("M").GetMethod("Run")!.Invoke(null, []));
    }

    [Fact]
    public void Totals_of_bytes_are_bytes_that_go_round()
    {
        using var generated = Generated.From("""
            public static partial class M
            {
                [Model] public static Tensor<byte> All([Shape("n", "d")] Tensor<byte> x) => Sum(x);
                [Model] public static Tensor<byte> Rows([Shape("n", "d")] Tensor<byte> x) => Sum(x, axis: 1);
                [Model] public static Tensor<byte> Columns([Shape("n", "d")] Tensor<byte> x) => Prod(x, axis: 0) + Max(x, axis: 0);
                [Model] public static Tensor<sbyte> Dots([Shape("n", "d")] Tensor<sbyte> x, [Shape("d")] Tensor<sbyte> y) => MatMul(x, y) * Dot(y, y) - Prod(y);
                public static string Run()
                {
                    var x = (Tensor.Arange<int>(60).Reshape(4, 15) * 7 + 1).Cast<byte>();
                    var (y, z) = (x.Cast<sbyte>(), Tensor.Arange<int>(15).Cast<sbyte>() - 9);
                    return string.Join(' ', Equal(new AllKernel().Forward(x), All(x).Item()), Same(new RowsKernel().Forward(x), Rows(x)), Same(new ColumnsKernel().Forward(x), Columns(x)), Same(new DotsKernel().Forward(y, z), Dots(y, z)));
                    static bool Equal(byte kernel, byte eager) => kernel == eager;
                    static bool Same<T>(Tensor<T> kernel, Tensor<T> eager) where T : unmanaged => kernel.ToString() == eager.ToString();
                }
            }
            """);
        Assert.Equal("True True True True", generated.Type("M").GetMethod("Run")!.Invoke(null, []));
    }

    [Fact]
    public void Of_two_models_of_one_name_the_first_has_the_kernel()
    {
        using var generated = Generated.From("""
            public static partial class M
            {
                [Model] public static Tensor<double> F([Parameter, Shape("n")] Tensor<double> x) => Sum(x);
                [Model] public static Tensor<double> F([Parameter, Shape("n")] Tensor<double> x, [Shape("n")] Tensor<double> y) => Sum(x * y);
                [Model] public static Tensor<double> f([Shape("n")] Tensor<double> x) => x;
            }
            """);
        Assert.Equal(["M.F.Graph.g.cs", "M.F.Kernel.g.cs", "M.F.g.cs"], generated.Texts.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("Forward(Tensor<double> x)", generated.Texts["M.F.g.cs"]);
    }

    [Theory]
    [InlineData("""public static partial class M { [Model] public static Tensor<T> F<T>([Shape("n")] Tensor<T> x) where T : unmanaged => x; }""")]
    [InlineData("""public static partial class M<T> where T : unmanaged { [Model] public static Tensor<float> F([Parameter, Shape("n")] Tensor<float> x) => Sum(x); }""")]
    [InlineData("""public abstract partial class M { [Model] public abstract Tensor<double> F([Parameter, Shape("n")] Tensor<double> x); }""")]
    public void What_is_beyond_the_language_still_compiles(string code) => Generated.From(code).Dispose();

    static void Holds(string code)
    {
        using var generated = Generated.From(code);
        var probe = new Probe(generated.Type("M"), "F", Sizes);
        probe.KernelAgreesWithEager();
        probe.GradientsAreCentralDifferences(1e-6);
    }
}
