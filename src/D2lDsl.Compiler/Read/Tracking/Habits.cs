using D2lDsl.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>What loops around kernels and tensors do by habit, and should not: found in the form of the code, whatever the shapes.</summary>
static class Habits
{
    public static IEnumerable<Finding> Of(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            var found = operation switch
            {
                IObjectCreationOperation creation => MadeInLoop(creation),
                IForLoopOperation loop => ElementLoop(loop),
                ISimpleAssignmentOperation assignment => Allocation(assignment),
                _ => null,
            };
            if (found is not null)
                yield return found;
        }
    }

    static Finding Found(Entry entry, IOperation place, params string[] arguments) => new(entry, arguments, place.Syntax.GetLocation());

    /// <summary>A kernel or an optimiser that is made and used in one and the same turn.</summary>
    static Finding? MadeInLoop(IObjectCreationOperation creation)
    {
        var isKernel = Tracker.ModelOf(creation.Type) is not null;
        if (!isKernel && !IsOptimizer(creation.Type) || LoopAround(creation) is not { } loop)
            return null;
        var variable = Ancestors(creation).TakeWhile(o => o != loop).OfType<IVariableDeclaratorOperation>().FirstOrDefault()?.Symbol;
        var calls = loop.Body.Descendants().OfType<IInvocationOperation>()
            .Where(c => variable is null ? c.Instance is { } i && Unwrapped(i) == creation : Same(c.Instance, variable)).ToArray();
        // One that a loop inside goes on using was worth its making.
        if (calls.Length == 0 || calls.Any(c => LoopAround(c) != loop) || (variable is not null && Escapes(loop, variable)))
            return null;
        return Found(isKernel ? Catalogue.KernelInLoop : Catalogue.OptimizerInLoop, creation, Tracker.Text(creation));
    }

    static bool Escapes(ILoopOperation loop, ISymbol variable) => loop.Body.Descendants().OfType<IArgumentOperation>().Any(a => Same(a.Value, variable));

    static bool IsOptimizer(ITypeSymbol? type) => type is { ContainingNamespace: { Name: "D2lDsl", ContainingNamespace.IsGlobalNamespace: true } }
        && (type.GetMembers("Step").Length > 0 || type.BaseType?.GetMembers("Step").Length > 0);

    /// <summary>for … sum += x[i, j]: what Sum does.</summary>
    static Finding? ElementLoop(IForLoopOperation loop)
    {
        if (LoopAround(loop) is IForLoopOperation outer && Only(outer.Body) == loop)
            return null;
        IOperation? statement = loop;
        var counters = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        while (statement is IForLoopOperation { Locals.Length: 1 } inner)
        {
            counters.Add(inner.Locals[0]);
            statement = Only(inner.Body);
        }
        if (statement is not IExpressionStatementOperation { Operation: ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } sum })
            return null;
        var value = sum.Value;
        while (value is IConversionOperation or IParenthesizedOperation or IInvocationOperation { TargetMethod.Name: "Item", Instance: not null })
            value = value.ChildOperations.First();
        return value is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } tensor } element && Declarations.TensorArgument(tensor.Type) is not null
            && Tracker.VariableOf(tensor) is { } name && element.Arguments.SelectMany(a => BodyReader.Elements(a.Value)).ToArray() is var places
            && places.Length == counters.Count && places.All(p => Tracker.VariableOf(Unwrapped(p)) is { } counter && counters.Contains(counter))
            ? Found(Catalogue.ElementLoop, loop, name.Name, $"Sum({name.Name})") : null;
    }

    static IOperation? Only(IOperation body) => body is IBlockOperation block ? block.Operations.Length == 1 ? block.Operations[0] : null : body;

    /// <summary>x = x + y in a loop, where x += y would do.</summary>
    static Finding? Allocation(ISimpleAssignmentOperation assignment)
    {
        if (assignment is not { Target: ILocalReferenceOperation { Local: var variable }, Value: IBinaryOperation binary } || Declarations.TensorArgument(variable.Type) is null
            || !Same(binary.LeftOperand, variable))
            return null;
        var symbol = BodyReader.Symbol(binary.OperatorKind);
        if (symbol is not ("+" or "-" or "*" or "/") || LoopAround(assignment) is not { } loop || loop.Body.Descendants().OfType<IVariableDeclaratorOperation>().Any(d => SymbolEqualityComparer.Default.Equals(d.Symbol, variable)))
            return null;
        return Found(Catalogue.AllocationInLoop, assignment, Tracker.Text(assignment), $"{variable.Name} {symbol}= {Tracker.Text(binary.RightOperand)}") with
        {
            Replacement = $"{variable.Name} {symbol}= {binary.RightOperand.Syntax}",
        };
    }

    static bool Same(IOperation? operation, ISymbol variable) => SymbolEqualityComparer.Default.Equals(Tracker.VariableOf(operation), variable);

    static bool Mentions(IOperation operation, ISymbol variable) => operation.DescendantsAndSelf().Any(o => Same(o, variable));

    static IOperation Unwrapped(IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
            operation = operation.ChildOperations.First();
        return operation;
    }

    static IEnumerable<IOperation> Ancestors(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
            yield return parent;
    }

    /// <summary>The innermost loop whose turns run the operation; null where a function lies between.</summary>
    internal static ILoopOperation? LoopAround(IOperation operation)
    {
        for (var (inner, parent) = (operation, operation.Parent); parent is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); (inner, parent) = (parent, parent.Parent))
            if (parent is ILoopOperation loop && (inner == loop.Body || loop is IWhileLoopOperation))
                return loop;
        return null;
    }
}
