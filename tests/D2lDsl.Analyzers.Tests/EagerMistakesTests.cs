using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Mistakes as people post them, in ordinary code, and the idioms next to them that are right.</summary>
public class EagerMistakesTests
{
    [Theory]
    // Products.
    [InlineData("var (w, x) = (Tensor.Ones(2, 2), Tensor.Ones(2)); var y = {|D2L0202:Mm(w, x)|};")]
    [InlineData("var (x, w1, w2) = (Tensor.Ones(5, 120), Tensor.Ones(120, 80), Tensor.Ones(8, 10)); var y = {|D2L0201:MatMul(Relu(MatMul(x, w1)), w2)|};")]
    [InlineData("var (a, b) = (Tensor.Ones(5, 4), Tensor.Ones(4, 3)); var y = {|D2L0306:a * b|};")]
    [InlineData("var (a, x) = (Tensor.Ones(5, 4), Tensor.Ones(5)); var y = {|D2L0201:a.Mv(x)|};")]
    [InlineData("var (a, b) = (Tensor.Ones(3), Tensor.Ones(4)); var y = {|D2L0201:a.Dot(b)|};")]
    [InlineData("var (a, b) = (Tensor.Ones(6, 2, 3), Tensor.Ones(5, 3, 4)); var y = {|D2L0201:Bmm(a, b)|};")]
    [InlineData("var (a, b) = (Tensor.Ones(2, 4), Tensor.Ones(2, 4)); var y = {|D2L0202:Cross(a, b)|};")]
    // Broadcasting.
    [InlineData("var (p, y) = (Tensor.Ones(8, 1), Tensor.Ones(8)); var loss = Mean(Square({|D2L0302:p - y|}));")]
    [InlineData("var (logits, y) = (Tensor.Ones(8, 1), Tensor.Ones(8)); var hits = {|D2L0302:(logits > 0).Cast<float>() == y|};")]
    [InlineData("var (img, mean) = (Tensor.Ones(8, 3, 32, 32), Tensor.Ones(3)); var y = {|D2L0307:img - mean|};")]
    [InlineData("var (a, b) = (Tensor.Ones(8, 3, 32, 32), Tensor.Ones(8, 4, 32, 32)); var y = {|D2L0301:a + b|};")]
    [InlineData("var a = Tensor.Arange<float>(20).Reshape(5, 4); var y = {|D2L0304:a / a.Sum(axis: 1)|};")]
    [InlineData("var a = Tensor.Ones(5, 5); var y = {|D2L0305:a / a.Sum(axis: 1)|};")]
    // Reductions and axes.
    [InlineData("var y = {|D2L0203:Tensor.Ones(3, 4).Sum(axis: 2)|};")]
    [InlineData("var y = {|D2L0203:Tensor.Ones(3, 4).Mean(axis: -3)|};")]
    [InlineData("var p = Tensor.Ones(8, 1); var y = {|D2L0219:p.Argmax(axis: 1)|};")]
    [InlineData("var y = {|D2L0220:Tensor.Ones(1, 5).Var(axis: 0)|};")]
    [InlineData("foreach (var (x, y) in DataLoader.Of(Tensor.Ones(10, 3), Tensor.Ones(10, 1), 4)) Console.WriteLine({|D2L0218:Softmax(x, axis: 0)|});")]
    [InlineData("foreach (var (x, y) in DataLoader.Of(Tensor.Ones(10, 3), Tensor.Ones(10, 1), 4)) Console.WriteLine({|D2L0302:Sum(x, axis: 1) - y|});")]
    // Reshapes.
    [InlineData("var y = {|D2L0205:Tensor.Ones(300, 100, 100).Reshape(-1, 3136)|};")]
    [InlineData("int n = 10; var y = {|D2L0205:Tensor.Ones(n, 3).Reshape(4, 8)|};")]
    [InlineData("var y = {|D2L0205:Tensor.Arange(12).Reshape(-1, 5)|};")]
    [InlineData("var y = {|D2L0210:Tensor.Ones(3, 1).BroadcastTo(3, 4, 5)|};")]
    [InlineData("var x = Tensor.Ones(2, 3); {|D2L0202:var (n, d, c)|} = x.Shape;")]
    // Data and labels.
    [InlineData("var z = Tensor.Ones(8, 10); var l = {|D2L0226:CrossEntropy(z, Tensor.Zeros<int>(8, 10))|};")]
    [InlineData("var z = Tensor.Ones(8, 10); var l = {|D2L0214:CrossEntropy(z, Tensor.Zeros<int>(7))|};")]
    [InlineData("var p = Tensor.Ones(8, 1); var l = {|D2L0202:MseLoss(p, Tensor.Ones(8))|};")]
    [InlineData("var p = Tensor.Ones(8, 1); var l = {|D2L0214:MseLoss(p, Tensor.Ones(7, 1))|};")]
    [InlineData("var p = Tensor.Ones(8, 3); var z = p + {|D2L0501:Softmax(Softmax(p, 1), 1)|};")]
    // Element types.
    [InlineData("var (p, y) = (Tensor.Arange(4), Tensor.Arange(4)); var a = {|D2L0601:(p == y).Mean()|};")]
    [InlineData("var s = {|D2L0601:Tensor.Arange(4).Sqrt()|};")]
    // Slices.
    [InlineData("var x = Tensor.Ones(4, 4); var y = {|D2L0216:x[.., 2..7]|};")]
    [InlineData("var x = Tensor.Ones(4, 4); var y = {|D2L0216:x[^5]|};")]
    [InlineData("var x = Tensor.Arange(5); var y = {|D2L0216:x.Slice(0, 3, 9)|};")]
    [InlineData("var x = Tensor.Ones(4, 4); {|D2L0216:x[4]|} = 1;")]
    // Members and methods.
    [InlineData("var y = {|D2L0201:MatMul(Table, Tensor.Ones(3))|};")]
    [InlineData("var y = {|D2L0201:MatMul(Weights, Tensor.Ones(4))|};")]
    [InlineData("var y = {|D2L0301:Made() + Tensor.Ones(3, 3)|};")]
    [InlineData("Console.WriteLine({|D2L0301:Tensor.Ones(2) + Tensor.Ones(3)|});")]
    [InlineData("var list = new System.Collections.Generic.List<Tensor<float>>(); foreach (var (x, y) in DataLoader.Of(Tensor.Ones(10, 3), Tensor.Ones(10, 1), 4)) list.Add({|D2L0716:x|});")]
    [InlineData("Tensor<float>? last = null; foreach (var (x, y) in DataLoader.Of(Tensor.Ones(10, 3), Tensor.Ones(10, 1), 5)) { if (last is not null) Console.WriteLine({|D2L0716:last|} - x); last = x; }")]
    // Helpers without a [Shape], read with what they are given.
    [InlineData("var y = {|D2L0201:MatMul(Make(), Tensor.Ones(4, 2))|}; static Tensor<float> Make() => Tensor.Ones(10, 5);")]
    [InlineData("var (x, y) = Load(); var loss = {|D2L0302:MatMul(x, Tensor.Ones(3, 1)) - y|}; static (Tensor<float>, Tensor<float>) Load() { var x = Tensor.Ones(100, 3); return (x, Tensor.Ones(100)); }")]
    [InlineData("var y = {|D2L0201:Layer(Tensor.Ones(10, 5), Tensor.Ones(4, 2))|}; static Tensor<float> Layer(Tensor<float> x, Tensor<float> w) => Tanh(MatMul(x, w));")]
    [InlineData("var y = {|D2L0201:Twice(Tensor.Ones(10, 5))|}; static Tensor<float> Twice(Tensor<float> x) => Once(x) * 2; static Tensor<float> Once(Tensor<float> x) => MatMul(x, Tensor.Ones(4, 2));")]
    [InlineData("Func<Tensor<float>, Tensor<float>> f = t => MatMul(t, Tensor.Ones(4, 2)); var y = {|D2L0201:f(Tensor.Ones(10, 5))|};")]
    [InlineData("var y = {|D2L0301:Same(Tensor.Ones(10, 5)) + Tensor.Ones(10, 4)|}; static Tensor<T> Same<T>(Tensor<T> x) where T : unmanaged => x;")]
    [InlineData("var y = {|D2L0201:MatMul(Tensor.Ones(10, 4), Computed)|};")]
    [InlineData("var y = {|D2L0201:MatMul(Tensor.Ones(10, 4), new Holder().Weights)|};")]
    [InlineData("var y = {|D2L0201:MatMul(Tensor.Ones(10, 4), new Holder().Use())|};")]
    [InlineData("var ws = new[] { Tensor.Ones(8, 16), Tensor.Ones(8, 4) }; var h = MatMul(Tensor.Ones(10, 8), ws[0]); h = {|D2L0201:MatMul(h, ws[1])|};")]
    [InlineData("var split = D2lDsl.Data.Split.TrainTest(Tensor.Ones(100, 8), Tensor.Ones(100, 1)); var y = {|D2L0201:MatMul(split.TestX, Tensor.Ones(7, 1))|};")]
    [InlineData("var (x, y, _, _) = D2lDsl.Data.Split.TrainTest(Tensor.Ones(100, 8), Tensor.Ones(100, 1)); var p = {|D2L0302:MatMul(x, Tensor.Ones(8)) - y|};")]
    [InlineData("var y = {|D2L0214:Einsum(\"bij,bjk->bik\", Tensor.Ones(4, 2, 3), Tensor.Ones(4, 2, 5))|};")]
    // Loops that count too far.
    [InlineData("var x = Tensor.Ones(10); for (int i = 0; i <= 10; i++) Console.WriteLine(x[{|D2L0216:i|}]);")]
    [InlineData("var x = Tensor.Ones(32, 10, 8); for (int t = 0; t < 12; t++) { var now = x[.., {|D2L0216:t|}]; Console.WriteLine(now); }")]
    [InlineData("var x = Tensor.Ones(9, 2); for (int i = 0; i < x.Shape[0]; i++) Console.WriteLine(x[{|D2L0216:i + 1|}] - x[i]);")]
    [InlineData("var x = Tensor.Ones(10, 2); for (int i = 0; i < 4; i++) Console.WriteLine(x[{|D2L0216:(3 * i)..(3 * i + 3)|}]);")]
    // Numbers that are no chance.
    [InlineData("var x = Tensor.Ones(4, 8, 10, 16); var y = {|D2L0222:x.Reshape(4, 10, 128)|};")]
    [InlineData("var x = Tensor.Ones(4, 10, 128); var y = {|D2L0222:x.Reshape(4, 8, 10, 16)|};")]
    [InlineData("var z = Tensor.Ones(8); var y = {|D2L0501:Softplus(Sigmoid(z))|};")]
    public Task Found(string body) => Diagnose<ModelAnalyzer>.With(Inside(body));

    [Theory]
    [InlineData("var (x, b) = (Tensor.Ones(8, 3), Tensor.Ones(3)); var y = x + b;")]
    [InlineData("int inputs = Console.Read(); var x = Tensor.Ones(256, 28, 28); var y = x.Reshape(-1, inputs); var z = x.Reshape(256, 28, inputs, -1);")]
    [InlineData("var a = Tensor.Arange<float>(20).Reshape(5, 4); var y = a / a.Sum(axis: 1, keepDims: true);")]
    [InlineData("var (x, p) = (Tensor.Ones(8, 5, 6), Tensor.Ones(5, 6)); var y = x + p;")]
    [InlineData("var (x, b) = (Tensor.Ones(8, 1), Tensor.Ones(1)); var y = x + b;")]
    [InlineData("var x = Tensor.Ones(8, 5, 24); var y = x.Reshape(8, 5, 4, 6).Permute(0, 2, 1, 3);")]
    [InlineData("int b = Console.Read(), h = Console.Read(); var x = Tensor.Ones(b, 5, 24); var y = x.Reshape(b, 5, h, 24 / h).Transpose(1, 2);")]
    [InlineData("var y = Concat([Tensor.Ones(8, 3), Tensor.Ones(8, 5)], axis: 1) + Tensor.Ones(8, 8);")]
    [InlineData("var y = Softmax(Tensor.Ones(8, 3), axis: 1);")]
    [InlineData("var x = Tensor.Ones(8, 3); var y = (x - x.Mean(axis: 0, keepDims: true)) / (x.Std(axis: 0, keepDims: true) + 1e-5f);")]
    [InlineData("var (q, k) = (Tensor.Ones(8, 5, 6), Tensor.Ones(8, 5, 6)); var y = MatMul(q, k.Transpose(-2, -1));")]
    [InlineData("var b = Tensor.Ones(3); while (Norm(b) < 1000) b = Relu(b * 2);")]
    [InlineData("var x = Tensor.Arange(3).Reshape(3, 1).Unsqueeze(0); var y = x.Squeeze(0);")]
    [InlineData("var a = Tensor.Arange(3).Unsqueeze(1); var b = Tensor.Arange(2).Unsqueeze(0); var y = a + b;")]
    [InlineData("int n = Console.Read(), m = Console.Read(); var y = Tensor.Ones(n, 3) + Tensor.Ones(m, 3);")]
    [InlineData("int n = Console.Read(); var x = Tensor.Ones(n, 28, 28); var y = MatMul(x.Reshape(n, -1), Tensor.Ones(784, 10));")]
    [InlineData("int n = Console.Read(); var x = Tensor.Ones(n); if (n == 1) Console.WriteLine(x.Item());")]
    [InlineData("var x = Tensor.Ones(2, 3); if (x.Rank == 1) Console.WriteLine(x[0, 1, 2]);")]
    [InlineData("var x = Tensor.Ones(2, 3); for (int i = 0; i < 5; i++) { x = Concat([x, x], axis: 0); Console.WriteLine(x + Tensor.Ones(3)); }")]
    [InlineData("var x = Tensor.Ones(2, 3); for (int i = 0; i < 5; i++) x = Tensor.Ones(i + 1, 3); Console.WriteLine(x + Tensor.Ones(4, 3));")]
    [InlineData("var x = Tensor.Ones(2, 3); void Change() => x = Tensor.Ones(4); Change(); Console.WriteLine(x + Tensor.Ones(4));")]
    [InlineData("var x = Tensor.Ones(2, 3); Set(ref x); Console.WriteLine(x + Tensor.Ones(4)); static void Set(ref Tensor<float> t) => t = Tensor.Ones(4);")]
    [InlineData("Tensor<float> x; try { x = Tensor.Ones(2, 3); } catch (Exception) { x = Tensor.Ones(4); } Console.WriteLine(x + Tensor.Ones(4));")]
    [InlineData("var x = Tensor.Ones(2, 3); goto next; next: x = Tensor.Ones(4); Console.WriteLine(x + Tensor.Ones(4));")]
    [InlineData("var x = Tensor.Ones(3); while (true) { if (Console.Read() > 0) { x = Tensor.Ones(4); break; } } Console.WriteLine(x + Tensor.Ones(4));")]
    [InlineData("var x = Tensor.Ones(3); foreach (var t in new[] { Tensor.Ones(4), Tensor.Ones(5) }) { x = t; } Console.WriteLine(x + Tensor.Ones(5));")]
    [InlineData("var x = Tensor.Ones(3); Func<Tensor<float>> f = () => x + Tensor.Ones(4); x = Tensor.Ones(4); Console.WriteLine(f());")]
    [InlineData("var total = Tensor.Empty(3); total.Fill(0); Console.WriteLine(total + 1);")]
    [InlineData("var total = Tensor.Empty(3); total[..] = 1; Console.WriteLine(total + 1);")]
    [InlineData("var z = Tensor.ZerosLike(Tensor.Ones(3)); z[..] = Tensor.Ones(3) + 1;")]
    [InlineData("var x = Tensor.Zeros(4, 4); x[0..2, ..] = 12; x[1, 2] = 17;")]
    [InlineData("var x = Tensor.Zeros(4, 4); x[0] = Tensor.Ones(4); x += Tensor.Ones(4);")]
    [InlineData("foreach (var (x, y) in DataLoader.Of(Tensor.Ones(10, 3), Tensor.Ones(10, 1), 4)) Console.WriteLine(Softmax(x, axis: 1) - y);")]
    [InlineData("foreach (var rate in new[] { 0.1, 0.01 }) { var sgd = new Sgd(rate); var w = Tensor.Ones(3); for (int i = 0; i < 9; i++) sgd.Step(w, Tensor.Ones(3)); }")]
    [InlineData("var d = Throws(() => Tensor.Ones(2) + Tensor.Ones(3));")]
    [InlineData("var (n, d) = Tensor.Ones(2, 3).Shape; Console.WriteLine(Tensor.Ones(d, n));")]
    [InlineData("var y = MatMul(Make(), Tensor.Ones(5, 2)); static Tensor<float> Make() => Tensor.Ones(10, 5);")]
    [InlineData("var y = Layer(Tensor.Ones(10, 5), Tensor.Ones(5, 2), true); static Tensor<float> Layer(Tensor<float> x, Tensor<float> w, bool plain) => plain ? MatMul(x, w) : MatMul(x, w.T);")]
    [InlineData("var y = Layer(Tensor.Ones(10, 5), Tensor.Ones(5, 2)); Tensor<float> Layer(Tensor<float> x, Tensor<float> w) => flag ? MatMul(x, w) : MatMul(x, w.T);")]
    [InlineData("var x = Tensor.Ones(2, 3); Change(); var y = Give() + Tensor.Ones(4); void Change() => x = Tensor.Ones(4); Tensor<float> Give() => x;")]
    [InlineData("var y = Deep(Tensor.Ones(2), 3) + Tensor.Ones(5); static Tensor<float> Deep(Tensor<float> x, int n) => n == 0 ? x : Deep(Concat([x, Tensor.Ones(1)]), n - 1);")]
    [InlineData("var e = Throws(() => Bad(Tensor.Ones(3))); static Tensor<float> Bad(Tensor<float> x) => x + Tensor.Ones(4);")]
    [InlineData("var ws = new[] { Tensor.Ones(8, 16), Tensor.Ones(8, 4) }; ws[1] = Tensor.Ones(16, 4); var h = MatMul(MatMul(Tensor.Ones(10, 8), ws[0]), ws[1]);")]
    [InlineData("var y = MatMul(Tensor.Ones(10, 5), new Holder().Weights);")]
    [InlineData("var y = MatMul(Tensor.Ones(10, 7), new Holder().Changing);")]
    [InlineData("var x = Tensor.Ones(10); for (int i = 0; i < 10; i++) Console.WriteLine(x[i]);")]
    [InlineData("var x = Tensor.Ones(9, 2); for (int i = 0; i < x.Shape[0]; i++) if (i + 1 < x.Shape[0]) Console.WriteLine(x[i + 1] - x[i]);")]
    [InlineData("var x = Tensor.Ones(10); for (int i = 0; i < 20; i++) { if (i == 10) break; Console.WriteLine(x[i]); }")]
    [InlineData("var x = Tensor.Ones(10, 2); for (int i = 0; i < 3; i++) Console.WriteLine(x[(3 * i)..(3 * i + 3)]);")]
    [InlineData("var x = Tensor.LinSpace(0, 1, 20).Unsqueeze(1); var y = Tensor.LinSpace(0, 1, 30).Unsqueeze(0); var z = x * x + y * y;")]
    public Task Fine(string body) => Diagnose<ModelAnalyzer>.Quiet(Inside(body));

    static string Inside(string body) => $$"""
        public static class P
        {
            static readonly Tensor<float> Table = Tensor.Of(new[,] { { 1f, 2 }, { 3, 4 } });

            [Shape(2, 3)] static Tensor<float> Weights { get; set; } = Tensor.Ones(2, 3);

            static Tensor<float> Computed => Tensor.Ones(5, 3);

            [return: Shape(2, 3)]
            static Tensor<float> Made() => Tensor.Ones(2, 3);

            static Exception? Throws(Func<Tensor<float>> code) => null;

            public static void Run(bool flag)
            {
                {{body}}
            }
        }

        public sealed class Holder
        {
            Tensor<float> kept = Tensor.Zeros(5, 3), changed = Tensor.Zeros(5, 3);

            public Holder() => Weights = Tensor.Ones(5, 3);

            public Tensor<float> Weights { get; }

            public Tensor<float> Changing => changed;

            public Tensor<float> Use() => kept;

            public void Change() => changed = Tensor.Ones(7, 3);
        }
        """;
}
