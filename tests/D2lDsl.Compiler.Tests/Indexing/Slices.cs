namespace D2lDsl.CompilerTests.Indexing;

using D2lDsl.CompilerTests.Reading;
using static D2lDsl.CompilerTests.Reading.Construct;

/// <summary>Slices of x [n, d], y [n, d], v [d] in all the ways a model may write them; n = 5, d = 3 or larger.</summary>
static class Slices
{
    public static IReadOnlyList<Construct> All { get; } =
    [
        Body("Rows", "Sum(x[1..] * y[..^1])"),
        Body("OneRow", "Sum(x[2] * v)"),
        Body("LastRow", "Sum(x[^1] * y[^2])"),
        Body("NegativeIndex", "Sum(x[-1] * y[-2])"),
        Body("Column", "Sum(x[.., 1] * y[.., ^1])"),
        Body("Block", "Sum(Square(x[1..^1, ..2]) + y[..^2, 1..3])"),
        Body("Mixed", "Sum(x[..2, 1] * y[1..3, 0])"),
        Body("Element", "x[1, 2] * y[^1, ^1] + v[0]"),
        Body("ElementBroadcast", "Sum(x * y[0, 0] + v[^1])"),
        Body("ElementOfComputed", "var z = x * y; return Sum(Exp(z)) * z[1, 1];"),
        Body("WholeRange", "Sum(x[..] * y[.., ..])"),
        Body("SizeArithmetic", "var n = x.Shape[0]; var half = n / 2; return Sum(x[..half]) * Sum(y[half..]) + Sum(x[n - 1] * v) + Sum(y[1..(n - 1)]);"),
        Body("SliceStep", "Sum(x.Slice(0, 0, 4, 2) * y.Slice(0, 1, 4, 2))"),
        Body("SliceStepConstant", "Sum(v.Reshape(1, -1).Slice(1, 0, -1)) + Sum(BroadcastTo(v.Unsqueeze(0), 7, v.Shape[0]).Slice(0, 0, 7, 3) * 2)"),
        Body("SliceStepSymbolic", "Sum(x.Slice(0, 0, x.Shape[0], 2) * y.Slice(0, 0, y.Shape[0], 2))"),
        Body("SliceNegative", "") with { Members = Fixed("Sum(Slice(x, -1, -2, 3) * 2) + Sum(x.Slice(0, -3, -1) * y.Slice(0, 0, 2))") },
        Body("SliceNamed", "Sum(Ops.Slice(x, axis: 1, start: 1, stop: x.Shape[1]) * x.Slice(stop: x.Shape[1] - 1, start: 0, axis: 1))"),
        Body("SliceOfSlice", "Sum(x[1..][1..][.., 1..][0] * y[2, 1..])"),
        Body("SliceOfStep", "") with { Members = Fixed("Sum(x.Slice(0, 0, 5, 2)[1..].Slice(1, 0, 3, 2) * y[1..3, ..2])") },
        Body("SliceOfTranspose", "Sum(x.T[1..] * y.T[..^1]) + Sum(MatMul(x.T[0..2], y[.., 1]))"),
        Body("TransposeOfSlice", "Sum(x[1..3].T * y.T[.., ..2])"),
        Body("SliceOfComputed", "var z = Tanh(x * y); return Sum(z[1..] - z[..^1]) + Sum(Square(z[.., 1]));"),
        Body("SliceOfReduction", "var s = Sum(x, axis: 1); return Sum(s[1..] * s[..^1]) + s[0];"),
        Body("SliceOfSoftmax", "var e = Exp(x - Max(x, axis: 1, keepDims: true)); var p = e / Sum(e, axis: 1, keepDims: true); return Sum(p[.., 0] * y[.., 1]) + Sum(Log(p[1..]));"),
        Body("SliceOfProduct", "var z = MatMul(x, y.T); return Sum(z[1.., ..^1] * z[..^1, 1..]) + z[0, 0];"),
        Body("ProductOfSlices", "Sum(MatMul(x[1..], y[..^1].T)) + Sum(Square(MatMul(x[.., 1..], y[.., ..^1].T)))"),
        Body("SliceOfBroadcast", "Sum(BroadcastTo(v, x.Shape)[1.., 1..] * x[1.., 1..])"),
        Body("SliceOfConstant", "Sum((x * 0 + 2)[1..] * y[1..])"),
        Body("ReshapeOfSlice", "Sum(x[1..3].Reshape(-1) * y[..2].Reshape(-1))"),
        Body("SliceOfReshape", "Sum(x.Reshape(-1)[1..4] * y.Reshape(-1)[..3])"),
        Body("UnsqueezedSlice", "Sum(x[1..].Unsqueeze(1) * y[..^1].Unsqueeze(0))"),
        Body("ReductionOfSlice", "Sum(Max(x[1..], axis: 1)) + Mean(y[.., 1..]) + Sum(Sum(x[.., ..2], axis: 0))"),
        Body("Empty", "Sum(x[2..2]) + Sum(y[.., 1..1] * 2) + Sum(x * y)"),
        Body("EmptyOnly", "Sum(x[2..2])"),
        Body("UsedWholeToo", "Sum(x * x) + Sum(x[1..] * x[..^1]) + Sum(x[0]) + x[1, 1]"),
        Body("ManyParts", "Sum(x[0] * y[1] + x[1] * y[2] + x[2] * y[0]) + Sum(x[1..] * 2)"),
        Body("DifferencesOfDifferences", "var a = x[1..] - x[..^1]; var b = a[1..] - a[..^1]; return Sum(Square(b)) + Sum(b * y[2..]);"),
        Body("Detached", "Sum(Detach(x * 0 + 2)[1..] * x[..^1] + Detach(y * 0 + 3)[..^1] * y[1..])") with { Name = "DetachedSlice" },
        Body("Turned", "var z = Tanh(x * y); return Sum(Roll(z, 1, 0) * Roll(y, -2, 1)) + Sum(Roll(z, 3 * x.Shape[1] - x.Shape[0], 0) * v);"),
        Body("TurnedInLoop", "var z = x; while (Sum(Square(z)) < 100) z = Roll(z, 1, 1) * 2 + Roll(y, -7, 0); return Sum(z * v);"),
        Body("TurnedSlice", "Sum(Roll(x[1..], 1, 0) * y[..^1]) + Sum(Roll(x, -1, 0)[..1] * v) + Sum(Roll(Flip(x, 0), 2, 1) * Flip(y, 1))"),
        Body("Halves", "var half = x.Shape[1] / 2; return Sum(Sigmoid(x[.., ..half]) * y[.., ..half]) + Sum(Tanh(x[.., half..]));"),
        Body("InLocalFunction", "Tensor<real> Tail(Tensor<real> t) => t[1..]; return Sum(Tail(x) * Tail(y));"),
        Body("InBranch", "var z = y[..^1]; if (Sum(x) > 0) z = x[1..]; return Sum(z * z);"),
        Body("InBranchElse", "var z = x[1..]; if (Sum(x) > 0) z = y[..^1] * v; else z = z * 2; return Sum(z * z);"),
        Body("InLoop", "var z = x; while (Sum(z[1..]) < 100) z = z * 2 + y[0]; return Sum(z[0] * v);"),
        Body("AssignedInLoop", "var z = x[1..]; for (int i = 0; i < 7; i++) z = z * y[1..] + z[.., ..1]; return Sum(z);"),
        Body("RowsOneByOne", "var h = v; for (int i = 0; i < x.Shape[0]; i++) h = Tanh(h + x[i]) * y[i]; return Sum(h);"),
        Body("RowsFromTheEnd", "var h = v; for (int i = 1; i <= x.Shape[0]; i++) h = h * x[-i]; return Sum(h) + Sum(y);"),
        Body("ElementsOneByOne", "Tensor<real> s = 1; for (int i = 0; i < x.Shape[0]; i++) s = s * x[i, 1] + y[0, 0]; return s;"),
        Body("ColumnsOneByOne", "Tensor<real> s = 1; for (int i = 0; i < x.Shape[1]; i++) s = s + Sum(x[.., i] * y[1.., i][0]); return s;"),
        Body("ConstantLoop", "Tensor<real> s = 0; for (int i = 0; i < 3; i++) s = s + Sum(x[i] * y[i + 1]); return s;"),
        new("Results", """[Model] public static (Tensor<real>, Tensor<real>, Tensor<real>) F([Parameter, Shape("n", "d")] Tensor<real> x) => (x[1..], x[^1], x[0, 1]);"""),
        new("ResultOfComputed", """[Model] public static (Tensor<real>, Tensor<real>) F([Parameter, Shape("n", "d")] Tensor<real> x) { var z = Exp(x); return (z[.., 1..], z); }"""),
        new("RankThree", """[Model] public static Tensor<real> F([Parameter, Shape("n", "d", 4)] Tensor<real> x, [Parameter, Shape("d", 2)] Tensor<real> w) => Sum(x[1.., .., 2..] * w) + Sum(MatMul(x[.., 1, ..2], w[..2].T).Square()) + Sum(x[^1, .., 0] * w[.., 1]);"""),
        new("OneElementTensor", """[Model] public static Tensor<real> F([Parameter, Shape(1)] Tensor<real> a, [Parameter, Shape("n", 1)] Tensor<real> x) => a[0] * Sum(x[1..]) + Sum(a[..1] * x[.., 0]) + Sum(a[1..]);"""),
        new("Ints", """[Model] public static Tensor<int> F([Shape("n", "d")] Tensor<int> x) => x[1.., 0] * 2 + x[..^1, ^1];"""),
        new("Bools", """[Model] public static Tensor<bool> F([Shape("n", "d")] Tensor<real> x) => (x > 0.5f)[1..];"""),
        new("Long", """[Model] public static Tensor<real> F([Parameter, Shape("m", "k")] Tensor<real> x, [Parameter, Shape("m", "k")] Tensor<real> y) => Sum(Exp(x[1.., 1..]) * y[..^1, ..^1]) + Sum(Square(x[..^3] + y[3..]));"""),
    ];

    /// <summary>A model of constant sizes.</summary>
    static string Fixed(string body) => $$"""
        [Model] public static Tensor<real> F([Parameter, Shape(5, 3)] Tensor<real> x, [Parameter, Shape(5, 3)] Tensor<real> y) => {{body}};
        """;
}
