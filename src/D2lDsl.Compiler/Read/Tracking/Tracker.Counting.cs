using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Loops that count: how far their variable goes, and whether an index goes along beyond its axis.</summary>
public sealed partial class Tracker
{
    /// <summary>The last values of the variables of the loops around, where every turn is taken.</summary>
    readonly Dictionary<ISymbol, (Dim Last, IForLoopOperation Loop)> counting = new(SymbolEqualityComparer.Default);

    /// <summary>for (i = start; i &lt; stop; i++) without a way out but its end; null for any other loop.</summary>
    (ISymbol Variable, Dim Last)? Counted(IForLoopOperation loop)
    {
        if (loop is not { Locals.Length: 1, AtLoopBottom.Length: 1 } || loop.Condition is not IBinaryOperation { OperatorKind: var kind and (BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual) } test
            || loop.AtLoopBottom[0] is not IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment } step })
            return null;
        var variable = loop.Locals[0];
        bool Is(IOperation operation) => SymbolEqualityComparer.Default.Equals(VariableOf(operation), variable);
        if (!Is(step.Target) || !Is(test.LeftOperand) || untracked.Contains(variable) || Written(loop.Body).Any(w => SymbolEqualityComparer.Default.Equals(w, variable))
            || loop.Body.DescendantsAndSelf().Any(o => o is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: not BranchKind.Continue }))
            return null;
        if (state[variable] is not Fact.Int { Dim: var start } || Quietly(() => Read(test.RightOperand)) is not Fact.Int { Dim: var stop } || Safe(() => kind == BinaryOperatorKind.LessThan ? stop - 1 : stop) is not { } last)
            return null;
        // From 0 to n an axis of size n has one place too few, whatever n is; a loop of no turn takes none.
        return Safe(() => last - start)?.Value is < 0 ? null : (variable, last);
    }

    /// <summary>An index that the last turn of a loop takes beyond its axis. True where it was reported.</summary>
    bool GoesBeyond(IPropertyReferenceOperation indexer, IOperation place, Dim at, int axis, Shape shape, bool isEnd)
    {
        foreach (var (variable, (last, loop)) in counting.Select(c => (c.Key, c.Value)))
            if (state[variable] is Fact.Int { Dim.Name: { } name } && at.Symbols.Contains(name)
                && Safe(() => at.Substitute(s => s == name ? last : Dim.Symbol(s)) - shape[axis]) is { Value: { } over } && over >= (isEnd ? 1 : 0) && IsTaken(indexer, loop))
            {
                Report(Catalogue.Slice, place, $"'{Text(place)}', where {variable.Name} goes to {last},", axis.ToString(), Describe(indexer.Instance!, shape), shape[axis].ToString());
                return true;
            }
        foreach (var (variable, (last, loop)) in counting.Select(c => (c.Key, c.Value)))
            // An int that runs along one axis, and picks from another.
            if (!isEnd && state[variable] is Fact.Int { Dim.Name: { } name } && at.Name == name && (last + 1).Name is { } along && shape[axis].Name is { } other
                && along != other && !sizes.IsFree(last) && !sizes.IsFree(shape[axis]) && loop.Condition is { } condition && IsTaken(indexer, loop))
                Report(Catalogue.LoopBeyond, condition, Text(condition), variable.Name, last.ToString(), axis.ToString(), Describe(indexer.Instance!, shape), (shape[axis] - 1).ToString(), other);
        return false;
    }

    /// <summary>True where every turn of the loop comes by.</summary>
    static bool IsTaken(IOperation operation, IForLoopOperation loop)
    {
        for (var (inner, outer) = (operation, operation.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
            if (outer == loop)
                return inner == loop.Body;
            else if (outer is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ICoalesceOperation or IConditionalAccessOperation or ITryOperation or ILoopOperation
                or IAnonymousFunctionOperation or ILocalFunctionOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr })
                return false;
        return false;
    }
}
