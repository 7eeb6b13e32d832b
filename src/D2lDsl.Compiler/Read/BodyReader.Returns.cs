using D2lDsl.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

/// <summary>
/// A return inside of a loop is what a user would write without it: the value and the fact go into two variables, the loop breaks,
/// and after it the method returns the value if there is one.
/// </summary>
sealed partial class BodyReader
{
    /// <summary>Stands for the variable that says whether the loop has returned; no variable of the user's has this symbol.</summary>
    ISymbol Returned => compilation.GetSpecialType(SpecialType.System_Boolean);

    /// <summary>Stands for the variable with the value returned.</summary>
    ISymbol ReturnValue => compilation.GetSpecialType(SpecialType.System_Object);

    string Named(ISymbol variable) => SymbolEqualityComparer.Default.Equals(variable, Returned) ? "returned"
        : SymbolEqualityComparer.Default.Equals(variable, ReturnValue) ? "returnValue" : variable.Name;

    static bool Returns(IOperation operation) => operation is IReturnOperation
        || (operation is not (IAnonymousFunctionOperation or ILocalFunctionOperation) && operation.ChildOperations.Any(Returns));

    /// <summary>Leaves the loop being read with a value.</summary>
    Value Leave(Value value, IOperation place)
    {
        if (value is not Value.Tensor tensor)
            throw Unsupported(place, "A return of several values inside a loop", "assign to variables, break, and return after the loop");
        loop!.Returns?.Invoke(rules.Graph[Use(tensor)]);
        variables[Returned] = new Value.Bool(true);
        variables[ReturnValue] = value;
        return loop.Finish(false);
    }

    /// <summary>What follows a loop that may have returned.</summary>
    Value AfterReturn(IReadOnlyList<IOperation> rest, IOperation place)
    {
        var (returned, value) = ((Value.Tensor)variables[Returned], variables[ReturnValue]);
        variables[Returned] = Of(rules.Graph.Constant(0, ElementType.Bool));
        return Branch(returned, () => loop is null ? value : Leave(value, place), () => Run(rest), place);
    }

    /// <summary>The two variables, with values to begin with: nothing returned yet, and zeros of the shape that a first reading finds.</summary>
    ISymbol[] CarryReturn(ILoopOperation statement, IReadOnlyList<ISymbol> carried)
    {
        Node? found = null;
        Inside(() =>
        {
            foreach (var variable in carried.Where(v => variables[v] is Value.Int))
                variables[variable] = Of(Integer(variables[variable]));
            return Looping(new LoopFrame(_ => new Value.Tuple([]), node => found ??= node), () => Run([statement.Body]));
        });
        variables[Returned] = Of(rules.Graph.Constant(0, ElementType.Bool));
        variables[ReturnValue] = Of(rules.Graph.Expand(rules.Graph.Constant(0, found!.Type), found.Shape));
        return [Returned, ReturnValue];
    }
}
