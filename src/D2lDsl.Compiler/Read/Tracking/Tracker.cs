using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>
/// Follows the shapes of tensors through ordinary C#, statement by statement: branches join, loops widen, and what is not known stays
/// unknown. It reports what fails whichever way the program runs.
/// </summary>
public sealed partial class Tracker : IValueReader
{
    readonly Compilation compilation;
    readonly CancellationToken cancel;
    readonly OpenSizes sizes = new();
    readonly Dictionary<(string Id, Location At), Finding> findings = [];

    /// <summary>Variables that a lambda or a local function writes: their values can change at any time.</summary>
    readonly HashSet<ISymbol> untracked = new(SymbolEqualityComparer.Default);

    State state = new();

    /// <summary>What the parameters of the method say of its samples.</summary>
    Setting declared = Setting.None;

    /// <summary>Variables that are assigned after their declaration.</summary>
    readonly HashSet<ISymbol> changing = new(SymbolEqualityComparer.Default);

    readonly Dictionary<IMethodSymbol, ILocalFunctionOperation> localFunctions = new(SymbolEqualityComparer.Default);

    /// <summary>The whole body being read.</summary>
    IOperation? root;

    /// <summary>Above 0, what is found is not reported: a loop is read more than once.</summary>
    int quiet;

    Tracker(Compilation compilation, CancellationToken cancel) => (this.compilation, this.cancel) = (compilation, cancel);

    /// <summary>What is wrong in the bodies of a member that is no model.</summary>
    public static IReadOnlyList<Finding> Read(ISymbol owner, IEnumerable<IOperation> bodies, Compilation compilation, CancellationToken cancel)
    {
        var tracker = new Tracker(compilation, cancel);
        foreach (var body in bodies)
        {
            if (!Touches(body))
                continue;
            tracker.state = new();
            tracker.root = body;
            tracker.FindUntracked(body);
            if (owner is IMethodSymbol method)
                tracker.Declare(method);
            tracker.Run(body);
            foreach (var habit in Habits.Of(body).Concat(TrainingHabits.Of(owner, body)).Concat(Quotients.Of(body, isModel: false)))
                tracker.findings[(habit.Entry.Id, habit.Location)] = habit;
        }
        return [.. tracker.findings.Values];
    }

    /// <summary>True where something of D2lDsl is used: elsewhere there is nothing to follow.</summary>
    static bool Touches(IOperation body) => body.Descendants().Any(o => IsOurs(o.Type)
        || (o is IInvocationOperation call && IsOurs(call.TargetMethod.ContainingType)));

    internal static bool IsOurs(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsOurs(array.ElementType),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(e => IsOurs(e.Type)),
        INamedTypeSymbol { ContainingNamespace: { } space } => space is { Name: "D2lDsl", ContainingNamespace.IsGlobalNamespace: true }
            || space is { Name: "Data", ContainingNamespace: { Name: "D2lDsl", ContainingNamespace.IsGlobalNamespace: true } },
        _ => false,
    };

    void Report(Entry entry, IOperation place, params string[] arguments) => Report(entry, place.Syntax.GetLocation(), null, arguments);

    /// <summary>Reports, and offers what to write instead.</summary>
    void Offer(Entry entry, IOperation place, string? replacement, params string[] arguments) => Report(entry, place.Syntax.GetLocation(), replacement, arguments);

    void Report(Entry entry, Location place, string? replacement, params string[] arguments)
    {
        if (following.Count > 0)
        {
            // Whether it is said, and where, is for the call to know.
            if (quiet == 0 && forks == 0 && state.IsReached && entry.Severity == Severity.Error)
                inside?.Add(new(entry, [.. arguments.Select(OpenSizes.Shown)], place));
        }
        else if (quiet == 0 && state.IsReached && !findings.ContainsKey((entry.Id, place)))
            findings.Add((entry.Id, place), new(entry, [.. arguments.Select(OpenSizes.Shown)], place) { Replacement = replacement });
    }

    /// <summary>Reads what may not happen.</summary>
    void Perhaps(Action read)
    {
        forks++;
        read();
        forks--;
    }

    T Quietly<T>(Func<T> read)
    {
        quiet++;
        try
        {
            return read();
        }
        finally
        {
            quiet--;
        }
    }

    /// <summary>What the parameters are when the method begins.</summary>
    void Declare(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.AnonymousFunction or MethodKind.LocalFunction))
            declared = new() { Batch = Axes.Batch(method.Parameters.Where(p => !Declarations.IsParameter(p)).Select(p => Counted(DeclaredShape(p))).OfType<Shape>()) };
        foreach (var parameter in method.Parameters)
        {
            Assign(parameter, Declared(parameter, parameter.Type));
            Remark(parameter, null);
        }
    }

    /// <summary>What a member or parameter is by its declaration alone.</summary>
    Fact Declared(ISymbol symbol, ITypeSymbol type)
    {
        if (Declarations.TensorArgument(type) is not null)
            return new Fact.Tensor(Counted(DeclaredShape(symbol)));
        return type.SpecialType == SpecialType.System_Int32 ? new Fact.Int(sizes.Free(symbol.Name)) : Fact.Unknown;
    }

    /// <summary>The shape a [Shape] gives; one that is wrong is reported where it stands.</summary>
    static Shape? DeclaredShape(ISymbol symbol)
    {
        try
        {
            return Declarations.ShapeOf(symbol);
        }
        catch (ReadException)
        {
            return null;
        }
    }

    /// <summary>A shape with any number of leading axes is none that ops can count on.</summary>
    static Shape? Counted(Shape? shape) => shape is null or { HasLeading: true } ? null : shape;

    /// <summary>Variables that lambdas and local functions write are not followed; inside of those, no variable that changes is.</summary>
    void FindUntracked(IOperation body)
    {
        changing.UnionWith(Written(body));
        foreach (var inner in body.Descendants())
        {
            if (inner is ILocalFunctionOperation named)
                localFunctions[named.Symbol] = named;
            IMethodSymbol? function = inner switch { IAnonymousFunctionOperation lambda => lambda.Symbol, ILocalFunctionOperation local => local.Symbol, _ => null };
            if (function is not null)
                foreach (var variable in Written(inner).Where(v => !SymbolEqualityComparer.Default.Equals(v.ContainingSymbol, function)))
                    untracked.Add(variable);
        }
    }

    /// <summary>The variables that operations inside of this one assign.</summary>
    static IEnumerable<ISymbol> Written(IOperation operation) => operation.DescendantsAndSelf().SelectMany(o => o switch
    {
        IDeconstructionAssignmentOperation deconstruction => deconstruction.Target.DescendantsAndSelf(),
        IAssignmentOperation assignment => [assignment.Target],
        IIncrementOrDecrementOperation step => [step.Target],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => [argument.Value],
        _ => [],
    }).Select(target => VariableOf(target)).OfType<ISymbol>();

    internal static ISymbol? VariableOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation declaration => VariableOf(declaration.Expression),
        IParenthesizedOperation parenthesised => VariableOf(parenthesised.Operand),
        IConversionOperation { OperatorMethod: null } conversion => VariableOf(conversion.Operand),
        _ => null,
    };

    void Assign(ISymbol variable, Fact value)
    {
        // An int that nothing is known of is called after its variable.
        if (value is Fact.Int { Dim.Name: { } name } && name.StartsWith("?", StringComparison.Ordinal))
            value = new Fact.Int(sizes.Free(variable.Name));
        if (value is Fact.Tensor { Shape: { } shape, Seen: null } tensor && Declarations.TensorType((variable as ILocalSymbol)?.Type ?? (variable as IParameterSymbol)?.Type) is { } type)
            value = tensor with { Seen = new Operand(shape, type) { Name = variable.Name } };
        if (value is Fact.Tensor { Seen: { Name: null } made })
            made.Name = variable.Name;
        state[variable] = untracked.Contains(variable) ? null : value;
    }

    /// <summary>The whole text, in parentheses where a member follows that would bind to a part of it alone.</summary>
    internal static string Whole(IOperation operation, bool asReceiver = true) => operation.Syntax is var syntax && asReceiver
        && syntax is BinaryExpressionSyntax or ConditionalExpressionSyntax or CastExpressionSyntax or PrefixUnaryExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax
            ? $"({syntax})" : syntax.ToString();

    internal static string Text(IOperation operation) => Text(operation.Syntax);

    static string Text(SyntaxNode syntax) => syntax.ToString() is { Length: <= 40 } text && text.IndexOf('\n') < 0 ? text : syntax.ToString().Split('\n')[0].Trim() is { Length: > 37 } line ? line.Substring(0, 37) + "…" : syntax.ToString().Split('\n')[0].Trim() + "…";

    /// <summary>How messages call a tensor: its variable and its shape.</summary>
    static string Describe(IOperation operation, Shape shape) => VariableOf(operation) is { } variable ? $"{variable.Name} {shape}" : shape.ToString();
}
