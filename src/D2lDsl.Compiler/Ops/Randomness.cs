using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ops.TensorExpr;

namespace D2lDsl.Compiler.Ops;

/// <summary>
/// Random numbers in models. Nothing is drawn from a source that changes: a number is a function of a seed and of its element's row-major
/// index, so it is the same eagerly, in every kernel and for any number of threads, and a backward pass computes it again instead of keeping it.
/// </summary>
public static class Randomness
{
    const string Source = " A function of the seed, an int of rank 0, and of each element's index: another seed for other numbers.";

    public static readonly BinaryOp FoldIn = new()
    {
        Surface = "FoldIn", Accepts = Elements.Int, Names = ["seed", "k"],
        Summary = "A seed made of a seed and a number, element by element: one for each of several draws under one seed, as jax.random.fold_in.",
        Torch = "torch.Generator().manual_seed(k)",
        Domain = Domain.All,
        Forward = Scalar.Hash,
        VjpA = Zero.Binary("a hash has none"),
        VjpB = Zero.Binary("a hash has none"),
    };

    public static readonly CompositeOp RandLike = new()
    {
        Surface = "RandLike",
        Summary = "Random numbers in [0, 1), multiples of 2⁻³² or coarser, of x's shape and element type." + Source,
        Torch = "torch.rand_like(x)",
        Operands = [("x", null), ("seed", ElementType.Int)],
        Form = "..., ",
        Seed = 1,
        Domain = Domain.All,
        Body = operands => new TensorExpr.Random(operands[0], operands[1]),
    };

    public static readonly CompositeOp RandNLike = new()
    {
        Surface = "RandNLike",
        Summary = "Random numbers of the standard normal distribution, of x's shape and element type." + Source,
        Torch = "torch.randn_like(x)",
        Operands = [("x", null), ("seed", ElementType.Int)],
        Form = "..., ",
        Seed = 1,
        Domain = Domain.All,
        // Of Box and Muller: a radius and an angle, each from numbers of its own. 1 less a number is never 0.
        Body = operands =>
        {
            TensorExpr Uniform(int k) => new TensorExpr.Random(operands[0], new Map(FoldIn, operands[1], new Number(k)));
            var radius = new Map(Arithmetic.Sqrt, -2.0 * new Map(Exponentials.Log, 1.0 - Uniform(-1)));
            return radius * new Map(Exponentials.Cos, 2 * Math.PI * Uniform(-2));
        },
    };

    public static readonly CompositeOp Dropout = new()
    {
        Surface = "Dropout",
        Summary = "0 where RandLike(x, seed) is below p, x / (1 − p) elsewhere, element by element; what is dropped counts nothing, not even where it is NaN." + Source,
        Torch = "torch.nn.functional.dropout(x, p)",
        Operands = [("x", null), ("seed", ElementType.Int)],
        Arguments = [new("p", ArgumentKind.Number, "The probability with which an element is dropped; a constant in models.") { Within = (0, 1) }],
        Form = "..., ",
        Seed = 1,
        Domain = Domain.All,
        Body = operands =>
        {
            var isDropped = new Map(Comparisons.Less, new TensorExpr.Random(operands[0], operands[1]), new Parameter("p"));
            return new Map(Selection.Where, isDropped, 0.0, operands[0] * (1.0 / (1.0 - new Parameter("p"))));
        },
    };
}
