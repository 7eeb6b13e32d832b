using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>What attributes and types declare.</summary>
static class Declarations
{
    public const string ModelAttribute = "D2lDsl.ModelAttribute";

    public static AttributeData? Attribute(ISymbol symbol, string name) => Find(symbol.GetAttributes(), name);

    static AttributeData? Find(IEnumerable<AttributeData> attributes, string name) => attributes.FirstOrDefault(a =>
        a.AttributeClass is { } type && type.Name == name + "Attribute" && type.ContainingNamespace.ToDisplayString() == "D2lDsl");

    public static bool IsModel(ISymbol symbol) => Attribute(symbol, "Model") is not null;

    public static bool IsParameter(ISymbol symbol) => Attribute(symbol, "Parameter") is not null;

    /// <summary>How many turns a loop of the model may take.</summary>
    public static int MaxIterations(ISymbol method) =>
        Attribute(method, "Model")?.NamedArguments.FirstOrDefault(a => a.Key == "MaxIterations").Value.Value is int and > 0 and var cap ? cap : 1_000_000;

    public static bool IsModule(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class } && IsModel(type);

    /// <summary>What the model's kernel is asked for besides gradients.</summary>
    public static Derivatives Derivatives(ISymbol method) =>
        Attribute(method, "Model")?.NamedArguments.FirstOrDefault(a => a.Key == "Derivatives").Value.Value is int flags ? (Derivatives)flags : Ir.Derivatives.None;

    /// <summary>The element type where the type is a <c>Tensor&lt;T&gt;</c> of one the compiler knows.</summary>
    public static ElementType? TensorType(ITypeSymbol? type) => TensorArgument(type) is { } element ? Element(element) : null;

    /// <summary>T where the type is a <c>Tensor&lt;T&gt;</c>.</summary>
    public static ITypeSymbol? TensorArgument(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Tensor", TypeArguments.Length: 1 } tensor && tensor.ContainingNamespace.ToDisplayString() == "D2lDsl"
            ? tensor.TypeArguments[0] : null;

    public static ElementType? Element(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => ElementType.Float,
        SpecialType.System_Double => ElementType.Double,
        SpecialType.System_Int32 => ElementType.Int,
        SpecialType.System_Int64 => ElementType.Long,
        SpecialType.System_SByte => ElementType.SByte,
        SpecialType.System_Byte => ElementType.Byte,
        SpecialType.System_Boolean => ElementType.Bool,
        _ => null,
    };

    /// <summary>The shape a <c>[Shape]</c> declares; null where there is none.</summary>
    public static Shape? ShapeOf(ISymbol symbol) => Shape(Attribute(symbol, "Shape"), symbol);

    public static Shape? ReturnShapeOf(IMethodSymbol method) => Shape(Find(method.GetReturnTypeAttributes(), "Shape"), method);

    static Shape? Shape(AttributeData? attribute, ISymbol symbol)
    {
        if (attribute is null)
            return null;
        var sizes = attribute.ConstructorArguments;
        if (sizes.Length == 1 && sizes[0].Kind == TypedConstantKind.Array)
            sizes = sizes[0].IsNull ? [] : sizes[0].Values;
        return Shapes.Shape.Of(sizes.Select((size, axis) => Size(size, axis, attribute, symbol)));
    }

    static Dim Size(TypedConstant size, int axis, AttributeData attribute, ISymbol symbol)
    {
        var location = attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? symbol.Locations[0];
        switch (size.Value)
        {
            case int number and >= 0:
                return number;
            case "..." when axis == 0:
                return Dim.Leading;
            case "...":
                throw new ReadException(new(Catalogue.InvalidSize, ["...", "it stands for leading axes and must come first"], location));
            case string text:
                var (dim, error) = DimParser.Parse(text);
                return dim ?? throw new ReadException(new(Catalogue.InvalidSize, [text, error!], location));
            default:
                throw new ReadException(new(Catalogue.InvalidSize, [size.Value?.ToString() ?? "null",
                    size.Value is int ? "it is negative" : "it is neither an int nor a string"], location));
        }
    }

    /// <summary>Declared as <c>static partial class Name&lt;T&gt;</c>, outermost first; null and the culprit where one is not partial.</summary>
    public static (EquatableArray<string> Types, INamedTypeSymbol? NotPartial) Containing(INamedTypeSymbol type, CancellationToken cancel)
    {
        var headers = new List<string>();
        INamedTypeSymbol? culprit = null;
        for (var current = type; current is not null; current = current.ContainingType)
        {
            var partial = current.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancel) is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax declaration
                && declaration.Modifiers.Any(m => m.ValueText == "partial"));
            if (!partial)
                culprit = current;
            var kind = current.IsRecord ? current.IsValueType ? "record struct" : "record" : current.TypeKind switch
            {
                TypeKind.Struct => "struct",
                TypeKind.Interface => "interface",
                _ => "class",
            };
            var arguments = current.TypeParameters.Length > 0 ? $"<{string.Join(", ", current.TypeParameters.Select(p => p.Name))}>" : "";
            headers.Insert(0, $"partial {kind} {SignatureEmitter.Escaped(current.Name)}{arguments}");
        }
        return (headers.ToEquatable(), culprit);
    }

    public static string Namespace(ISymbol symbol) => symbol.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString() : "";

    public static string AccessibilityOf(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal => "internal",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    /// <summary>True where code of another assembly can name the symbol, perhaps by InternalsVisibleTo.</summary>
    public static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
        && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));
}
