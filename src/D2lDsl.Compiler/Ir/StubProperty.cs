namespace D2lDsl.Compiler.Ir;

/// <summary>A parameter of a module with an error.</summary>
/// <param name="Declaration">What the user wrote before the accessors.</param>
/// <param name="Setter"><c>set</c> or <c>init</c>, where the user wrote one beside <c>get</c>.</param>
public sealed record StubProperty(string Declaration, string? Setter);
