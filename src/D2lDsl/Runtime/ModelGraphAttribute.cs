using System.ComponentModel;

namespace D2lDsl.Runtime;

/// <summary>
/// Records what a model computes, or which parameters a module has, so that models of other assemblies can inline and hold them.
/// Written by the source generator and read by that of a referencing project; nothing reads it at run time.
/// </summary>
/// <param name="name">The model or module: <c>Namespace.Type.Method</c> or <c>Namespace.Type</c>.</param>
/// <param name="version">The version of the text's format.</param>
/// <param name="text">The graph or the parameters.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelGraphAttribute(string name, int version, string text) : Attribute
{
    /// <summary>The model or module.</summary>
    public string Name { get; } = name;

    /// <summary>The version of the text's format.</summary>
    public int Version { get; } = version;

    /// <summary>The graph or the parameters.</summary>
    public string Text { get; } = text;
}
