namespace D2lDsl.Compiler.Ir;

/// <summary>What stands in for a module with an error, so that its user sees that error and no others: members that throw.</summary>
/// <param name="Types">The containing types and the module itself as they are declared, outermost first.</param>
/// <param name="Sizes">What the constructor would be given, as far as the declarations can be read; null where the module has one of its own.</param>
/// <param name="Properties">The parameters as the user wrote them.</param>
public sealed record ModuleStub(
    string Namespace, EquatableArray<string> Types, string TypeName, EquatableArray<string>? Sizes, EquatableArray<StubProperty> Properties, string Error)
{
    /// <summary>Types of the user's that are called as types that generated code names.</summary>
    public EquatableArray<string> Clashes { get; init; } = [];

    /// <summary>The modules inside, which its constructor would make.</summary>
    public EquatableArray<string> Children { get; init; } = [];

    /// <summary>The call of the base's constructor where that is a module too.</summary>
    public string Base { get; init; } = "";
}
