using System.ComponentModel;

namespace D2lDsl.Runtime;

/// <summary>Names the methods of a kernel that its first call is sure or likely to need. For generated code.</summary>
/// <param name="methods">Those for rows of any length.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PreparedAttribute(params string[] methods) : Attribute
{
    /// <summary>Methods of the class, in the order in which they are compiled.</summary>
    public IReadOnlyList<string> Methods { get; } = methods;

    /// <summary>Those that are compiled when nothing else is left to do.</summary>
    public string[] Later { get; set; } = [];
}
