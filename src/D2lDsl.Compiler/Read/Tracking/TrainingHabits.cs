using D2lDsl.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>What a member does with the gradients of kernels: who computes them, who clears them, and what moves along them.</summary>
sealed class TrainingHabits
{
    /// <summary>Methods that write into a tensor, or let others do so.</summary>
    static readonly HashSet<string> Writers = ["Fill", "CopyFrom", "Clear", "AsSpan", "AsTensorSpan"];

    /// <summary>What a model is called that gives what should grow.</summary>
    static readonly string[] Gains = ["reward", "gain", "return", "score", "likelihood", "elbo", "utility", "value", "fitness", "profit"];

    readonly IOperation[] all;
    readonly ISymbol owner;

    /// <summary>Variables that name the gradients of a kernel, or one of them.</summary>
    readonly Dictionary<ISymbol, ISymbol> aliases = new(SymbolEqualityComparer.Default);

    TrainingHabits(ISymbol owner, IOperation body)
    {
        (this.owner, all) = (owner, [.. body.Descendants()]);
        foreach (var variable in all.OfType<IVariableDeclaratorOperation>())
            if (variable.GetVariableInitializer()?.Value is { } value && Bare(value) is IPropertyReferenceOperation && KernelIn(value) is { } kernel)
                aliases[variable.Symbol] = kernel;
    }

    public static IEnumerable<Finding> Of(ISymbol owner, IOperation body)
    {
        var habits = new TrainingHabits(owner, body);
        if (!habits.all.Any(o => Tracker.ModelOf(o.Type) is not null))
            yield break;
        foreach (var call in habits.all.OfType<IInvocationOperation>())
            if (habits.NeverCleared(call) is { } found)
                yield return found;
        foreach (var found in StepOrder.Of(body, habits.IsStep, habits.KernelIn, HolderOf))
            yield return found;
        foreach (var step in habits.all.Where(habits.IsStep))
            if ((habits.NotComputed(step) ?? habits.OfOthers(step) ?? habits.Uphill(step)) is { } found)
                yield return found;
    }

    static Finding Found(Entry entry, IOperation place, params string[] arguments) => new(entry, arguments, place.Syntax.GetLocation());

    /// <summary>The variable, parameter or field that holds an object.</summary>
    static ISymbol? HolderOf(IOperation? operation) => operation is IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var field } ? field : Tracker.VariableOf(operation);

    static bool Same(IOperation? operation, ISymbol holder) => SymbolEqualityComparer.Default.Equals(HolderOf(operation), holder);

    /// <summary>The kernel whose gradients an operation reads; null where it reads none.</summary>
    ISymbol? KernelIn(IOperation operation) => operation.DescendantsAndSelf().Select(o =>
        o is IPropertyReferenceOperation { Property.Name: "Gradients", Instance: { } instance } && Tracker.ModelOf(instance.Type) is not null ? HolderOf(instance)
        : o is ILocalReferenceOperation { Local: var local } && aliases.TryGetValue(local, out var kernel) ? kernel : null).FirstOrDefault(k => k is not null);

    /// <summary>Something that moves parameters along gradients.</summary>
    bool IsStep(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "Step" } call => call.Arguments.Any(a => KernelIn(a.Value) is not null),
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract or BinaryOperatorKind.Add } update =>
            Declarations.TensorArgument(update.Target.Type) is not null && KernelIn(update.Target) is null && KernelIn(update.Value) is not null,
        ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract or BinaryOperatorKind.Add } sum } update =>
            HolderOf(update.Target) is { } target && Same(sum.LeftOperand, target) && KernelIn(sum.RightOperand) is not null,
        _ => false,
    };

    /// <summary>Gradients that a loop adds up and steps along, but never sets anew.</summary>
    Finding? NeverCleared(IInvocationOperation call)
    {
        if (!IsAdding(call, out var isCertain) || !isCertain || HolderOf(call.Instance) is not { } kernel)
            return null;
        if (kernel is IFieldSymbol field)
            // Who else has the kernel may clear them.
            return all.Any(o => IsStep(o) && SymbolEqualityComparer.Default.Equals(KernelIn(o), kernel)) && !Clears(all, kernel) && !IsUsedElsewhere(field)
                ? Found(Catalogue.NeverCleared, call, Tracker.Text(call)) : null;
        for (var loop = Habits.LoopAround(call); loop is not null; loop = Habits.LoopAround(loop))
        {
            var inside = loop.Body.Descendants().ToArray();
            if (!inside.Any(o => IsStep(o) && SymbolEqualityComparer.Default.Equals(KernelIn(o), kernel)))
                continue;
            return Clears(inside, kernel) || inside.OfType<IVariableDeclaratorOperation>().Any(d => SymbolEqualityComparer.Default.Equals(d.Symbol, kernel)) ? null
                : Found(Catalogue.NeverCleared, call, Tracker.Text(call));
        }
        return null;
    }

    /// <summary>True where one of the operations may set the gradients of a kernel anew.</summary>
    bool Clears(IEnumerable<IOperation> operations, ISymbol kernel) => operations.Any(o => o switch
    {
        IInvocationOperation call when Same(call.Instance, kernel) => call.TargetMethod.Name == "TrainingStep" || (call.TargetMethod.Name == "ForwardBackward" && (!IsAdding(call, out var always) || !always)),
        IInvocationOperation { Instance: { } instance } call when IsOf(instance, kernel) => Writers.Contains(call.TargetMethod.Name),
        // Whoever is handed the gradients themselves may set them.
        IInvocationOperation call => !Tracker.IsOurs(call.TargetMethod.ContainingType) && call.TargetMethod.ContainingType.Name != "Console"
            && call.Arguments.Any(a => Same(a.Value, kernel) || (Bare(a.Value) is IPropertyReferenceOperation or ILocalReferenceOperation && IsOf(a.Value, kernel))),
        IAssignmentOperation assignment => IsOf(assignment.Target, kernel),
        _ => false,
    });

    bool IsOf(IOperation operation, ISymbol kernel) => SymbolEqualityComparer.Default.Equals(KernelIn(operation), kernel);

    /// <summary>True for a call that may add to the gradients; certain where the argument is true whatever happens.</summary>
    bool IsAdding(IInvocationOperation call, out bool isCertain)
    {
        var given = call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "accumulate" && a.ArgumentKind == ArgumentKind.Explicit)?.Value;
        var value = given is ILocalReferenceOperation { Local: var local } && !IsAssigned(local) ? Made(local) ?? given : given;
        isCertain = value?.ConstantValue is { HasValue: true, Value: true };
        return call.TargetMethod.Name == "ForwardBackward" && Tracker.ModelOf(call.Instance?.Type) is not null && value is not null && value.ConstantValue is not { HasValue: true, Value: false };
    }

    /// <summary>True where members of its type besides this one mention a field.</summary>
    bool IsUsedElsewhere(IFieldSymbol field) => field.DeclaredAccessibility != Accessibility.Private || field.ContainingType.DeclaringSyntaxReferences.SelectMany(r => ((TypeDeclarationSyntax)r.GetSyntax()).Members)
        .Where(m => m is not BaseFieldDeclarationSyntax && !owner.DeclaringSyntaxReferences.Any(r => m.Span.Contains(r.Span)))
        .Any(m => m.DescendantNodes().OfType<IdentifierNameSyntax>().Any(i => i.Identifier.ValueText == field.Name && i.Parent is not AssignmentExpressionSyntax));

    /// <summary>A step along the gradients of a kernel that has only run forward.</summary>
    Finding? NotComputed(IOperation step)
    {
        if (KernelIn(step) is not ILocalSymbol kernel || Made(kernel) is not IObjectCreationOperation || IsAssigned(kernel))
            return null;
        var uses = all.Where(o => o is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, kernel) && !IsDeclared(local)).ToArray();
        return uses.All(u => u.Parent is IPropertyReferenceOperation or IInvocationOperation { TargetMethod.Name: "Forward" }) ? Found(Catalogue.NotComputed, step, Tracker.Text(step), kernel.Name) : null;

        static bool IsDeclared(IOperation local) => local.Parent is IDeclarationExpressionOperation || local.Parent?.Parent is IDeclarationExpressionOperation;
    }

    /// <summary>One module's parameters moved along the gradients of another's.</summary>
    Finding? OfOthers(IOperation step)
    {
        if (step is not IInvocationOperation { TargetMethod.Name: "Step", Arguments: var arguments } || KernelIn(step) is not ILocalSymbol kernel || IsAssigned(kernel)
            || Made(kernel) is not IObjectCreationOperation { Arguments: { Length: > 0 } given } || HolderOf(given[0].Value) is not { } source || !Declarations.IsModule(given[0].Value.Type))
            return null;
        var moved = arguments.Select(a => Bare(a.Value)).OfType<IPropertyReferenceOperation>().Where(p => p.Property.Name == "Parameters" && Declarations.IsModule(p.Instance?.Type)).Select(p => p.Instance).FirstOrDefault();
        return moved is not null && HolderOf(moved) is { } other && !SymbolEqualityComparer.Default.Equals(other, source) && !IsCopy(other) && !IsCopy(source)
            ? Found(Catalogue.OtherParameters, step, Tracker.Text(step), other.Name, source.Name, kernel.Name) : null;

        bool IsCopy(ISymbol holder) => IsAssigned(holder) || holder is not ILocalSymbol local || Made(local) is not IObjectCreationOperation;
    }

    /// <summary>w += rate · gradient: the loss grows.</summary>
    Finding? Uphill(IOperation step)
    {
        var (target, value) = step switch
        {
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } update => (HolderOf(update.Target), update.Value),
            ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum } update => (HolderOf(update.Target), sum.RightOperand),
            _ => (null, (IOperation?)null),
        };
        if (target is null || value is null || KernelIn(value) is not { } kernel || all.Select(o => o is IInvocationOperation { TargetMethod.Name: "ForwardBackward" } call && Same(call.Instance, kernel) ? call : null).FirstOrDefault(c => c is not null) is not { } backward
            || Tracker.ModelOf(backward.Instance?.Type) is not { } model || Gains.Any(word => model.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0))
            return null;
        // Its own gradient, and nothing that turns it round; a rate of unknown sign might.
        var member = value.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().FirstOrDefault(p => p.Instance is { } g && KernelIn(g) is not null && Declarations.TensorArgument(p.Type) is not null);
        var isOwn = member is not null && backward.Arguments.Any(a => a.Parameter is not null && Emit.Cpu.SignatureEmitter.Pascal(a.Parameter.Name) == member.Property.Name && Same(a.Value, target));
        var isStraight = value.DescendantsAndSelf().All(o => o is IPropertyReferenceOperation or IInstanceReferenceOperation or ILiteralOperation or IConversionOperation or IParenthesizedOperation
            || (o is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation && (o.ConstantValue.HasValue || o.Type is not { SpecialType: not SpecialType.None } || IsRate(o)))
            || o is IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide });
        return isOwn && isStraight && !value.DescendantsAndSelf().Any(o => o.ConstantValue is { HasValue: true, Value: { } number } && number is float or double or int && Convert.ToDouble(number) < 0)
            ? Found(Catalogue.Uphill, step, Tracker.Text(step), target.Name, $"{model.ContainingType.Name}.{model.Name}") : null;

        static bool IsRate(IOperation o) => HolderOf(o)?.Name is { } name && (name.IndexOf("rate", StringComparison.OrdinalIgnoreCase) >= 0 || name is "lr" or "eta");
    }

    /// <summary>What a variable is declared to be.</summary>
    IOperation? Made(ISymbol variable)
    {
        foreach (var operation in all)
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, variable))
                return declarator.GetVariableInitializer()?.Value is { } value ? Bare(value) : null;
            else if (operation is IDeconstructionAssignmentOperation { Target: IDeclarationExpressionOperation { Expression: ITupleOperation targets } } deconstruction && Bare(deconstruction.Value) is ITupleOperation values
                && targets.Elements.ToList().FindIndex(e => Same(e, variable)) is >= 0 and var at && at < values.Elements.Length)
                return Bare(values.Elements[at]);
        return null;
    }

    /// <summary>True where a variable is assigned after its declaration.</summary>
    bool IsAssigned(ISymbol variable) => all.Any(o => o switch
    {
        IAssignmentOperation { Target: IDeclarationExpressionOperation } => false,
        IAssignmentOperation assignment => assignment.Target.DescendantsAndSelf().Any(t => t is ILocalReferenceOperation or IFieldReferenceOperation && Same(t, variable)),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Same(argument.Value, variable),
        _ => false,
    });

    static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation && operation.ChildOperations.FirstOrDefault() is { } inner)
            operation = inner;
        return operation;
    }
}
