using D2lDsl.Compiler;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Read;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.CompilerTests.Running;

/// <summary>A model taken through the compiler's stages without writing code.</summary>
static class Compiled
{
    /// <summary>Reads the model F of class M.</summary>
    public static ReadResult Read(string code, string method = "F", string type = "M")
    {
        var compilation = Compile.Source(code);
        var symbol = (IMethodSymbol)compilation.GetTypeByMetadataName(type)!.GetMembers(method).Single();
        return ModelReader.Read(symbol, compilation, default);
    }

    /// <summary>The graph of the model F of class M, which must be without mistakes.</summary>
    public static Graph Graph(string code, string method = "F")
    {
        var result = Read(code, method);
        Assert.Empty(result.Findings);
        return result.Model!.Graph!;
    }

    /// <summary>The kernel of the model F of class M.</summary>
    public static KernelProgram Program(string code, bool isBackward, string method = "F")
    {
        var model = Read(code, method).Model!;
        Assert.Null(model.Error);
        return Pipeline.Compile(model.Graph!, model.Signature, isBackward ? Compiler.Plan.ProgramKind.ForwardBackward : Compiler.Plan.ProgramKind.Forward, Compiler.Fuse.Joining.Rows);
    }
}
