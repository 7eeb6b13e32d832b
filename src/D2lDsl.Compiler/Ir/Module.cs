using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>A module, from which its constructors and properties are written.</summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Types">The containing types and its own as they are declared, outermost first.</param>
/// <param name="TypeName">With type parameters.</param>
/// <param name="Element">The element type of its parameters as written: <c>float</c>, <c>T</c>.</param>
/// <param name="Records">What other assemblies are told, if they can see it.</param>
public sealed record Module(string Namespace, EquatableArray<string> Types, string TypeName, string Element, ModuleTree Tree, EquatableArray<RecordedModule> Records)
{
    /// <summary>Types of the user's that are called as types that generated code names.</summary>
    public EquatableArray<string> Clashes { get; init; } = [];
}

/// <summary>The parameters of a module, under the name other assemblies find it by.</summary>
public sealed record RecordedModule(string Name, ModuleTree Tree);

/// <summary>The free sizes and the parameters of a module and of the modules in it; sizes are in the module's own symbols.</summary>
public sealed record ModuleTree(EquatableArray<string> Sizes, EquatableArray<ModuleMember> Members)
{
    /// <summary>All parameters in the order they lie in memory, named by their paths: <c>hidden.W</c>, <c>layers[0].W</c>.</summary>
    public IEnumerable<(string Path, Shape Shape, ElementType Type)> Flatten() => Members.SelectMany(member => member switch
    {
        ModuleParameter parameter => [(parameter.Name, parameter.Shape, parameter.Type)],
        ModuleChild child => child.Paths.SelectMany(path => child.Inner().Select(p => ($"{path}.{p.Path}", p.Shape, p.Type))),
        _ => throw new InvalidOperationException(),
    });

    /// <summary>How many parameters there are.</summary>
    public int Count => Members.Sum(member => member is ModuleChild child ? child.Tree.Count * (child.Count ?? 1) : 1);
}

/// <summary>What a module is made of, in declaration order.</summary>
public abstract record ModuleMember(string Name);

/// <summary>A parameter property.</summary>
/// <param name="Init">The name of its <c>Init</c>.</param>
/// <param name="Declaration">As the user wrote it, without its accessors.</param>
public sealed record ModuleParameter(string Name, Shape Shape, ElementType Type, string Init, string Declaration) : ModuleMember(Name);

/// <summary>A module inside, or an array of them.</summary>
/// <param name="TypeName">Fully qualified.</param>
/// <param name="Sizes">What its constructor is given, in the outer module's symbols.</param>
/// <param name="Count">The length of an array.</param>
/// <param name="Tree">Of each one.</param>
public sealed record ModuleChild(string Name, string TypeName, EquatableArray<Dim> Sizes, int? Count, ModuleTree Tree) : ModuleMember(Name)
{
    /// <summary><c>hidden</c>, or <c>layers[0]</c>, <c>layers[1]</c> and so on.</summary>
    public IEnumerable<string> Paths => Count is { } count ? Enumerable.Range(0, count).Select(i => $"{Name}[{i}]") : [Name];

    /// <summary>What a size symbol of the inner module is in the outer one.</summary>
    public Dim Bind(string symbol) => Sizes[Tree.Sizes.ToList().IndexOf(symbol)];

    /// <summary>The inner module's parameters, in the outer one's symbols.</summary>
    public IEnumerable<(string Path, Shape Shape, ElementType Type)> Inner() => Tree.Flatten().Select(p => (p.Path, p.Shape.Substitute(Bind), p.Type));
}
