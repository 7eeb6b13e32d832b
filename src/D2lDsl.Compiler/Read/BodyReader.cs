using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

/// <summary>Walks the body of a model and writes what it computes into the graph. Calls of other models are written out in place.</summary>
sealed partial class BodyReader(OpRules rules, Compilation compilation, CancellationToken cancel)
{
    readonly List<IMethodSymbol> calls = [];
    readonly Dictionary<ISymbol, IOperation> localFunctions = new(SymbolEqualityComparer.Default);
    Dictionary<ISymbol, Value> variables = new(SymbolEqualityComparer.Default);

    /// <summary>The value a method returns, given its parameters' values.</summary>
    public Value Method(IMethodSymbol method, Dictionary<ISymbol, Value> arguments, Location caller)
    {
        if (calls.Contains(method, SymbolEqualityComparer.Default))
            throw new ReadException(new(Catalogue.Recursion, [method.Name], caller));
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancel) is not { } syntax || Body(syntax) is not { } body)
            throw new ReadException(new(Catalogue.Unsupported, [$"A call of {method.Name}, whose source is in another assembly,", "copy the model into this project"], caller));
        var outer = variables;
        variables = arguments;
        calls.Add(method);
        var result = Run(body);
        calls.RemoveAt(calls.Count - 1);
        variables = outer;
        return result ?? throw new ReadException(new(Catalogue.ResultType, [method.Name, "nothing"], caller));
    }

    IOperation? Body(SyntaxNode syntax) => compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancel) switch
    {
        IMethodBodyOperation method => method.BlockBody ?? method.ExpressionBody,
        ILocalFunctionOperation local => local.Body,
        var other => other,
    };

    /// <summary>The returned value, or null where the end is reached without one.</summary>
    Value? Run(IOperation statement)
    {
        cancel.ThrowIfCancellationRequested();
        switch (statement)
        {
            case IBlockOperation block:
                foreach (var local in block.Operations.OfType<ILocalFunctionOperation>())
                    localFunctions[local.Symbol] = local;
                foreach (var inner in block.Operations)
                    if (Run(inner) is { } value)
                        return value;
                return null;
            case IReturnOperation { ReturnedValue: { } returned }:
                return Read(returned);
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(d => d.Declarators))
                    if ((declarator.Initializer ?? ((IVariableDeclarationOperation)declarator.Parent!).Initializer) is { } initializer)
                        Assign(declarator.Symbol, Read(initializer.Value));
                return null;
            case IExpressionStatementOperation expression:
                Read(expression.Operation);
                return null;
            case IConditionalOperation condition when ReadConstant(condition.Condition) is { } chosen:
                return chosen ? Run(condition.WhenTrue) : condition.WhenFalse is { } otherwise ? Run(otherwise) : null;
            case ILocalFunctionOperation or IEmptyOperation:
                return null;
            default:
                throw Unsupported(statement, $"This {Describe(statement)}", "a model is a sequence of local variables, calls of ops and other models, and a return");
        }
    }

    bool? ReadConstant(IOperation condition) => condition.ConstantValue is { HasValue: true, Value: bool constant } ? constant
        : condition.Type?.SpecialType == SpecialType.System_Boolean && Read(condition) is Value.Bool known ? known.Constant : null;

    void Assign(ISymbol variable, Value value)
    {
        variables[variable] = value;
        if (value is Value.Tensor tensor)
            rules.Name(tensor.Node, variable.Name);
    }

    static string Describe(IOperation operation) => operation.Kind switch
    {
        OperationKind.Loop => "loop",
        OperationKind.Conditional => "condition on a tensor",
        OperationKind.Switch or OperationKind.SwitchExpression => "switch",
        OperationKind.Try => "try",
        OperationKind.Throw => "throw",
        OperationKind.Using or OperationKind.UsingDeclaration => "using",
        OperationKind.Lock => "lock",
        OperationKind.Return => "return without a value",
        _ => "statement",
    };

    static ReadException Unsupported(IOperation operation, string what, string instead) => new(new(Catalogue.Unsupported, [what, instead], operation.Syntax.GetLocation()));

    static string Text(IOperation operation) => operation.Syntax.ToString() is { Length: <= 40 } text ? text : operation.Syntax.ToString().Substring(0, 37) + "…";
}
