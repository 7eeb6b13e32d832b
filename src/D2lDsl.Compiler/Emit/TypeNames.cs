using System.Text.RegularExpressions;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit;

/// <summary>
/// The types that generated code names. A type of the user's that is called the same is nearer than a using: where a project has one, code
/// for its place names ours in full, and what is the user's has an <c>@</c>.
/// </summary>
public static class TypeNames
{
    /// <summary>Namespaces, by name and number of type parameters.</summary>
    public static readonly IReadOnlyDictionary<(string Name, int Arity), string> All = Of(
        ("D2lDsl.Runtime", "ArenaPlan Argument Attention AttentionLayout AttentionLayouts ChunkPlan Gemm GradientProbe Guard IChunks Initializer KernelPage KernelParts Partials Preparation RunningProduct RunningSum "
            + "Scratch Sorting UpdateSweep VectorMath WindowProduct Workers IAttentionChanges`1 ParameterSlice`1 Product`1 ResultBuffer`1 RuleCall`2 Tape`1 Workspace`1"),
        ("D2lDsl", "GradientCheck Init Optimizer Tensor Threads Gradients`1 Hessian`1 NamedTensors`1 Parameters`1 Tensor`1"),
        ("System", "ArgumentException ArgumentNullException ArgumentOutOfRangeException Array IDisposable InvalidOperationException Math MathF ReadOnlySpan`1 Span`1"),
        ("System.Runtime.CompilerServices", "Unsafe MethodImplOptions"),
        ("System.Runtime.InteropServices", "MemoryMarshal"),
        ("System.Runtime.Intrinsics", "Vector128 Vector256 Vector512 Vector128`1 Vector256`1 Vector512`1"));

    static readonly HashSet<string> names = [.. All.Keys.Select(type => type.Name)];

    /// <summary>True for a name of theirs.</summary>
    public static bool Has(string name) => names.Contains(name);

    static readonly Regex Word = new("(?<![\\w.@:])[A-Za-z_]\\w*", RegexOptions.CultureInvariant);

    /// <summary>Text in quotes, or a word that follows no dot.</summary>
    static readonly Regex QuotedOrWord = new("\"(?:\\\\.|[^\"\\\\])*\"|" + Word, RegexOptions.CultureInvariant);

    /// <summary>How a type is listed where it is not alone: <c>Tape`1</c>.</summary>
    public static string Key(string name, int arity) => arity == 0 ? name : $"{name}`{arity}";

    /// <summary>A line of code with the types named in full that the user has, too.</summary>
    public static string InFull(string line, EquatableArray<string> clashes) => QuotedOrWord.Replace(line, word =>
    {
        if (word.Value[0] == '"')
            return word.Value;
        var isGeneric = word.Index + word.Length < line.Length && line[word.Index + word.Length] == '<';
        foreach (var clash in clashes)
            if (clash.Split('`') is var parts && parts[0] == word.Value && parts.Length > 1 == isGeneric)
                return $"global::{All[(parts[0], parts.Length > 1 ? int.Parse(parts[1]) : 0)]}.{word.Value}";
        return word.Value;
    });

    /// <summary>A type of the user's, or the head of its declaration, as it stands beside them.</summary>
    public static string OfUser(string type, EquatableArray<string> clashes) => clashes.Count == 0 ? type
        : Word.Replace(type, word => clashes.Any(clash => clash.Split('`')[0] == word.Value) ? "@" + word.Value : word.Value);

    static Dictionary<(string, int), string> Of(params (string Namespace, string Names)[] all) =>
        all.SelectMany(group => group.Names.Split(' ').Select(name => (Parts: name.Split('`'), group.Namespace)))
            .ToDictionary(type => (type.Parts[0], type.Parts.Length > 1 ? int.Parse(type.Parts[1]) : 0), type => type.Namespace);
}
