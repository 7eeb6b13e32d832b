namespace D2lDsl.CompilerTests.Reading;

using static Construct;

/// <summary>The model language, construct by construct.</summary>
static class Constructs
{
    public static IReadOnlyList<Construct> All { get; } =
    [
        Body("ExpressionBody", "Sum(Square(x) + y)"),
        Body("BlockBody", "var z = x * y; Tensor<real> s = z + v; return Sum(Exp(s));"),
        Body("SeveralDeclarators", "Tensor<real> a = x * 2, b = a + y; return Sum(a * b);"),
        Body("Reassignment", "var z = x; z = z * y; z = z + v; return Sum(z);"),
        Body("ReassignedParameter", "x = x * y; x = Tanh(x); return Sum(x);"),
        Body("DeclaredLater", "Tensor<real> z; z = x - y; return Mean(Square(z));"),
        Body("Scopes", "var z = x; { var w = y * 2; z = z + w; } return Sum(z);"),
        Body("Tuples", "var pair = (x * y, x + y); var (p, s) = pair; return Sum(p / s);"),
        Body("TupleFields", "var pair = (Product: x * y, Total: x + y); return Sum(pair.Product / pair.Total);"),
        Body("TupleItems", "var pair = (x * y, x + y); return Sum(pair.Item1 / pair.Item2);"),
        Body("Swap", "(x, y) = (y, x); return Sum(x * x * y);"),
        Body("NestedDeconstruction", "var ((a, b), c) = ((x, y), v); return Sum(a * b + c);"),
        Body("MixedDeconstruction", "Tensor<real> b; (var a, b) = (x * 2, y); (_, var c) = (x, v); return Sum(a + b * c);"),
        Body("ShapeDeconstruction", "var (n, d) = x.Shape; return Sum(x * y) / n + d;"),
        Body("ShapeDiscards", "var (_, d) = x.Shape; return Sum(x) * d;"),
        Body("LocalFunctions", "return Sum(Twice(x) + Affine(y)); Tensor<real> Twice(Tensor<real> t) => t * 2; Tensor<real> Affine(Tensor<real> t) { var z = t * v; return z + 1; }"),
        Body("StaticLocalFunction", "static Tensor<real> Bend(Tensor<real> t, int times) => Tanh(t) * times; return Sum(Bend(x, 3) * Bend(y, times: 2));"),
        Body("LocalFunctionsCallEachOther", "Tensor<real> A(Tensor<real> t) => B(t) + t; Tensor<real> B(Tensor<real> t) => t * y; return Sum(A(A(x)));"),
        Body("LocalFunctionShadows", "var z = x + 1; Tensor<real> G(Tensor<real> t) { var w = t * z; return w; } var r = G(y); return Sum(r * z);"),
        Body("LocalFunctionChangesWhatItSees", "var z = x; Tensor<real> Next() { z = z * y; return z + v; } var a = Next(); var b = Next(); return Sum(a + b + z);"),
        Body("LocalFunctionOfTuple", "(Tensor<real>, Tensor<real>) Both(Tensor<real> t) => (t + 1, t * 2); var (a, b) = Both(x); return Sum(a * b * y);"),
        Body("Constants", "const real Half = 0.5f; const int Two = 2; return Sum(Half * x + y * Two + Third * v);", "const real Third = 1f / 3;"),
        Body("ConstantsElsewhere", "Sum(x * Numbers_real.Gain + (real)Math.PI)", others: "static class Numbers_real { public const int Gain = 3; }"),
        Body("SizesAsNumbers", "Sum(x) / x.Shape[0] + Sum(y) / x.Shape[^1] + Sum(v) * (2 * x.Shape[1] - 1)"),
        Body("SizeArithmetic", "var n = x.Shape[0]; var d = x.Shape[1]; int both = n * d; return Sum(Reshape(x, both) * y.Reshape(d * n)) / (both / d);"),
        Body("RootsOfConstantsAndSizes", "Sum(x) * (real)Math.Sqrt(2) + Sum(y / (real)Math.Sqrt(x.Shape[1]))"),
        Body("FractionsOfSizes", "Sum(x) * ((real)1 / x.Shape[1]) + Sum(y) * ((real)x.Shape[0] / x.Shape[1])"),
        Body("RemainderOfASize", "Sum(x) * (x.Shape[0] % 2) + Sum(y) * Math.Max(x.Shape[0], x.Shape[1])"),
        Body("LengthAndRank", "Sum(x.Reshape(x.Length)) * x.Rank + Sum(y.Reshape(y.Shape.ElementCount)) * y.Shape.Rank"),
        Body("InferredSize", "Sum(Square(x.Reshape(-1)) * y.Reshape(-1))"),
        Body("StaticAndInstanceCalls", "Sum(Exp(x)) + x.Exp().Sum() + Ops.Mean(y) + y.Tanh().Mean()"),
        Body("NamedArguments", "Sum(Sum(x, axis: 1, keepDims: true) * y + y.Sum(keepDims: true, axis: 0) + Ops.Mean(keepDims: false, axis: 0, x: x))"),
        Body("NegativeAxis", "Sum(x.Max(axis: -1) + Min(y, axis: -1))"),
        Body("AxesAsCollection", "Sum(x, axes: [0, 1]) + Sum(Permute(y, [1, 0]).Sum(axes: [1]) * v) + Sum(BroadcastTo(v, [x.Shape[0], x.Shape[1]]))"),
        Body("AxesAsArguments", "Sum(x.Permute(1, 0)) + Sum(Transpose(y, 0, 1) * 2) + Sum(Unsqueeze(v, 0).Squeeze(0))"),
        Body("ShapeOfAnother", "Sum(BroadcastTo(v, x.Shape) * x) + Sum(x.Reshape(y.Shape))"),
        Body("Literals", "Sum(2 * x + 1 - y / 4) + Sum(1 - x) + Sum(1 / (x + 0.5f)) + Sum(0.5f * y - 0.25f)"),
        Body("NegativeLiterals", "Sum(-1 * x + -0.5f * y) + Sum(-(x * y))"),
        Body("ImplicitScalars", "Tensor<real> half = 0.5f; Tensor<real> two = 2; return Sum(Maximum(x, 0.5f) * half + Pow(y, two));"),
        Body("ConstantArithmetic", "Sum(x * (1 + 2 * 3) + y * (0.5f / 2 - 1) + v * (7 / 2) + 7 % 4)"),
        Body("Comparisons", "Sum(Where(x > y, x, y * 2)) + Sum(Where(x <= 0.7f, 1 * x, y)) + Sum((x > 0.5f).Cast<real>() * x)"),
        Body("Transposes", "Sum(MatMul(x.T, y) * 2) + Sum(MatMul(x, y.T)) + Sum(x.T.T * Transpose(y).T)"),
        Body("Products", "Sum(MatMul(x, v)) + Sum(x.Mv(v)) + Dot(v, v) + Sum(Mm(x, y.T))"),
        Body("Casts", "Sum(x.Cast<double>().Cast<real>() * y.Cast<float>().Cast<real>().Cast<real>())"),
        Body("WholeParts", "Sum((x * 3).Cast<int>().Cast<real>() * y) + Sum((y * 10000000000).Cast<int>().Cast<real>() / 10000000000)"),
        Body("Creation", "var z = Tensor.Zeros<real>(x.Shape) + Tensor.Ones<real>(x.Shape[0], x.Shape[1]) * 2; return Sum(z * x) + Sum(Tensor.Full<real>([x.Shape[1]], 0.5f) * v) + Sum(Tensor.Zeros<real>(3, 2)) + Sum(y * Tensor.OnesLike(y) + Tensor.ZerosLike(y));"),
        Body("CreatedState", "var s = Tensor.Zeros<real>(x.Shape[1]); for (int i = 0; i < x.Shape[0]; i++) s = Tanh(s + x[i] * y[i]); return Sum(s * v);"),
        Body("CreatedNumber", "var s = Tensor.Zeros<real>(); for (int i = 0; i < x.Shape[0]; i++) s = s + Sum(x[i] * y[i]); return s * Tensor.Ones<real>() + Sum(v) * Tensor.Full<real>([], 2) + Tensor.ZerosLike(s);"),
        Body("TupleInALoop", "var s = (H: v, C: v * 2); for (int i = 0; i < x.Shape[0]; i++) s = Step(x[i], s.H, s.C); return Sum(s.H * s.C);", "[Model] static (Tensor<real> H, Tensor<real> C) Step([Shape(\"d\")] Tensor<real> x, [Shape(\"d\")] Tensor<real> h, [Shape(\"d\")] Tensor<real> c) => (Tanh(h + x) * c, c + Sigmoid(h));"),
        Body("Collected", "var hs = new List<Tensor<real>>(); var h = v; for (int i = 0; i < x.Shape[0]; i++) { h = Tanh(h + x[i] * y[i]); hs.Add(h); } return Sum(Stack(hs) * y) * hs.Count + Sum(h * hs[^1] * hs[1]);"),
        Body("CollectedBackwards", "List<Tensor<real>> hs = []; var h = v; for (int i = x.Shape[0] - 1; i >= 0; i--) { hs.Add(h); h = Tanh(h * x[i] + y[i]); } return Sum(Stack(hs, axis: 1) * Flip(x, 0).T * 2);"),
        Body("CollectedByTwo", "List<Tensor<real>> a = [v * 2], b = []; for (int i = 0; i < x.Shape[0]; i += 2) { var z = Exp(x[i]) * v; a.Add(z); b.Add(Sum(z * y[i])); if (Sum(y[i]) > 0) a.Add(z * z); else a.Add(y[i]); } a.Add(v); return Sum(Concat(a) * Concat(a)) * Sum(Stack(b)) + Sum(Square(Concat(a, -1)) * 3);"),
        Body("CollectedInCollected", "var all = new List<Tensor<real>>(); var rows = new List<Tensor<real>>(); for (int i = 0; i < x.Shape[0]; i++) { var row = new List<Tensor<real>>(); var s = Sum(v); for (int j = 1; j < x.Shape[1]; j++) { s = Tanh(s + x[i, j] * y[i, j - 1]); row.Add(s); all.Add(s * s); } rows.Add(Stack(row)); } return Sum(Stack(rows, 1) * x[.., 1..].T) + Sum(Stack(all).Reshape(x.Shape[0], -1) * y[.., 1..]);"),
        Body("CollectedInALocalFunction", "var hs = new List<Tensor<real>>(); var h = v; for (int i = 0; i < x.Shape[0]; i++) { var z = Step(i); } return Sum(Stack(hs) * y) + Sum(h); Tensor<real> Step(int i) { h = Tanh(h * x[i]) + v; hs.Add(h); return h; }"),
        Body("CollectedFewTimes", "var hs = new List<Tensor<real>> { v }; for (int i = 0; i < 3; i++) hs.Add(hs[^1] * x[i]); return Sum(Stack(hs)) * hs.Count;"),
        Body("TuplesInATupleInALoop", "var s = (A: v, B: (I: 0, C: v)); for (int i = 0; i < x.Shape[0]; i++) { if (Sum(y[i]) > 100) continue; s = (s.B.C * x[i], (s.B.I + 2, Tanh(s.A + v))); if (Sum(s.A) > 50) break; } return Sum(s.A * s.B.C) * (1 + s.B.I);"),
        Body("PartsMergedAgain", "var parts = x.Reshape(x.Shape[0], 3, x.Shape[1] / 3); return Sum(parts.Permute(0, 2, 1).Permute(0, 2, 1).Flatten(1, 2) * y + v);"),
        Body("CreatedMask", "var t = x.Shape[0]; var mask = Tensor.Arange<int>(t).Unsqueeze(1) >= Tensor.Arange<int>(t).Unsqueeze(0); return Sum(Softmax(Where(mask, MatMul(x, y.T), -1e9f), axis: 1) * Tensor.Arange<real>(1, t + 1));"),
        Body("CreatedPositions", "Sum(x * Sin(Tensor.Arange(x.Shape[0]).Cast<real>() / 10).Unsqueeze(1)) + Sum(v * Tensor.Arange<real>(2, x.Shape[1] + 2)) + Sum(v[..2] * Tensor.Arange<real>(2))"),
        Body("CreatedSteps", "Sum(x * Tensor.Arange<real>(1, 2 * x.Shape[0] + 1, 2).Unsqueeze(1)) + Sum(v * Tensor.Arange<real>(x.Shape[1], 0, -1)) + Sum(y[..4, 0] * Tensor.Arange<real>(0, 1, 0.25f))"),
        Body("CreatedLine", "var t = Tensor.LinSpace<real>(0, x.Shape[0], x.Shape[0]).Unsqueeze(1); return Sum(Sin(t * x)) + Sum(Tensor.LinSpace<real>(-1, 0.5f, x.Shape[1]) * v);"),
        Body("CreatedIdentity", "var i = Tensor.Eye<real>(x.Shape[1]); return Sum(MatMul(x, i + Outer(v, v)) * y) + Sum(MatMul(y, i)) + Sum(Where(Tensor.Eye<bool>(x.Shape[1]), 1, v));"),
        Body("Detached", "Sum(Detach(Detach(y) * 0 + 1) * x * y)"),
        Body("ConditionOnConstants", "const bool Smooth = true; if (x.Rank == 2) { x = x * 2; } else { x = x + 100; } return Sum(Smooth ? Tanh(x) * y : x);"),
        Body("TruthsCombined", "if (Sum(x) > 0.5f && (Norm(v) > 0.01f || !(Sum(y) > 0))) x = x * 2; if (Sum(x) < -1000 || Sum(y) > 1000) x = x + 100; return Sum(x * (Sum(v) > 0 && Sum(v) < 0 ? x : y));"),
        Body("TruthsOfNumbers", "var k = 0; var z = x; while (Norm(z) > 0.001f && k < 3) { z = z / 2; k++; } while (k < 9 && Sum(z * z) < 100 || k == 3) { z = z * 2; k += 2; } return Sum(z * y) + k;"),
        Body("NumbersAsTensors", "Tensor<int> size = x.Shape[0]; var k = 0; while (Norm(v) * k < 2) k++; Tensor<int> turns = k + 1; return Sum(x * y) * size.Cast<real>() + turns.Cast<real>();"),
        Body("SwitchExpressions", "var z = x.Rank switch { 1 => x * 100, 2 when Rough => x * 2, _ => x }; var n = x.Shape[0] switch { 0 or 1 => 7, > 1 and < 3 => 5, _ => 3 }; for (int i = 0; i < 6; i++) z = i switch { 0 => z + y, not 4 => z * v, _ => z - y }; return Sum(z) * n;", "const bool Rough = true;"),
        Body("SwitchStatements", "var z = x; for (int i = 0; i < 3; i++) { switch (i) { case 0: z = z * y; break; case 1: { z = z + v; break; } default: z = z / 2; break; } } switch (x.Rank) { case 1: return Sum(y); case > 1: z = z * 3; break; } return Sum(z * y);"),
        Body("DoLoops", "var z = x; var k = 0; do { z = z * 2; k++; } while (Sum(z * z) < 1000); do z = z / 2; while (Sum(z * z) > 10000000); do { z = z + y; k += 2; } while (k < 3); return Sum(z * v) + k;"),
        Body("PartsOneByOne", "var s = Sum(v); foreach (var row in Unbind(x[..2])) s = s * 2 + Sum(row * v); var hs = new List<Tensor<real>> { v, v * 2 }; hs.Add(v * v); foreach (var h in hs) s = s + Sum(h * y); return s;"),
        Body("ChoiceOfNumbers", "Sum(x * Where(y > 0, (real)1, (real)0.25) * y) + Sum(Where(x > y, 3, -2).Cast<real>() * x)"),
        Body("Parentheses", "(Sum((((x)) * (y))!))"),
        Body("Unused", "var z = x / y; var _unused = Exp(z); return Sum(x * y);"),
        Body("KeywordsAndUnderscores", "var @class = x * y; var _result = @class + 1; var memory = _result * v; var n = memory + 1; var Model = n * 2; return Sum(Model);"),
        Body("OneValueUsedOften", "var e = Exp(x * y); return Sum(e * e + e / (e + v) - e);"),
        Body("Constant", "Sum(x * 0 + 3) + Sum(y * 1) - Sum(v / 1)"),
        .. Calls,
        .. Declarations,
    ];

    static IEnumerable<Construct> Calls =>
    [
        Body("Model_SameClass", "Sum(Square(Diff(x, y)))", """
            [Model] public static Tensor<real> Diff([Shape("a", "b")] Tensor<real> p, [Shape("a", "b")] Tensor<real> q) => p - q;
            """),
        Body("Model_TwiceWithOtherShapes", "Sum(Half(x)) + Sum(Half(x.T)) + Sum(Half(v.Unsqueeze(0)))", """
            [Model] public static Tensor<real> Half([Shape("n", "d")] Tensor<real> t) { var n = t.Shape[0]; var half = t / (2 * n); return half; }
            """),
        Body("Model_NamedArguments", "Sum(Sub(right: x, left: y))", """
            [Model] static Tensor<real> Sub([Shape("n", "d")] Tensor<real> left, [Shape("n", "d")] Tensor<real> right) => left * left - right;
            """),
        Body("Model_Nested", "Sum(A(x))", """
            [Model] static Tensor<real> A([Shape("r", "c")] Tensor<real> t) => B(t) + B(B(t));
            [Model] static Tensor<real> B([Shape("n", "d")] Tensor<real> t) => Tanh(t) * 2;
            """),
        Body("Model_OfTuple", "var (s, m) = Both(x); return Sum(s * v) + Sum(m * y);", """
            [Model] static (Tensor<real> Sums, Tensor<real> Scaled) Both([Shape("r", "c")] Tensor<real> t) => (Sum(t, axis: 0), t * 3);
            """),
        Body("Model_OfParameters", "Sum(Line(x, v))", """
            [Model] static Tensor<real> Line([Shape("n", "d")] Tensor<real> t, [Parameter, Shape("d")] Tensor<real> w) => MatMul(t, w);
            """),
        Body("Model_InLocalFunction", "Tensor<real> Twice(Tensor<real> t) => Soft(Soft(t)); return Sum(Twice(x) * y);", """
            [Model] [return: Shape("n", "d")] static Tensor<real> Soft([Shape("n", "d")] Tensor<real> t) => Sigmoid(t);
            """),
        Body("Model_InAnotherFile", "Sum(Elsewhere_real.Norms(x) + Elsewhere_real.Norms(y))", others: """
            public static partial class Elsewhere_real
            {
                const real Small = 0.01f;
                [Model] public static Tensor<real> Norms([Shape("n", "d")] Tensor<real> t) => Sqrt(Squares(t) + Small);
                [Model] public static Tensor<real> Squares([Shape("n", "d")] Tensor<real> t) => Sum(Square(t), axis: 1);
            }
            """),
    ];

    static IEnumerable<Construct> Declarations =>
    [
        new("ReturnShape", """
            [Model] [return: Shape("n", "2*d")] public static Tensor<real> F([Parameter, Shape("n", "d")] Tensor<real> x)
                => Reshape(BroadcastTo(Unsqueeze(x, 2), x.Shape[0], x.Shape[1], 2), x.Shape[0], 2 * x.Shape[1]);
            """),
        new("RankZero", """[Model] public static Tensor<real> F([Parameter, Shape] Tensor<real> a, [Shape] Tensor<real> b) => Exp(a) * b + a;"""),
        new("RankZeroAndMatrix", """[Model] public static Tensor<real> F([Parameter, Shape("n", "d")] Tensor<real> x, [Parameter, Shape] Tensor<real> scale) => x * scale + scale;"""),
        new("RankThree", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", "d", 3)] Tensor<real> x, [Parameter, Shape("d", 1)] Tensor<real> w) => Sum(Square(x * w), axes: [0, -1]);
            """),
        new("SizesAsExpressions", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", "2*d")] Tensor<real> x, [Parameter, Shape("n*d")] Tensor<real> y, [Shape("d")] Tensor<real> v)
                => Sum(x, axis: 1) + Sum(y) + Sum(v);
            """),
        new("IntsAsData", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", 3)] Tensor<real> x, [Shape("n")] Tensor<int> labels, [Shape("n", 1)] Tensor<int> counts)
                => CrossEntropy(x, labels) + Mean(x * counts.Cast<real>());
            """),
        new("BoolsAsData", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", "d")] Tensor<real> x, [Shape("n", "d")] Tensor<bool> mask) => Sum(Where(mask, x * x, 0.1f * x));
            """),
        new("NoParameters", """[Model] public static Tensor<real> F([Shape("n", "d")] Tensor<real> x) => MatMul(x, x.T);"""),
        new("Identity", """[Model] public static Tensor<real> F([Parameter, Shape("n", "d")] Tensor<real> x) => x;"""),
        new("OnlyMoved", """[Model] public static Tensor<real> F([Parameter, Shape("n", "d")] Tensor<real> x) => x.T;"""),
        new("Unused", """[Model] public static Tensor<real> F([Parameter, Shape("n")] Tensor<real> x, [Parameter, Shape("d")] Tensor<real> unused) => Sum(x);""") { Name = "UnusedParameter" },
        new("IntResult", """[Model] public static Tensor<int> F([Shape("n")] Tensor<int> x, [Shape("n")] Tensor<int> y) => x * y + 2;"""),
        new("BoolResult", """[Model] public static Tensor<bool> F([Shape("n", "d")] Tensor<real> x, [Shape("d")] Tensor<real> y) => x > y;"""),
        new("TupleOfAll", """
            [Model] public static (Tensor<real> Loss, Tensor<real> Scores, Tensor<bool> Large) F([Parameter, Shape("n", "d")] Tensor<real> x, [Parameter, Shape("d")] Tensor<real> w)
            {
                var scores = MatMul(x, w);
                return (Mean(Square(scores)), scores, scores > 1);
            }
            """),
        new("TupleOfTwoTensors", """[Model] public static (Tensor<real>, Tensor<real>) F([Parameter, Shape("n", "d")] Tensor<real> x) => (Exp(x), Sum(x * x, axis: 1));"""),
        new("TupleOfTheSame", """[Model] public static (Tensor<real>, Tensor<real>) F([Parameter, Shape("n", "d")] Tensor<real> x) { var z = x * x; return (z, z); }"""),
        new("SameNamesAsSizes", """[Model] public static Tensor<real> F([Parameter, Shape("x", "y")] Tensor<real> x, [Parameter, Shape("y")] Tensor<real> y) => Sum(x * y) / x.Shape[0];"""),
        new("Keywords", """[Model] public static Tensor<real> F([Parameter, Shape("class", "new")] Tensor<real> @event, [Parameter, Shape("new")] Tensor<real> @ref) => Sum(@event * @ref);"""),
    ];
}
