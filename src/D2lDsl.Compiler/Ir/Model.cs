namespace D2lDsl.Compiler.Ir;

/// <summary>One value a model returns; rank-0 results come back as numbers.</summary>
public sealed record ModelResult(bool IsNumber, ElementType Type, string? Name)
{
    /// <summary>True where gradients may go back from it. Of several results those from which none can, such as running means, take no seed.</summary>
    public bool GivesGradient { get; init; } = true;
}

/// <summary>What users of a kernel see: enough to write its public members.</summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Types">The containing types as they are declared, outermost first: <c>static partial class LinearRegression</c>.</param>
/// <param name="TypeName">The innermost containing type, with type arguments.</param>
/// <param name="Inputs">Arguments of the call, then members of the module.</param>
/// <param name="Doc">The declared shapes, for the docs.</param>
public sealed record ModelSignature(
    string Namespace, EquatableArray<string> Types, string TypeName, string Method, bool IsInstance, string Accessibility,
    EquatableArray<GraphInput> Inputs, EquatableArray<ModelResult> Results, bool IsTuple)
{
    /// <summary>Types of the user's that are called as types that generated code names.</summary>
    public EquatableArray<string> Clashes { get; init; } = [];

    /// <summary>What the user asks for besides gradients.</summary>
    public Derivatives Derivatives { get; init; }

    public bool Gives(Derivatives derivative) => HasGradient && (Derivatives & derivative) != 0;

    /// <summary>How errors and file names call the model: <c>LinearRegression.Loss</c>.</summary>
    public string FullName => $"{TypeName.Replace("@", "")}.{Method}";

    public IEnumerable<GraphInput> Arguments => Inputs.Where(i => !i.Member);

    public IEnumerable<GraphInput> Parameters => Inputs.Where(i => i.IsParameter);

    public IEnumerable<GraphInput> Members => Inputs.Where(i => i.Member);

    /// <summary>True where some parameter can receive a gradient.</summary>
    public bool HasGradient => Parameters.Any() && Results.Any(r => r.Type.IsFloating());

    /// <summary>Results that a vector of the vector-Jacobian product belongs to.</summary>
    public IEnumerable<ModelResult> Vectors => Results.Where(r => !r.IsNumber && r.Type.IsFloating());

    /// <summary>Results that need such a vector from the caller to start the backward pass.</summary>
    public IEnumerable<ModelResult> Seeded => Vectors.Where(r => r.GivesGradient);
}

/// <summary>A model as read: its signature, and its graph unless it has errors.</summary>
public sealed record Model(ModelSignature Signature, Graph? Graph, string? Error);

/// <summary>What a model computes, under the name other assemblies call it by.</summary>
public sealed record RecordedGraph(string Name, Graph Graph);
