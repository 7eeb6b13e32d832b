using static D2lDsl.Ops;

namespace D2lDsl.Benchmarks;

/// <summary>The operations of the command <c>eager</c>: the same as those of peer_eager.py, by name.</summary>
static class EagerOps
{
    static readonly Random Rng = new(0);
    static readonly Tensor<int> Seed = Tensor.Of(7);

    /// <summary>Given a matrix's rows and columns, each gives what is timed.</summary>
    public static IReadOnlyList<(string Name, Func<int, int, Func<object>> Prepare)> All { get; } =
    [
        OnTwo("x + y", (x, y) => x + y), On("x * 2", x => x * 2), OnTwo("x < y", (x, y) => x < y), OnTwo("x == y", (x, y) => x == y),
        On("exp", Exp), On("tanh", Tanh), On("relu", Relu), On("abs", Abs),
        ("where", (r, c) => (Random(r, c), Random(r, c) > 0) is var (x, y) ? () => Where(y, x, x) : null!),
        OnTwo("x + row", (x, y) => x + y, (r, c) => Random(c)), OnTwo("x + column", (x, y) => x + y, (r, c) => Random(r, 1)),
        OnTwo("x.T + y", (x, y) => x.T + y, (r, c) => Random(c, r)),
        On("sum", x => Sum(x)), On("sum axis 0", x => Sum(x, axis: 0)), On("sum axis 1", x => Sum(x, axis: 1)), On("mean", x => Mean(x)), On("max", x => Max(x)),
        On("max axis 0", x => Max(x, axis: 0)), On("max axis 1", x => Max(x, axis: 1)), On("var axis 1", x => Var(x, axis: 1)), On("norm", x => Norm(x)),
        On("argmax axis 0", x => Argmax(x, axis: 0)), On("argmax axis 1", x => Argmax(x, axis: 1)), On("argmin axis 1", x => Argmin(x, axis: 1)),
        On("cumsum axis 0", x => CumSum(x, 0)), On("cumsum axis 1", x => CumSum(x, 1)),
        OnTwo("matmul", MatMul, (r, c) => Random(c, r)), OnTwo("mv", Mv, (r, c) => Random(c)), On("dot", x => Dot(x, x), (r, c) => Random(r * c)),
        OnTwo("concat axis 0", (x, y) => Concat([x, y], 0)), OnTwo("concat axis 1", (x, y) => Concat([x, y], 1)), OnTwo("stack", (x, y) => Stack([x, y])),
        On("x[1]", x => x[1]), On("x[:, 1:]", x => x[.., 1..]), On("x[:, 1:] copied", x => x[.., 1..].Clone()), On("x.T copied", x => x.T.Clone()),
        OnIndex("rows by index", (x, i) => IndexSelect(x, 0, i), (r, c) => (r, [r])), OnIndex("columns by index", (x, i) => IndexSelect(x, 1, i), (r, c) => (c, [c])),
        OnIndex("gather axis 1", (x, i) => Gather(x, 1, i), (r, c) => (c, [r, c])),
        On("sort axis 1", x => Sort(x, 1)), On("topk 2 axis 1", x => TopK(x, 2, 1)),
        On("softmax axis 0", x => Softmax(x, 0)), On("softmax axis 1", x => Softmax(x, 1)), On("log softmax axis 1", x => LogSoftmax(x, 1)),
        OnIndex("cross entropy", CrossEntropy, (r, c) => (c, [r])), OnIndex("one-hot", (x, i) => OneHot(i, x.Shape[1]), (r, c) => (c, [r])),
        ("zeros", (r, c) => () => Tensor.Zeros(r, c)), ("randn", (r, c) => () => Tensor.RandN(Rng, r, c)), On("dropout", x => Dropout(x, 0.5, Seed)),
    ];

    static Tensor<float> Random(params ReadOnlySpan<int> shape) => Tensor.RandN(Rng, shape);

    static (string, Func<int, int, Func<object>>) On(string name, Func<Tensor<float>, object> work, Func<int, int, Tensor<float>>? made = null) =>
        (name, (r, c) => (made?.Invoke(r, c) ?? Random(r, c)) is var x ? () => work(x) : null!);

    static (string, Func<int, int, Func<object>>) OnTwo(string name, Func<Tensor<float>, Tensor<float>, object> work, Func<int, int, Tensor<float>>? second = null) =>
        (name, (r, c) => (Random(r, c), second?.Invoke(r, c) ?? Random(r, c)) is var (x, y) ? () => work(x, y) : null!);

    /// <summary>Of a matrix and indices below a limit.</summary>
    static (string, Func<int, int, Func<object>>) OnIndex(string name, Func<Tensor<float>, Tensor<int>, object> work, Func<int, int, (int Limit, int[] Shape)> indices) =>
        (name, (r, c) =>
        {
            var (x, (limit, shape)) = (Random(r, c), indices(r, c));
            var index = Tensor.RandInt<int>(Rng, 0, limit, shape);
            return () => work(x, index);
        });
}
