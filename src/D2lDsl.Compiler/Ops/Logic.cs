using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>Logic on bool tensors, element by element. The operators are those of Tensor&lt;T&gt;, which take bits of integers too when run eagerly.</summary>
public static class Logic
{
    public static readonly BinaryOp LogicalAnd = new()
    {
        Surface = "LogicalAnd", Symbol = "&", Accepts = Elements.Bool, IsComparison = true,
        Summary = "True where a and b both are.",
        Torch = "torch.logical_and(a, b)",
        Domain = Domain.All,
        Forward = (a, b) => a & b,
        VjpA = Zero.Binary("bool tensors have no gradient"),
        VjpB = Zero.Binary("bool tensors have no gradient"),
    };

    public static readonly BinaryOp LogicalOr = new()
    {
        Surface = "LogicalOr", Symbol = "|", Accepts = Elements.Bool, IsComparison = true,
        Summary = "True where a or b is, or both are.",
        Torch = "torch.logical_or(a, b)",
        Domain = Domain.All,
        Forward = (a, b) => a | b,
        VjpA = Zero.Binary("bool tensors have no gradient"),
        VjpB = Zero.Binary("bool tensors have no gradient"),
    };

    public static readonly BinaryOp LogicalXor = new()
    {
        Surface = "LogicalXor", Symbol = "^", Accepts = Elements.Bool, IsComparison = true,
        Summary = "True where a and b differ.",
        Torch = "torch.logical_xor(a, b)",
        Domain = Domain.All,
        Forward = (a, b) => (a | b) & !(a & b),
        VjpA = Zero.Binary("bool tensors have no gradient"),
        VjpB = Zero.Binary("bool tensors have no gradient"),
    };

    public static readonly UnaryOp LogicalNot = new()
    {
        Surface = "LogicalNot", Symbol = "!", Accepts = Elements.Bool, IsComparison = true,
        Summary = "True where x is false.",
        Torch = "torch.logical_not(x)",
        Domain = Domain.All,
        Forward = x => !x,
        Vjp = Zero.Unary("bool tensors have no gradient"),
    };
}
