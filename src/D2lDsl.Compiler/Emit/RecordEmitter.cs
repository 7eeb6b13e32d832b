using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Metadata;

namespace D2lDsl.Compiler.Emit;

/// <summary>Writes what other assemblies need of a model or module: an attribute on this one.</summary>
static class RecordEmitter
{
    public static string Write<T>(string name, T value)
    {
        var code = new CodeWriter();
        FileHeader.Write(code, "");
        code.Line($"[assembly: D2lDsl.Runtime.ModelGraph({SignatureEmitter.Literal(name)}, {RecordText.Version},");
        code.Line($"    {SignatureEmitter.Literal(RecordText.Write(value))})]");
        return code.ToString();
    }
}
