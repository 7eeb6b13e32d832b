using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Shapes followed through ordinary code: what certainly fails is found, whatever the road the tensor took.</summary>
public class TrackingTests
{
    [Theory]
    // Sources of shapes.
    [InlineData("var a = Tensor.Ones(2, 3); var b = {|D2L0201:MatMul(a, Tensor.Ones(2))|};")]
    [InlineData("var a = Tensor.Zeros(2, 2); var x = Tensor.Ones(2); var y = {|D2L0202:Mm(a, x)|};")]
    [InlineData("var d = {|D2L0202:Dot(Tensor.Ones(2, 3), Tensor.Ones(2, 3))|};")]
    [InlineData("int n = 3; var a = Tensor.Zeros(n, 4); var b = {|D2L0201:MatMul(a, Tensor.Zeros(n, 2))|};")]
    [InlineData("var a = Tensor.Of(new[,] { { 1f, 1, 1 }, { 1, 1, 0 } }); var y = {|D2L0201:MatMul(a, Tensor.Ones(4))|};")]
    [InlineData("var a = Tensor.Of([[1f, 2f], [3f, 4f]]); var y = {|D2L0201:MatMul(a, Tensor.Ones(3))|};")]
    [InlineData("var a = Tensor.Of(new[] { 1f, 2f, 3f }) + 1; var y = {|D2L0301:a + Tensor.Ones(4)|};")]
    [InlineData("var a = Tensor.Arange<float>(12).Reshape(3, 4); var y = {|D2L0205:a.Reshape(5, 2)|};")]
    [InlineData("var a = {|D2L0205:Tensor.Arange(12).Reshape(3, 5)|};")]
    [InlineData("var a = Tensor.RandN(3, 4); var s = {|D2L0203:a.Sum(axis: 2)|};")]
    [InlineData("var a = Tensor.RandN(3, 4); var s = {|D2L0204:a.Sum([0, 0])|};")]
    [InlineData("var a = Tensor.Ones(300, 100, 100); var y = {|D2L0205:a.Reshape(-1, 3136)|};")]
    [InlineData("var a = Tensor.Ones(3, 4); var y = {|D2L0205:a.Reshape(-1, -1)|};")]
    [InlineData("var a = Tensor.Eye(3); var y = {|D2L0201:MatMul(a, Tensor.Ones(4, 2))|};")]
    [InlineData("var a = Tensor.ZerosLike(Tensor.Ones(2, 3)); var y = {|D2L0301:a + Tensor.Ones(2, 4)|};")]
    [InlineData("var a = Tensor.LinSpace(0, 1, 5); var y = {|D2L0301:a * Tensor.Ones(6)|};")]
    [InlineData("var a = Tensor.From(new float[6], 2, 3); var y = {|D2L0201:MatMul(a, Tensor.Ones(2))|};")]
    [InlineData("int[] shape = [2, 3]; var a = Tensor.Zeros(shape); var y = {|D2L0307:a + Tensor.Ones(2)|};")]
    [InlineData("var a = Tensor.Ones(2, 3); var b = Tensor.Zeros(a.Shape); var y = {|D2L0201:MatMul(a, b)|};")]
    [InlineData("var a = Tensor.Ones(2, 3); var (n, d) = a.Shape; var y = {|D2L0201:MatMul(a, Tensor.Ones(n, d))|};")]
    [InlineData("var a = Tensor.Ones(2, 3); var y = {|D2L0201:MatMul(a, Tensor.Ones(a.Shape[0], 4))|};")]
    // Movements.
    [InlineData("var a = Tensor.Ones(2, 3); var y = {|D2L0201:MatMul(a, a)|};")]
    [InlineData("var a = Tensor.Ones(2, 3).T; var y = {|D2L0201:MatMul(a, Tensor.Ones(3))|};")]
    [InlineData("var a = {|D2L0206:Tensor.Ones(2, 1, 3).Squeeze(0)|};")]
    [InlineData("var a = {|D2L0208:Tensor.Ones(2, 1, 3).Permute(0, 1)|};")]
    [InlineData("var a = Tensor.Ones(3, 1); var y = {|D2L0210:a.BroadcastTo(3, 4, 5)|};")]
    [InlineData("var a = Tensor.Ones(3, 4); var y = {|D2L0216:a[2..5]|};")]
    [InlineData("var a = Tensor.Ones(3, 4); var y = {|D2L0216:a[3]|};")]
    [InlineData("var a = Tensor.Ones(3, 4); var y = {|D2L0202:a[1, 2, 3]|};")]
    [InlineData("var a = Tensor.Ones(3, 4); var y = {|D2L0301:a[..2] + Tensor.Ones(3, 4)|};")]
    [InlineData("var a = Tensor.Ones(3, 4); var y = {|D2L0217:a.Slice(0, 0, 3, 0)|};")]
    [InlineData("var a = Tensor.Ones(2, 3); var y = {|D2L0214:Concat([a, Tensor.Ones(2, 4)], axis: 0)|};")]
    [InlineData("var a = Tensor.Ones(2, 3); var y = {|D2L0214:Stack([a, Tensor.Ones(2, 4)])|};")]
    [InlineData("var a = Tensor.Ones(2, 3); var y = Concat([a, a], axis: 1); var z = {|D2L0301:y + Tensor.Ones(2, 3)|};")]
    [InlineData("var a = Tensor.Ones(2, 3); var n = {|D2L0203:a.Shape[2]|};")]
    // Element types.
    [InlineData("var a = Tensor.Arange(12); var m = {|D2L0601:a.Mean()|};")]
    [InlineData("var a = Tensor.Arange(12); var m = {|D2L0601:a / 2|};")]
    [InlineData("var a = Tensor.Arange(12) > 3; var m = {|D2L0601:a.Sum()|};")]
    // Conditions and numbers.
    [InlineData("var a = Tensor.Ones(2, 3); if ({|D2L0213:a > 0|}) return;")]
    [InlineData("var a = Tensor.Ones(2, 3); while ({|D2L0213:a == a|}) a = Exp(a);")]
    [InlineData("var a = Tensor.Ones(2, 3); var s = {|D2L0707:a.Item()|};")]
    [InlineData("var a = Tensor.Ones(2, 3); var s = {|D2L0707:(float)a.Sum(axis: 0)|};")]
    // Writing.
    [InlineData("var a = Tensor.Zeros(3); {|D2L0708:a += Tensor.Ones(2, 3)|};")]
    [InlineData("var a = Tensor.Zeros(3); {|D2L0301:a += Tensor.Ones(2)|};")]
    [InlineData("var a = Tensor.Zeros(3, 4); {|D2L0301:a[..2] = Tensor.Ones(3, 4)|};")]
    [InlineData("var a = Tensor.Zeros(3, 4); {|D2L0708:a[0] = Tensor.Ones(2, 4)|};")]
    [InlineData("var a = Tensor.Arange(3); {|D2L0601:a /= 2|};")]
    [InlineData("var a = Tensor.Of([[1f, 2f], {|D2L0709:[3f]|}]);")]
    [InlineData("var a = Tensor.Of(new[] { new[] { 1f, 2 }, {|D2L0709:new[] { 3f }|} });")]
    [InlineData("var a = {|D2L0710:Tensor.From(new float[6], 2, 4)|};")]
    [InlineData("var a = Tensor.Zeros(2, 4); {|D2L0710:a.CopyFrom(new float[6])|};")]
    [InlineData("var a = Tensor.Empty(2, 4); var b = {|D2L0715:a|} + 1;")]
    // Control flow.
    [InlineData("var a = Tensor.Ones(2, 3); for (int i = 0; i < 3; i++) a = a.T.T; var y = {|D2L0307:a + Tensor.Ones(2)|};")]
    [InlineData("var a = flag ? Tensor.Ones(2, 3) : Tensor.Zeros(2, 3); var y = {|D2L0307:a + Tensor.Ones(2)|};")]
    [InlineData("var a = flag ? Tensor.Ones(5, 3) : Tensor.Zeros(4, 3); var y = {|D2L0301:a + Tensor.Ones(2)|};")]
    [InlineData("Tensor<float> a; if (flag) a = Tensor.Ones(2, 3); else a = Tensor.Zeros(4, 3); var y = {|D2L0201:MatMul(a, Tensor.Ones(2))|};")]
    [InlineData("Tensor<float> a; switch (flag) { case true: a = Tensor.Ones(2, 3); break; default: a = Tensor.Zeros(4, 3); break; } var y = {|D2L0201:MatMul(a, Tensor.Ones(2))|};")]
    [InlineData("var a = Tensor.Ones(2, 3); try { a = a + 1; } finally { Console.WriteLine(a); } var y = {|D2L0307:a + Tensor.Ones(2)|};")]
    [InlineData("var a = Tensor.Ones(2, 3); Action run = () => Console.WriteLine({|D2L0307:a + Tensor.Ones(2)|});")]
    [InlineData("var a = Tensor.Ones(2, 3); foreach (var i in new[] { 1, 2 }) Console.WriteLine({|D2L0307:a + Tensor.Ones(2)|});")]
    [InlineData("(Tensor<float> a, int n) = (Tensor.Ones(2, 3), 4); var y = {|D2L0201:MatMul(a, Tensor.Ones(n))|};")]
    [InlineData("var p = (X: Tensor.Ones(2, 3), 4); var y = {|D2L0201:MatMul(p.X, Tensor.Ones(p.Item2))|};")]
    [InlineData("var b = Tensor.Ones(2); var y = {|D2L0718:b ^ 2|};")]
    public Task Certain(string body) => Diagnose<ModelAnalyzer>.With(Inside(body));

    static string Inside(string body) => $$"""
        public static class P
        {
            public static void Run(bool flag)
            {
                {{body}}
            }
        }
        """;
}
