using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.Compiler.Read;

/// <summary>
/// All that the meaning of a body depends on besides bodies: what the files of a compilation declare, what it references, its
/// options. Two compilations of equal worlds bind a body alike. An edit inside of a body, or of a comment, leaves the world as it was.
/// </summary>
static class World
{
    /// <summary>The folder of what D2lDsl generates, which no body of a model that can be read names.</summary>
    const string Generated = "D2lDsl.Generators.ModelGenerator";

    static readonly ConditionalWeakTable<Compilation, string> worlds = new();
    static readonly ConditionalWeakTable<Compilation, string> written = new();
    static readonly ConditionalWeakTable<SyntaxTree, string> declarations = new();
    static readonly ConditionalWeakTable<object, object> identities = new();
    static long last;

    /// <summary>The world with all files, what D2lDsl generates included.</summary>
    public static string Of(Compilation compilation) => worlds.GetValue(compilation, static c => Write(c, _ => true));

    /// <summary>
    /// The world without what D2lDsl generates: the one that its generator sees, and then the analyzers again. A body that was read
    /// without a mistake names nothing of the rest.
    /// </summary>
    public static string Written(Compilation compilation) => written.GetValue(compilation, static c => Write(c, tree => !IsGenerated(tree)));

    /// <summary>True for a file that D2lDsl generates.</summary>
    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath is { Length: > 0 } path && Path.GetFileName(Path.GetDirectoryName(path)) == Generated;

    static string Write(Compilation compilation, Func<SyntaxTree, bool> isPart)
    {
        var text = new StringBuilder(compilation.AssemblyName).Append(';').Append(Identity(compilation.Options));
        foreach (var reference in compilation.References)
            text.Append(',').Append(Identity(reference));
        foreach (var tree in compilation.SyntaxTrees.Where(isPart))
            text.Append(';').Append(declarations.GetValue(tree, Declared));
        return Hash(text.ToString());
    }

    /// <summary>The tokens of a file without the bodies of its members and without its top-level statements.</summary>
    static string Declared(SyntaxTree tree)
    {
        var text = new StringBuilder();
        foreach (var token in tree.GetRoot().DescendantTokens(static node => !IsBody(node)))
            text.Append(token.Text).Append(' ');
        return Hash(text.ToString());
    }

    /// <summary>Initializers of fields stay: constants are part of what a file declares.</summary>
    static bool IsBody(SyntaxNode node) => node switch
    {
        BlockSyntax or GlobalStatementSyntax => true,
        ArrowExpressionClauseSyntax => true,
        _ => false,
    };

    static object Identity(object one) => identities.GetValue(one, static _ => Interlocked.Increment(ref last));

    static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
