using D2lDsl.Compiler.Ops;
using Microsoft.CodeAnalysis;

namespace D2lDsl.SurfaceGenerator;

/// <summary>
/// Writes the public eager surface of D2lDsl from the op table: one static method of <c>Ops</c> and one instance method of
/// <c>Tensor&lt;T&gt;</c> per overload, the operators, and the scalar kernels they run; and the tiles of the matrix product. It looks
/// at nothing in the compilation.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SurfaceGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterPostInitializationOutput(output =>
        {
            foreach (var op in OpTable.All)
                output.AddSource(FileName(op), Surface.Of(op));
            output.AddSource("GemmTiles.g.cs", TilePrinter.All());
        });

    /// <summary>Overloads of one surface name come from several entries, so the entry's place in the table keeps the names apart.</summary>
    static string FileName(Op op)
    {
        var place = OpTable.Named(op.Surface).TakeWhile(other => !ReferenceEquals(other, op)).Count();
        return place == 0 ? $"{op.Surface}.g.cs" : $"{op.Surface}.{place + 1}.g.cs";
    }
}
