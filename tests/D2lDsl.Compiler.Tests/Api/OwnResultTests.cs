using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Api;

/// <summary>A kernel's last result may be its next argument: a state that goes round, a map applied again and again.</summary>
public class OwnResultTests
{
    const string Source = """
        public static partial class Own
        {
            [Model] [return: Shape("n", "n")]
            public static Tensor<double> Mix([Parameter, Shape("n", "n")] Tensor<double> s) => s.T + Softmax(s, axis: 1);

            [Model]
            public static (Tensor<double> A, Tensor<double> B) Both([Shape("n", "n")] Tensor<double> a, [Shape("n", "n")] Tensor<double> b) => (b.T - a, MatMul(a, b) / 4);
        }
        """;

    static readonly Lazy<Type> Own = new(() => Generated.From(Source).Type("Own"));

    [Fact]
    public void It_is_read_before_it_is_overwritten()
    {
        dynamic kernel = Activator.CreateInstance(Own.Value.GetNestedType("MixKernel")!)!;
        var (state, expected) = (Tensor.RandN<double>(new Random(1), 6, 6), Tensor.RandN<double>(new Random(1), 6, 6));
        for (var turn = 0; turn < 4; turn++)
        {
            state = kernel.Forward(state);
            expected = (Tensor<double>)Own.Value.GetMethod("Mix")!.Invoke(null, [expected])!;
            Assert.Equal(expected.ToArray(), state.ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        }
    }

    [Fact]
    public void Each_of_several_results_is()
    {
        dynamic kernel = Activator.CreateInstance(Own.Value.GetNestedType("BothKernel")!)!;
        var (a, b) = (Tensor.RandN<double>(new Random(1), 5, 5), Tensor.RandN<double>(new Random(2), 5, 5));
        var (x, y) = (a, b);
        for (var turn = 0; turn < 4; turn++)
        {
            (a, b) = ((Tensor<double>, Tensor<double>))kernel.Forward(a, b);
            (x, y) = ((Tensor<double>, Tensor<double>))Own.Value.GetMethod("Both")!.Invoke(null, [x, y])!;
            Assert.Equal(x.ToArray(), a.ToArray(), (p, q) => Math.Abs(p - q) < 1e-12);
            Assert.Equal(y.ToArray(), b.ToArray(), (p, q) => Math.Abs(p - q) < 1e-12);
        }
    }
}
