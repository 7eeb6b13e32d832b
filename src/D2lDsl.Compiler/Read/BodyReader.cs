using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

/// <summary>Walks the body of a model and writes what it computes into the graph. Calls of other models are written out in place.</summary>
sealed partial class BodyReader(Region root, Setting setting, int maxIterations, Compilation compilation, HashSet<SyntaxTree> bodies, CancellationToken cancel) : IValueReader
{
    readonly bool keepsLines = SourceLines.AreKept(compilation);
    Region region = root;

    readonly List<IMethodSymbol> calls = [];
    readonly Dictionary<ISymbol, IOperation> localFunctions = new(SymbolEqualityComparer.Default);
    Dictionary<ISymbol, Value> variables = new(SymbolEqualityComparer.Default);

    OpRules rules => region.Rules;

    /// <summary>A node of the region being read, as a value.</summary>
    Value.Tensor Of(int node) => new(node, region);

    /// <summary>The value a method returns, given its parameters' values, its module and what its type parameters stand for.</summary>
    public Value Method(IMethodSymbol method, Dictionary<ISymbol, Value> arguments, Value.Module? module, Bindings bound, Location caller)
    {
        if (calls.Contains(method, SymbolEqualityComparer.Default))
            throw new ReadException(new(Catalogue.Recursion, [method.Name], caller));
        if (Body(method.DeclaringSyntaxReferences[0].GetSyntax(cancel)) is not { } body)
            throw new ReadException(new(Catalogue.ResultType, [method.Name, "nothing"], caller));
        if (calls.Count == 0)
            suspicions.AddRange(Quotients.Of(body, isModel: true));
        var outer = (variables, self, bindings);
        (variables, self, bindings) = (arguments, module, bound);
        Value[] given = [.. method.Parameters.Select(p => arguments[p])];
        calls.Add(method);
        var result = Quietly(() => Run([body]));
        calls.RemoveAt(calls.Count - 1);
        (variables, self, bindings) = outer;
        return result is not null ? Marked(method, given, bound, result)
            : throw new ReadException(new(Catalogue.ResultType, [method.Name, "nothing"], caller) { IsSaid = !method.ReturnsVoid });
    }

    IOperation? Body(SyntaxNode syntax)
    {
        bodies.Add(syntax.SyntaxTree);
        return Home(compilation, syntax.SyntaxTree).GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancel) switch
        {
            IMethodBodyOperation method => method.BlockBody ?? method.ExpressionBody,
            ILocalFunctionOperation local => local.Body,
            var other => other,
        };
    }

    /// <summary>The project a file belongs to: in an editor, callees of other projects have their source at hand.</summary>
    internal static Compilation Home(Compilation compilation, SyntaxTree tree) => compilation.ContainsSyntaxTree(tree) ? compilation
        : compilation.References.OfType<CompilationReference>().Select(r => Home(r.Compilation, tree)).FirstOrDefault(c => c.ContainsSyntaxTree(tree)) ?? compilation;

    /// <summary>
    /// Runs statements in order and gives what they return, or null where the end is reached. A branch that leaves early takes the
    /// statements after it along, so that both ways through a condition are complete.
    /// </summary>
    Value? Run(IReadOnlyList<IOperation> statements)
    {
        var rest = new LinkedList<IOperation>(statements);
        while (rest.First is { Value: var statement })
        {
            rest.RemoveFirst();
            cancel.ThrowIfCancellationRequested();
            if (keepsLines)
                rules.Graph.At = SourceLines.Of(statement is IWhileLoopOperation { Condition: { } whileTrue } ? whileTrue.Syntax : statement is IForLoopOperation { Condition: { } asLong } ? asLong.Syntax : statement.Syntax);
            switch (statement)
            {
                case IBlockOperation block:
                    foreach (var local in block.Operations.OfType<ILocalFunctionOperation>())
                        localFunctions[local.Symbol] = local;
                    foreach (var inner in block.Operations.Reverse())
                        rest.AddFirst(inner);
                    break;
                case IReturnOperation { ReturnedValue: { } returned } when loop is not null:
                    return Leave(Read(returned), statement);
                case IReturnOperation { ReturnedValue: { } returned }:
                    return Read(returned);
                case IVariableDeclarationGroupOperation group:
                    foreach (var declarator in group.Declarations.SelectMany(d => d.Declarators))
                        if ((declarator.Initializer ?? ((IVariableDeclarationOperation)declarator.Parent!).Initializer) is { } initializer)
                            Assign(declarator.Symbol, Read(initializer.Value));
                    break;
                case IExpressionStatementOperation expression:
                    Read(expression.Operation);
                    break;
                case IConditionalOperation condition:
                    var test = Condition(condition.Condition);
                    if (test is Value.Bool { Constant: var chosen })
                    {
                        if ((chosen ? condition.WhenTrue : condition.WhenFalse) is { } taken)
                            rest.AddFirst(taken);
                    }
                    else if (Leaves(condition))
                        return Branch((Value.Tensor)test, () => Run([condition.WhenTrue, .. rest]), () => Run([.. Optional(condition.WhenFalse), .. rest]), condition);
                    else
                        Merge((Value.Tensor)test, condition);
                    break;
                case IWhileLoopOperation { ConditionIsTop: true, Condition: { } condition } repeated:
                    if (Loop(repeated, condition, []))
                        return AfterReturn([.. rest], repeated);
                    break;
                case IWhileLoopOperation { Condition: { } condition } afterwards:
                    if (Do(afterwards, condition))
                        return AfterReturn([.. rest], afterwards);
                    break;
                case ISwitchOperation choice:
                    foreach (var inner in Taken(choice).Reverse())
                        rest.AddFirst(inner);
                    break;
                case IForLoopOperation { Condition: { } condition } counted:
                    foreach (var before in counted.Before)
                        Quietly(() => Run([before]));
                    if (Loop(counted, condition, counted.AtLoopBottom))
                        return AfterReturn([.. rest], counted);
                    break;
                case IForEachLoopOperation each:
                    ForEach(each);
                    break;
                case IBranchOperation branch when loop is not null:
                    return loop.Finish(branch.BranchKind != BranchKind.Break);
                case ILocalFunctionOperation or IEmptyOperation:
                    break;
                // Where a value is to be returned the compiler says so.
                case IReturnOperation when calls.Count > 0 && !calls[calls.Count - 1].ReturnsVoid:
                    throw new ReadException(Unsupported(statement, "This return without a value", "return a tensor").Finding with { IsSaid = true });
                default:
                    throw Unsupported(statement, $"This {Describe(statement)}", "a model is made of local variables, if, switch, for, foreach, while, calls of ops and other models, and a return");
            }
        }
        return loop?.Finish(true);
    }

    void Assign(ISymbol variable, Value value)
    {
        variables[variable] = value;
        if (value is Value.Tensor tensor)
            tensor.Owner.Name(tensor.Node, Named(variable));
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

    static ReadException Unsupported(IOperation operation, string what, string instead) => new(new(Catalogue.Unsupported, [what, instead], operation.Syntax.GetLocation())
    { IsSaid = operation.DescendantsAndSelf().Any(o => o is IInvalidOperation) });

    static string Text(IOperation operation) => operation.Syntax.ToString() is { Length: <= 40 } text ? text : operation.Syntax.ToString().Substring(0, 37) + "…";
}
