namespace D2lDsl.Analyzers.Tests.Mistakes;

/// <summary>Mistakes that studies of bugs, question sites and tutorials report, each as a model.</summary>
public class KnownMistakes
{
    [Theory]
    [InlineData("D2L0202", """public static Tensor<float> F([Shape(2)] Tensor<float> x, [Parameter, Shape(2, 2)] Tensor<float> w) => Sum(Mm(w, x));""")]
    [InlineData("D2L0201", """public static Tensor<float> F([Shape("n", 120)] Tensor<float> x, [Parameter, Shape(120, 80)] Tensor<float> w, [Parameter, Shape(8, 10)] Tensor<float> v) => Sum(MatMul(MatMul(x, w), v));""")]
    [InlineData("D2L0201", """public static Tensor<float> F([Shape("n", "in")] Tensor<float> x, [Parameter, Shape("out", "in")] Tensor<float> w) => Sum(MatMul(x, w));""")]
    [InlineData("D2L0306", """[return: Shape("n", "m")] public static Tensor<float> F([Shape("n", "k")] Tensor<float> a, [Shape("k", "m")] Tensor<float> b) => a * b;""")]
    [InlineData("D2L0202", """public static Tensor<float> F([Shape(2, 3)] Tensor<float> a, [Shape(2, 3)] Tensor<float> b) => Dot(a, b);""")]
    [InlineData("D2L0240", """public static Tensor<float> F([Shape("n", "k")] Tensor<float> a, [Shape("k", "m")] Tensor<float> b) => Einsum("ij,jk->il", a, b);""")]
    [InlineData("D2L0202", """public static Tensor<float> F([Shape("n", 4)] Tensor<float> a, [Shape("n", 4)] Tensor<float> b) => Cross(a, b);""")]
    public Task Products(string id, string model) => Caught.By(id, model);

    [Theory]
    [InlineData("D2L0302", """public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape("d", 1)] Tensor<float> w) => Mean(Pow(MatMul(x, w) - y, 2));""")]
    [InlineData("D2L0302", """public static Tensor<float> Accuracy([Shape("n", 1)] Tensor<float> logits, [Shape("n")] Tensor<float> y) => Mean(((logits > 0).Cast<float>() == y).Cast<float>());""")]
    [InlineData("D2L0307", """public static Tensor<float> F([Shape("b", 3, "h", "w")] Tensor<float> image, [Shape(3)] Tensor<float> mean) => image - mean;""")]
    [InlineData("D2L0302", """public static Tensor<float> F([Shape("n")] Tensor<float> a, [Shape("n")] Tensor<float> b) => a.Reshape(1, -1) * b.Reshape(-1, 1);""")]
    [InlineData("D2L0302", """public static Tensor<float> F([Shape("n")] Tensor<float> a, [Shape("m")] Tensor<float> b) => a.Reshape(1, -1) * b.Reshape(-1, 1);""")]
    [InlineData("D2L0301", """public static Tensor<float> F([Shape("b")] Tensor<float> loss, [Shape("c")] Tensor<float> weights) => Mean(loss * weights);""")]
    [InlineData("D2L0104", """public static Tensor<float> F([Shape(3)] Tensor<float> a, [Shape(2, 3)] Tensor<float> b) { var c = a; c += b; return c; }""")]
    [InlineData("D2L0301", """public static Tensor<float> F([Shape("b", "t", "d")] Tensor<float> x, [Parameter, Shape("t", "d")] Tensor<float> pos) => x + Unsqueeze(pos, 1);""")]
    [InlineData("D2L0301", """public static Tensor<float> F([Shape("b", 3, 32, 32)] Tensor<float> x, [Shape("b", 4, 32, 32)] Tensor<float> y) => x + y;""")]
    public Task Broadcasts(string id, string model) => Caught.By(id, model);

    [Theory]
    [InlineData("D2L0218", """public static Tensor<float> F([Shape("b", "c")] Tensor<float> logits) => Softmax(logits, axis: 0);""")]
    [InlineData("D2L0219", """public static Tensor<float> F([Shape("b", 1)] Tensor<float> y, [Shape("b", 1)] Tensor<float> p) => Mean((y.Argmax(1) == p.Argmax(1)).Cast<float>());""")]
    [InlineData("D2L0203", """public static Tensor<float> F([Shape(3, 4)] Tensor<float> x) => x.Sum(axis: 2);""")]
    [InlineData("D2L0410", """public static Tensor<float> Loss([Shape("n")] Tensor<float> y, [Parameter, Shape("n")] Tensor<float> p) => Square(p - y);""")]
    [InlineData("D2L0225", """public static Tensor<float> F([Shape("n")] Tensor<float> a, [Shape("n")] Tensor<float> b) => Concat([a, b], 0);""")]
    [InlineData("D2L0220", """public static Tensor<float> F([Shape(1, "d")] Tensor<float> x) => x.Var(0);""")]
    [InlineData("D2L0204", """public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => x.Sum([0, 0]);""")]
    public Task Reductions(string id, string model) => Caught.By(id, model);

    [Theory]
    [InlineData("D2L0205", """public static Tensor<float> F([Shape(300, 100, 100)] Tensor<float> x) => x.Reshape(-1, 3136);""")]
    [InlineData("D2L0205", """public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) { const int batch = 32; return x.Reshape(batch, -1); }""")]
    [InlineData("D2L0222", """public static Tensor<float> F([Shape("n", 64)] Tensor<float> x) { const int batch = 64; return x.Reshape(batch, -1); }""")]
    [InlineData("D2L0222", """public static Tensor<float> F([Shape("h", "w", "c")] Tensor<float> x) => x.Reshape(x.Shape[2], x.Shape[0], x.Shape[1]);""")]
    [InlineData("D2L0221", """public static Tensor<float> F([Shape("b", 1, "d")] Tensor<float> x) => x.Squeeze();""")]
    [InlineData("D2L0207", """[return: Shape("b", 1)] public static Tensor<float> F([Shape("b")] Tensor<float> y) => y.Unsqueeze(0);""")]
    [InlineData("D2L0302", """public static Tensor<float> F([Shape("b")] Tensor<float> y, [Shape("b", 1)] Tensor<float> p) => Mean(Abs(p - y.Unsqueeze(0)));""")]
    [InlineData("D2L0210", """public static Tensor<float> F([Shape(3, 1)] Tensor<float> x) => x.BroadcastTo(3, 4, 5);""")]
    public Task Layouts(string id, string model) => Caught.By(id, model);

    const string Called = """[Model] public static Tensor<float> Net([Shape("b", 784)] Tensor<float> x, [Parameter, Shape(784, 10)] Tensor<float> w) => MatMul(x, w);""";

    [Theory]
    [InlineData("D2L0209", Called + """[Model] public static Tensor<float> F([Shape(784)] Tensor<float> x, [Parameter, Shape(784, 10)] Tensor<float> w) => Net(x, w);""")]
    [InlineData("D2L0209", Called + """[Model] public static Tensor<float> F([Shape(784, "n")] Tensor<float> x, [Parameter, Shape(784, 10)] Tensor<float> w) => Net(x, w);""")]
    [InlineData("D2L0226", """public static Tensor<float> F([Shape("b", "c")] Tensor<float> logits, [Shape("b", "c")] Tensor<int> oneHot) => CrossEntropy(logits, oneHot);""")]
    [InlineData("CS1503", """public static Tensor<float> F([Shape("b", "c")] Tensor<float> logits, [Shape("b", "c")] Tensor<float> oneHot) => CrossEntropy(logits, oneHot);""")]
    [InlineData("D2L0202", """public static Tensor<float> F([Shape("b", 6, 6, 64)] Tensor<float> feat, [Shape("b")] Tensor<int> y, [Parameter, Shape(64, 10)] Tensor<float> w) => CrossEntropy(MatMul(feat, w), y);""")]
    [InlineData("D2L0301", """public static Tensor<float> F([Shape("b", "d")] Tensor<float> mu, [Shape("b", "d")] Tensor<float> s, [Shape(128, "d")] Tensor<float> eps) => mu + s * eps;""")]
    [InlineData("D2L0101", """public static Tensor<float> F([Shape("b", "d")] Tensor<float> mu, [Shape("b", "d")] Tensor<float> s) => mu + s * Tensor.RandN(new Random(1), 128, 8);""")]
    [InlineData("CS1503", """public static Tensor<float> F([Shape("b", "c")] Tensor<float> logits, [Shape("b")] Tensor<int> y) => CrossEntropy(y, logits);""")]
    [InlineData("D2L0201", """public static Tensor<float> F([Shape(3, 3)] Tensor<float> features, [Parameter, Shape(4)] Tensor<float> w) => Sum(MatMul(features, w));""")]
    public Task Data(string id, string model) => Caught.By(id, model);

    [Theory]
    [InlineData("CS0411", """public static Tensor<float> F([Shape("n", "d")] Tensor<double> x, [Parameter, Shape("d", 1)] Tensor<float> w) => MatMul(x, w);""")]
    [InlineData("D2L0601", """public static Tensor<int> F([Parameter, Shape(4)] Tensor<int> x) => Sum(x);""")]
    [InlineData("D2L0601", """public static Tensor<bool> F([Shape("n")] Tensor<float> p, [Shape("n")] Tensor<float> y) => Mean(p == y);""")]
    [InlineData("D2L0601", """public static Tensor<int> F([Shape(3)] Tensor<int> x) => Pow(x, -1);""")]
    [InlineData("D2L0604", """public static Tensor<sbyte> F([Shape(70000)] Tensor<sbyte> x) => Sum(x);""")]
    public Task Elements(string id, string model) => Caught.By(id, model);

    [Theory]
    [InlineData("D2L0101", """public static Tensor<float> Loss([Shape("n")] Tensor<float> y, [Parameter, Shape("n")] Tensor<float> p) { var l = Mean(Square(p - y)); return l.Item(); }""")]
    [InlineData("D2L0405", """public static Tensor<float> Loss([Shape("n")] Tensor<float> y, [Parameter, Shape("n")] Tensor<float> p) { var l = Mean(Square(p - y)); return l.Detach(); }""")]
    [InlineData("D2L0406", """public static Tensor<float> Loss([Shape("n")] Tensor<int> y, [Parameter, Shape("n", "c")] Tensor<float> p) => Mean((p.Argmax(1) != y).Cast<float>());""")]
    [InlineData("D2L0104", """public static Tensor<float> F([Shape("n")] Tensor<float> g, [Parameter, Shape("n")] Tensor<float> w) { w -= 0.1f * g; return Sum(w); }""")]
    [InlineData("D2L0408", """public static Tensor<float> F([Parameter, Shape("n")] Tensor<float> x) => Where(x > 0, x.Sqrt(), 0f).Sum();""")]
    [InlineData("D2L0501", """public static Tensor<float> F([Shape("n")] Tensor<int> y, [Parameter, Shape("n", "c")] Tensor<float> z) => CrossEntropy(Softmax(z, 1), y);""")]
    [InlineData("D2L0506", """public static Tensor<bool> F([Shape("n", "d")] Tensor<float> x, [Shape("d")] Tensor<float> w, [Shape] Tensor<float> b) { var z = MatMul(x, w) + b; return z > 0.5f; }""")]
    [InlineData("D2L0509", """public static Tensor<float> F([Parameter, Shape("n")] Tensor<float> a) { var b = a * 2; while (Norm(b) < 1000) b = b * 2; return Sum(b); }""")]
    [InlineData("D2L0212", """public static Tensor<float> F([Shape(4)] Tensor<float> a, [Shape(3)] Tensor<float> c, [Shape] Tensor<bool> flag) => Sum(flag ? c : a);""")]
    public Task Gradients(string id, string model) => Caught.By(id, model);
}
