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

            [Model]
            public static Tensor<double> Loss([Shape("n", "n")] Tensor<double> x, [Parameter, Shape("n", "n")] Tensor<double> w, [Parameter, Shape("n", "n")] Tensor<double> v)
                => Sum(Tanh(MatMul(x, w) + v.T) * x.T) / 4;

            [Model] [return: Shape("n", "n")]
            public static Tensor<double> Map([Shape("n", "n")] Tensor<double> x, [Parameter, Shape("n", "n")] Tensor<double> w) => MatMul(x, w.T) - w * x.T;
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

    [Fact]
    public void Its_gradients_are()
    {
        dynamic kernel = Activator.CreateInstance(Own.Value.GetNestedType("LossKernel")!)!;
        dynamic other = Activator.CreateInstance(Own.Value.GetNestedType("LossKernel")!)!;
        var (x, w, v) = (Tensor.RandN<double>(new Random(1), 6, 6), Tensor.RandN<double>(new Random(2), 6, 6), Tensor.RandN<double>(new Random(3), 6, 6));
        kernel.ForwardBackward(x, w, v);
        for (var turn = 0; turn < 3; turn++)
        {
            Tensor<double> a = kernel.Gradients.W, b = kernel.Gradients.V;
            var (p, q) = (a.Clone(), b.Clone());
            // As the data, as the parameter whose gradient it is, and seen the other way round.
            (double found, double wanted) = turn switch
            {
                0 => ((double)kernel.ForwardBackward(a, w, b), (double)other.ForwardBackward(p, w, q)),
                1 => ((double)kernel.ForwardBackward(b.T, a, v), (double)other.ForwardBackward(q.T, p, v)),
                _ => ((double)kernel.ForwardBackward(x, b, a), (double)other.ForwardBackward(x, q, p)),
            };
            Assert.Equal(wanted, found);
            Assert.Equal((double[])other.Gradients.Flat.ToArray(), (double[])kernel.Gradients.Flat.ToArray());
        }
    }

    [Fact]
    public void A_seed_is_and_copies_are_made_once()
    {
        dynamic kernel = Activator.CreateInstance(Own.Value.GetNestedType("MapKernel")!)!;
        dynamic other = Activator.CreateInstance(Own.Value.GetNestedType("MapKernel")!)!;
        var (x, w) = (Tensor.RandN<double>(new Random(1), 5, 5), Tensor.RandN<double>(new Random(2), 5, 5) / 5);
        kernel.ForwardBackward(x, w, w);
        for (var turn = 0; turn < 3; turn++)
        {
            Tensor<double> seed = kernel.Gradients.W;
            Tensor<double> expected = other.ForwardBackward(x, w, seed.Clone()), found = kernel.ForwardBackward(x, w, seed);
            Assert.Equal(expected.ToArray(), found.ToArray());
            Assert.Equal((double[])other.Gradients.W.ToArray(), (double[])kernel.Gradients.W.ToArray());
        }
        var step = (Func<Tensor<double>, Tensor<double>, Tensor<double>, bool, Tensor<double>>)Delegate.CreateDelegate(
            typeof(Func<Tensor<double>, Tensor<double>, Tensor<double>, bool, Tensor<double>>), (object)kernel, "ForwardBackward");
        Tensor<double> own = kernel.Gradients.W;
        step(x, w, own, false);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            step(x, w, own, false);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
