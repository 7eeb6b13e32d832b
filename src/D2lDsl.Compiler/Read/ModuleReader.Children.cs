using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

public static partial class ModuleReader
{
    static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>A field or get-only property that holds a module or an array of modules; null for any other member.</summary>
    static ModuleChild? Child(ISymbol member, IReadOnlyList<INamedTypeSymbol> outer, CancellationToken cancel)
    {
        if (member is not (IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol { IsIndexer: false }))
            return null;
        var declared = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        var array = declared as IArrayTypeSymbol;
        var shape = Declarations.Attribute(member, "Shape");
        if ((array?.ElementType ?? declared) is not INamedTypeSymbol type || !Declarations.IsModule(type))
            return shape is null || Declarations.TensorArgument(declared) is not null ? null
                : throw new ReadException(new(Catalogue.NoModule, [member.Name, declared.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)], member.Locations[0]));
        if (shape is null && !IsStorage(member))
            return null;
        var owner = outer[outer.Count - 1];
        if (outer.Any(o => SymbolEqualityComparer.Default.Equals(o.OriginalDefinition, type.OriginalDefinition)))
            throw new ReadException(new(Catalogue.ModuleCycle, [type.Name, $"{owner.Name}.{member.Name}"], member.Locations[0]));
        var tree = Tree(type, outer, cancel, member.Locations[0]);
        if (shape is null && tree.Sizes.Count > 0)
            throw new ReadException(new(Catalogue.ShapeMissing, [member.Name, owner.Name], member.Locations[0]));
        var sizes = Declarations.ShapeOf(member)?.Dims ?? [];
        var count = shape?.NamedArguments.FirstOrDefault(a => a.Key == "Count").Value.Value as int?;
        if (!IsStorage(member))
            throw Wrong("it can be assigned elsewhere, or holds no value", "make it a readonly field or a property with get alone");
        if (sizes.Count != tree.Sizes.Count)
            throw Wrong($"{type.Name} has {Number(tree.Sizes.Count)}, but [Shape] gives {sizes.Count}", $"write {Example(tree, array)}");
        if (array is { Rank: > 1 } || (array is not null && count is null or < 1))
            throw Wrong("the array needs to know how many modules it holds", $"write {Example(tree, array)}");
        if (array is null && count is not null)
            throw Wrong($"Count is for arrays, and this is one {type.Name}", $"make it {type.Name}[], or remove the Count");
        return new(member.Name, type.ToDisplayString(Qualified), sizes, array is null ? null : count, tree);

        ReadException Wrong(string what, string remedy) => new(new(Catalogue.Child, [owner.Name, member.Name, what, remedy], member.Locations[0]));
    }

    /// <summary>True where only a constructor can set the member.</summary>
    static bool IsStorage(ISymbol member) => member is IFieldSymbol { IsReadOnly: true }
        || (member is IPropertySymbol { SetMethod: null } property && property.OriginalDefinition.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property.OriginalDefinition)));

    static string Number(int sizes) => sizes == 1 ? "1 free size" : $"{sizes} free sizes";

    static string Example(ModuleTree tree, IArrayTypeSymbol? array) =>
        $"[Shape({string.Join(", ", tree.Sizes.Select(s => $"\"{s}\"").Concat(array is null ? [] : ["Count = 2"]))})]";

    /// <summary>What another assembly needs of the tree.</summary>
    static ModuleTree WithoutSource(ModuleTree tree) => tree with
    {
        Members = tree.Members.Select(member => member switch
        {
            ModuleParameter parameter => parameter with { Declaration = "", Init = "" },
            ModuleChild child => child with { TypeName = "", Tree = WithoutSource(child.Tree) },
            _ => member,
        }).ToEquatable(),
    };
}
