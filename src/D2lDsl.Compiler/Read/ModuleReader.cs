using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Emit;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.Compiler.Read;

/// <summary>A module as read, or what stands in for it where something is wrong.</summary>
public sealed record ModuleResult(Module? Module, ModuleStub? Stub, IReadOnlyList<Finding> Findings);

/// <summary>Reads a <c>[Model]</c> class: its parameters, the modules in it and the sizes its constructor asks for.</summary>
public static partial class ModuleReader
{
    public static ModuleResult Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancel)
    {
        var (module, stub, findings) = ReadAlone(type, compilation, cancel);
        var clashes = Clashes.Of(type, compilation);
        return new(
            module is null ? null : module with { Clashes = clashes, Types = OfUser(module.Types), TypeName = TypeNames.OfUser(module.TypeName, clashes) },
            stub is null ? null : stub with { Clashes = clashes, Types = OfUser(stub.Types), TypeName = TypeNames.OfUser(stub.TypeName, clashes) }, findings);

        EquatableArray<string> OfUser(EquatableArray<string> types) => types.Select(t => TypeNames.OfUser(t, clashes)).ToEquatable();
    }

    static ModuleResult ReadAlone(INamedTypeSymbol type, Compilation compilation, CancellationToken cancel)
    {
        var (types, notPartial) = Declarations.Containing(type, cancel);
        if (KernelPlace.Check(type) is { } nowhere)
            return new(null, null, [nowhere]);
        if (notPartial is not null)
            return new(null, null, [new(Catalogue.NotPartial, [notPartial.Name, "the module"], notPartial.Locations[0])]);
        if (type.InstanceConstructors.FirstOrDefault(c => !c.IsImplicitlyDeclared && IsOwn(c, cancel)) is { } constructor)
            return Broken(new(Catalogue.Constructor, [type.Name], constructor.Locations[0]));
        if (type.IsRecord)
            return Broken(new(Catalogue.Unsupported, [$"The record {type.Name}", "declare it as a class: copies of a record would share one buffer"], type.Locations[0]));
        if (type.BaseType is { } parent && Declarations.IsModule(parent))
            return Broken(new(Catalogue.Unsupported, [$"A module that derives from another, {type.Name} from {parent.Name},", $"hold it inside: [Shape(...)] readonly {parent.Name} inner"], type.Locations[0]));
        try
        {
            var elements = Generics.IsOpen(type) ? Generics.Elements.Select(e => compilation.GetSpecialType(e)).ToArray() : [];
            var closed = elements.Length > 0 ? elements.Select(e => Generics.Close(type, e)).ToArray() : [type];
            var trees = closed.Select(t => Tree(t, [], cancel)).ToArray();
            var element = elements.Length > 0 ? type.TypeParameters.LastOrDefault()?.Name : trees[0].Flatten().Select(p => p.Type.Keyword()).FirstOrDefault();
            var records = Declarations.IsVisible(type) ? closed.Zip(trees, (t, tree) => new RecordedModule(Records.NameOf(t, Bindings.None), WithoutSource(tree))) : [];
            if (LanguageNeed.IsUnmet(compilation))
                return new(null, LanguageNeed.IsBeyond(compilation) ? null : new(Declarations.Namespace(type), types, ModelReader.TypeName(type), trees[0].Sizes,
                    LanguageNeed.AllowsParameters(compilation) ? trees[0].Members.OfType<ModuleParameter>().Select(p => new StubProperty(p.Declaration, null)).ToEquatable() : [],
                    LanguageNeed.Finding(compilation, type.Locations[0]).Message)
                    { Children = trees[0].Members.OfType<ModuleChild>().Select(c => SignatureName(c.Name)).ToEquatable() }, []);
            return new(new(Declarations.Namespace(type), types, ModelReader.TypeName(type), element ?? "float",
                elements.Length > 0 ? Tree(type, [], cancel) : trees[0], records.ToEquatable()), null, []);
        }
        catch (ReadException error)
        {
            return Broken(error.Finding);
        }

        ModuleResult Broken(Finding finding) => new(null, Stub(type, types, finding, cancel), [finding]);
    }

    static bool IsOwn(IMethodSymbol constructor, CancellationToken cancel) =>
        constructor.DeclaringSyntaxReferences.Any(r => !r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));

    /// <summary>The parameters of a module and of those inside, from its source or, in another assembly, from what is recorded there.</summary>
    internal static ModuleTree Tree(INamedTypeSymbol type, IReadOnlyList<INamedTypeSymbol> outer, CancellationToken cancel, Location? place = null)
    {
        if (type.DeclaringSyntaxReferences.Length == 0)
            return Records.Tree(type, place ?? type.Locations[0]);
        var members = type.GetMembers().Where(m => !m.IsStatic).Select(m => Member(m, [.. outer, type], cancel)).OfType<ModuleMember>().ToArray();
        var tree = new ModuleTree(members.SelectMany(m => m is ModuleParameter p ? p.Shape.Dims : ((ModuleChild)m).Sizes).SelectMany(d => d.Symbols).Distinct().ToEquatable(), members.ToEquatable());
        var all = tree.Flatten().ToArray();
        foreach (var (path, _, element) in all)
            if (element != all[0].Type)
                throw new ReadException(new(Catalogue.MixedParameters, [path, element.Keyword(), type.Name, all[0].Type.Keyword()], type.Locations[0]));
        return tree;
    }

    static ModuleMember? Member(ISymbol member, IReadOnlyList<INamedTypeSymbol> outer, CancellationToken cancel) =>
        !Declarations.IsParameter(member) ? Declarations.IsModule(outer[outer.Count - 1]) ? Child(member, outer, cancel) : null
        : member is IPropertySymbol { OriginalDefinition.PartialDefinitionPart: null } property ? Parameter(property, cancel) : null;

    static ModuleParameter Parameter(IPropertySymbol property, CancellationToken cancel)
    {
        var shape = Declarations.ShapeOf(property)
            ?? throw new ReadException(new(Catalogue.ShapeMissing, [property.Name, property.ContainingType.Name], property.Locations[0]));
        // In an open generic module any floating-point type stands for the one it is bound to.
        var argument = Declarations.TensorArgument(property.Type);
        var type = argument is ITypeParameterSymbol ? ElementType.Float : argument is null ? null : Declarations.Element(argument);
        if (type?.IsFloating() != true)
            throw new ReadException(new(Catalogue.ElementType, ["[Parameter]", "floating-point", $"{property.Name} {shape}", property.Type.ToDisplayString(), "only those have gradients"], property.Locations[0]));
        if (!Declarations.IsModule(property.ContainingType))
            throw new ReadException(new(Catalogue.NoModule, [property.Name, property.ContainingType.Name], property.Locations[0]));
        if (property.SetMethod is not null)
            throw new ReadException(new(Catalogue.Unsupported, [$"A setter of {property.Name}", $"declare it {{ get; }}: {property.Name}[..] = … writes its values"], property.Locations[0]));
        if (!property.OriginalDefinition.IsPartialDefinition)
            throw new ReadException(new(Catalogue.NotPartial, [property.Name, property.ContainingType.Name], property.Locations[0]));
        var syntax = property.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancel)).OfType<PropertyDeclarationSyntax>().First();
        var modifiers = string.Join(" ", syntax.Modifiers.Select(m => m.ValueText));
        var written = argument is ITypeParameterSymbol parameter ? parameter.Name : type.Value.Keyword();
        return new(property.Name, shape, type.Value, InitOf(property), $"{modifiers} Tensor<{written}> {SignatureName(property.Name)}");
    }

    static string SignatureName(string name) => Emit.Cpu.SignatureEmitter.Escaped(name);

    /// <summary>The name of the chosen <c>Init</c>.</summary>
    static string InitOf(IPropertySymbol property)
    {
        var init = Declarations.Attribute(property, "Parameter")!.NamedArguments.FirstOrDefault(a => a.Key == "Init").Value;
        return init.Type is INamedTypeSymbol type
            && type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, init.Value)) is { } field ? field.Name : "Default";
    }
}
