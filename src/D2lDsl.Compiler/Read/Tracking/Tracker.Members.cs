using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Fields and properties: of tensors and shapes, of modules and kernels, and of the user's own types.</summary>
public sealed partial class Tracker
{
    /// <summary>What readonly members with an initializer hold; null while one is being read.</summary>
    readonly Dictionary<ISymbol, Fact> initial = new(SymbolEqualityComparer.Default);

    readonly Dictionary<ISymbol, bool> neverAssigned = new(SymbolEqualityComparer.Default);

    Fact Field(IFieldReferenceOperation reference)
    {
        if (reference.Instance is { Type.IsTupleType: true } tuple)
            return Read(tuple) is Fact.Tuple { Items: var items } && BodyReader.Place(reference.Field) is var place && place < items.Count ? items[place] : Fact.Unknown;
        Read(reference.Instance);
        var fact = Declared(reference.Field, reference.Field.Type);
        return fact is Fact.Tensor { Shape: not null } ? fact : reference.Field.IsReadOnly || IsNeverAssigned(reference.Field) ? Initial(reference.Field) : Fact.Unknown;
    }

    Fact Property(IPropertyReferenceOperation reference)
    {
        var (property, instance) = (reference.Property, reference.Instance);
        if (instance is not null && Declarations.TensorArgument(instance.Type) is not null)
            return property.IsIndexer ? Index(reference) : OfTensor(property.Name, Read(instance), instance);
        var owner = Read(instance);
        if (owner is Fact.Sizes { Shape: var shape })
            return property.IsIndexer ? SizeAt(shape, reference.Arguments[0].Value, reference) : property.Name switch
            {
                "Rank" or "Count" => new Fact.Int(shape.Rank),
                "ElementCount" when Count(shape) is { } count => new Fact.Int(count),
                _ => Fact.Unknown,
            };
        foreach (var argument in reference.Arguments)
            Read(argument.Value);
        if (property.Name == "Length" && Length(owner) is { } length)
            return new Fact.Int(length);
        if (OfModel(reference, owner) is { } member)
            return member;
        if (OfData(reference, owner) is { } datum)
            return datum;
        if (property.IsIndexer)
            return Fact.Unknown;
        var fact = Declared(property, property.Type);
        if (owner is Fact.Members { Items: var items } && items.FirstOrDefault(i => i.Name == property.Name) is { Name: not null } named)
            return named.Value;
        return fact is Fact.Tensor { Shape: not null } ? fact
            : property.SetMethod is not (null or { IsInitOnly: true }) ? Fact.Unknown
            : Initial(property) is var first && ReferenceEquals(first, Fact.Unknown) && property.GetMethod is { } getter && !Declarations.IsModule(property.ContainingType) ? Follow(getter, [], reference) : first;
    }

    Fact OfTensor(string name, Fact tensor, IOperation place)
    {
        if (tensor is not Fact.Tensor { Shape: { } shape } known)
            return Fact.Unknown;
        return name switch
        {
            "Shape" => new Fact.Sizes(shape),
            "Rank" => new Fact.Int(shape.Rank),
            "Length" when Count(shape) is { } count => new Fact.Int(count),
            "T" => new Fact.Tensor(Shape.Of(shape.Dims.Reverse())) { Seen = Moved(Ops.Movements.Transpose, known, Shape.Of(shape.Dims.Reverse())), ViewOf = known.ViewOf ?? VariableOf(place), Owner = known.Owner },
            _ => Fact.Unknown,
        };
    }

    /// <summary>A movement that is not written as a call.</summary>
    static Operand? Moved(Ops.MovementOp op, Fact.Tensor x, Shape shape) => x.Seen is { } seen ? Making.Result(new(op, [seen], OpArguments.None, shape), seen.Type) : null;

    /// <summary>What the initializer of a member says that nothing else sets.</summary>
    Fact Initial(ISymbol member)
    {
        member = member.OriginalDefinition;
        if (initial.TryGetValue(member, out var known))
            return known;
        initial[member] = Fact.Unknown;
        if (member.DeclaringSyntaxReferences.Length != 1)
            return Fact.Unknown;
        var set = SetInConstructor(member);
        var value = set.Length == 0 ? member.DeclaringSyntaxReferences[0].GetSyntax(cancel) switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } of } => of,
            PropertyDeclarationSyntax { Initializer.Value: { } of } => of,
            _ => null,
        }
            // What the one constructor says in one statement of its own.
            : set.Length == 1 && member.ContainingType.Constructors.Count(c => c.DeclaringSyntaxReferences.Length > 0 && c.IsStatic == member.IsStatic) == 1
                && set[0] is { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }, Parent: ExpressionStatementSyntax { Parent.Parent: ConstructorDeclarationSyntax } or ArrowExpressionClauseSyntax }
 ? set[0].Right : null;
        if (value is null || !compilation.ContainsSyntaxTree(value.SyntaxTree))
            return Fact.Unknown;
        var operation = compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, cancel);
        var before = state;
        state = new();
        var fact = Quietly(() => Read(operation));
        state = before;
        return initial[member] = fact;
    }

    static AssignmentExpressionSyntax[] SetInConstructor(ISymbol member) => [.. member.ContainingType.Constructors.SelectMany(c => c.DeclaringSyntaxReferences).SelectMany(r => Assigning(r.GetSyntax(), member))];

    static IEnumerable<AssignmentExpressionSyntax> Assigning(SyntaxNode inside, ISymbol member) => inside.DescendantNodes().OfType<AssignmentExpressionSyntax>()
        .Where(a => a.Kind() is SyntaxKind.SimpleAssignmentExpression or SyntaxKind.CoalesceAssignmentExpression)
        .Where(a => a.Left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(i => i.Identifier.ValueText == member.Name));

    /// <summary>A private field of tensors that might be readonly: nothing in its type assigns it. Writing into its elements leaves its shape.</summary>
    bool IsNeverAssigned(IFieldSymbol field)
    {
        if (field.DeclaredAccessibility != Accessibility.Private || !IsOurs(field.Type))
            return false;
        if (!neverAssigned.TryGetValue(field, out var never))
            neverAssigned[field] = never = field.ContainingType.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancel)).All(type =>
                !Assigning(type, field).Any() && !type.DescendantNodes().OfType<ArgumentSyntax>().Any(a => !a.RefKindKeyword.IsKind(SyntaxKind.None)
                    && a.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(i => i.Identifier.ValueText == field.Name)));
        return never;
    }

    /// <summary>A value that a [Shape] promises something of.</summary>
    void FitsDeclared(ISymbol member, Fact value, IOperation place)
    {
        if (Declarations.TensorArgument((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type) is not null && DeclaredShape(member) is { HasLeading: false } declared)
            Fit($"{member.ContainingType.Name}.{member.Name}", "the value", declared, value, place, []);
    }
}
