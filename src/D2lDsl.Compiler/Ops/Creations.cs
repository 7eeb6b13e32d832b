using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ops.TensorExpr;

namespace D2lDsl.Compiler.Ops;

/// <summary>The factories of the class <c>Tensor</c> that make tensors of sizes and numbers.</summary>
public static class Creations
{
    const string NoRandom = "a model has no source of random numbers: write RandLike or RandNLike with a seed that is an argument, or make the tensor before the call and pass it";

    static readonly CreationParameter Shape = new("shape", CreationKind.Shape), Like = new("x", CreationKind.Like), Rng = new("rng", CreationKind.Other);

    public static readonly Creation Zeros = new() { Surface = "Zeros", Torch = "torch.zeros(shape)", Parameters = [Shape], Body = _ => 0 };

    public static readonly Creation Ones = new() { Surface = "Ones", Torch = "torch.ones(shape)", Parameters = [Shape], Body = _ => 1 };

    public static readonly Creation Full = new() { Surface = "Full", Torch = "torch.full(shape, value)", Parameters = [Shape, Number("value")], Body = numbers => numbers[0] };

    public static readonly Creation ZerosLike = new() { Surface = "ZerosLike", Torch = "torch.zeros_like(x)", Parameters = [Like], Body = _ => 0 };

    public static readonly Creation OnesLike = new() { Surface = "OnesLike", Torch = "torch.ones_like(x)", Parameters = [Like], Body = _ => 1 };

    public static readonly Creation Arange = new()
    {
        Surface = "Arange", Torch = "torch.arange(start, stop, step)",
        Parameters = [Number("start") with { Default = 0 }, Number("stop"), Number("step") with { Default = 1 }],
        Steps = true,
        Body = numbers => numbers[0] + new TensorExpr.Range(Creation.First) * numbers[2],
    };

    public static readonly Creation LinSpace = new()
    {
        Surface = "LinSpace", Torch = "torch.linspace(start, stop, count)",
        Parameters = [Number("start"), Number("stop"), Number("count")],
        Axes = ["count"],
        // Each half counts from its own end, so that both ends are exact; one value alone is the start.
        Body = numbers =>
        {
            var (start, stop, count, index) = (numbers[0], numbers[1], numbers[2], new TensorExpr.Range(Creation.First));
            var step = (stop - start) / new Map(Arithmetic.Maximum, count - 1, 1);
            var isFirstHalf = new Map(Comparisons.LessEqual, 2 * index + 2, new Map(Arithmetic.Maximum, count, 2));
            return new Map(Selection.Where, isFirstHalf, start + index * step, stop - (count - 1 - index) * step);
        },
    };

    public static readonly Creation Eye = new()
    {
        Surface = "Eye", Torch = "torch.eye(size)", Parameters = [Number("size")], Axes = ["size", "size"],
        Body = _ =>
        {
            var index = new TensorExpr.Range(Creation.First, ElementType.Int);
            return new Map(Selection.Where, new Map(Comparisons.Equal, new Unsqueeze(index, 1), index), 1, 0);
        },
    };

    public static readonly Creation Empty = new()
    {
        Surface = "Empty", Torch = "torch.empty(shape)", Parameters = [Shape], IsUnwritten = true,
        Body = null, Instead = "nothing is written into a tensor of a model: use Zeros",
    };

    public static readonly Creation Rand = Random("Rand", "torch.rand(shape)", Rng, Shape);

    public static readonly Creation RandN = Random("RandN", "torch.randn(shape)", Rng, Shape);

    public static readonly Creation Normal = Random("Normal", "torch.normal(mean, std, shape)", Rng, Number("mean"), Number("std"), Shape);

    public static readonly Creation RandInt = Random("RandInt", "torch.randint(low, high, shape)", Rng, Number("low"), Number("high"), Shape);

    public static readonly Creation RandPerm = Random("RandPerm", "torch.randperm(count)", Rng, Number("count")) with { Axes = ["count"] };

    /// <summary>All factories, in the order they stand here.</summary>
    public static IReadOnlyList<Creation> All { get; } = [.. typeof(Creations).GetFields().Select(field => field.GetValue(null)).OfType<Creation>()];

    /// <summary>The factory of a name; null where the table has none.</summary>
    public static Creation? Named(string surface) => All.FirstOrDefault(creation => creation.Surface == surface);

    static CreationParameter Number(string name) => new(name, CreationKind.Number);

    static Creation Random(string surface, string torch, params CreationParameter[] parameters) =>
        new() { Surface = surface, Torch = torch, Parameters = parameters, Body = null, Instead = NoRandom };
}
