namespace D2lDsl.SeedsTests;

/// <summary>A model for each operation of the numbered examples: element by element, and by shape.</summary>
public static partial class Operations
{
    [Model]
    public static Tensor<float> Add([Parameter, Shape("n")] Tensor<float> x, [Parameter, Shape("n")] Tensor<float> y) => x + y;

    [Model]
    public static Tensor<float> Subtract([Parameter, Shape("n")] Tensor<float> x, [Parameter, Shape("n")] Tensor<float> y) => x - y;

    [Model]
    public static Tensor<float> Multiply([Parameter, Shape("n")] Tensor<float> x, [Parameter, Shape("n")] Tensor<float> y) => x * y;

    [Model]
    public static Tensor<float> Divide([Parameter, Shape("n")] Tensor<float> x, [Parameter, Shape("n")] Tensor<float> y) => x / y;

    [Model]
    public static Tensor<float> Power([Parameter, Shape("n")] Tensor<float> x, [Parameter, Shape("n")] Tensor<float> y) => Pow(x, y);

    [Model]
    public static Tensor<float> Exponential([Parameter, Shape("n")] Tensor<float> x) => Exp(x);

    [Model]
    public static Tensor<float> AddOne([Parameter, Shape("n", "m")] Tensor<float> x) => Ops.Add(x, 1f);

#pragma warning disable D2L0302    // That it is reported is tested in MistakesInsideModelsTests; here is what it computes.
    [Model]
    public static Tensor<float> OuterSum([Parameter, Shape("n", 1)] Tensor<float> a, [Parameter, Shape(1, "m")] Tensor<float> b) => a + b;
#pragma warning restore D2L0302

    [Model]
    public static Tensor<float> Triple([Parameter, Shape("n", "m")] Tensor<float> a) => 3 * a;

    [Model]
    public static Tensor<bool> TripleAndBack([Shape("n", "m")] Tensor<float> a) => 3 * a / 3 == a;

    [Model]
    public static Tensor<float> TimesTriple([Parameter, Shape("n", "m")] Tensor<float> a)
    {
        var c = 3 * a;
        return a * c;
    }

    [Model]
    public static Tensor<bool> Same([Shape("n", "m")] Tensor<float> x, [Shape("n", "m")] Tensor<float> y) => x == y;

    [Model]
    public static Tensor<float> ToMatrix([Parameter, Shape(12)] Tensor<float> x) => x.Reshape(3, 4);

    [Model]
    public static Tensor<float> ToPairs([Parameter, Shape(2, 3)] Tensor<float> x) => x.Reshape(-1, 2);

    [Model]
    public static Tensor<float> ToColumn([Parameter, Shape("n")] Tensor<float> x) => x.Reshape(-1, 1);

    [Model]
    public static Tensor<float> WithoutBatch([Parameter, Shape(1, 3, 4)] Tensor<float> x) => x.Reshape(3, 4);

    [Model]
    public static Tensor<float> Widened([Parameter, Shape("n", "m")] Tensor<float> x) => x.Unsqueeze(1);

    [Model]
    public static Tensor<float> Narrowed([Parameter, Shape("n", 1, "m")] Tensor<float> x) => x.Squeeze(1);

    [Model]
    public static Tensor<float> Transposed([Parameter, Shape("n", "m")] Tensor<float> a) => a.T;

    [Model]
    public static Tensor<float> Last([Parameter, Shape("n")] Tensor<float> x) => x[-1];

    [Model]
    public static Tensor<float> Middle([Parameter, Shape(4)] Tensor<float> x) => x[1..3];

    [Model]
    public static Tensor<float> All([Parameter, Shape("n")] Tensor<float> x) => x[..];

    [Model]
    public static Tensor<float> Column([Parameter, Shape(2, 3)] Tensor<float> x) => x[.., 1];

    [Model]
    public static Tensor<float> Row([Parameter, Shape(2, 3)] Tensor<float> x) => x[0, ..];

    [Model]
    public static Tensor<float> Every([Parameter, Shape(4, 4)] Tensor<float> x) => x[(.., 3), (.., 2)];

    [Model]
    public static Tensor<float> Rows([Parameter, Shape("n", "m")] Tensor<float> x, [Parameter, Shape("k", "m")] Tensor<float> y) => Cat([x, y], 0);

    [Model]
    public static Tensor<float> Columns([Parameter, Shape("n", "m")] Tensor<float> x, [Parameter, Shape("n", "k")] Tensor<float> y) => Cat([x, y], 1);

    [Model]
    public static Tensor<float> Copied([Parameter, Shape("n", "m")] Tensor<float> x) => x.Clone() * x;
}
