using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Read.Tracking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

/// <summary>Quotients of ints that become numbers of a tensor: C# makes 0 of 1 / 2 before.</summary>
static class Quotients
{
    /// <summary>Those of a model, where every number belongs to a tensor, or of other code, where only what meets a tensor is looked at.</summary>
    public static IEnumerable<Finding> Of(IOperation body, bool isModel)
    {
        foreach (var quotient in body.DescendantsAndSelf().OfType<IBinaryOperation>())
            if (quotient is { OperatorKind: BinaryOperatorKind.Divide, Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } && Whole(quotient.LeftOperand) is { } above and not 0
                && (Whole(quotient.RightOperand) is not { } below || (below != 0 && above % below != 0)) && Becomes(quotient, isModel) is { } type)
            {
                var written = $"{quotient.LeftOperand.Syntax}{(type == SpecialType.System_Double ? ".0" : "f")} / {quotient.RightOperand.Syntax}";
                var isWritten = quotient.LeftOperand is ILiteralOperation;
                yield return new(Catalogue.WholeQuotient, [quotient.Syntax.ToString(), Whole(quotient) is { } value ? $"gives {value}" : "drops what is behind the point",
                    isWritten ? $"write {written}" : "Cast one of them to float first"], quotient.Syntax.GetLocation()) { Replacement = isWritten ? written : null };
            }
    }

    static long? Whole(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: int or long } constant ? Convert.ToInt64(constant.Value) : null;

    /// <summary>The type of number that a quotient becomes; null where it stays an int, as a size or an index does.</summary>
    static SpecialType? Becomes(IOperation quotient, bool isModel)
    {
        SpecialType? type = null;
        for (var at = quotient; at.Parent is { } parent; at = parent)
            switch (parent)
            {
                case IParenthesizedOperation or IUnaryOperation { OperatorMethod: null }:
                    break;
                case IBinaryOperation { Type: { } result } when Declarations.TensorArgument(result) is not null:
                    return type ?? SpecialType.System_Single;
                case IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide }:
                    break;
                // Whoever writes (float)(a / b) has seen it.
                case IConversionOperation { IsImplicit: true, Type: { } to } when to.SpecialType is SpecialType.System_Single or SpecialType.System_Double || Declarations.TensorArgument(to) is not null:
                    type ??= to.SpecialType == SpecialType.System_Double ? to.SpecialType : SpecialType.System_Single;
                    if (isModel)
                        return type;
                    break;
                case IConversionOperation { IsImplicit: true, Type.SpecialType: SpecialType.System_Int64 }:
                    break;
                case IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol method } }:
                    return Tracker.IsOurs(method.ContainingType) && (type is not null || OpTable.Named(method.Name).OfType<ElementwiseOp>().Any()) ? type ?? SpecialType.System_Single : null;
                default:
                    return null;
            }
        return null;
    }
}
