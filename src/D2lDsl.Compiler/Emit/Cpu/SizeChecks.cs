using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Writes what the sizes of a call must satisfy for the model's slices and maxima to exist: each once, whatever uses it.</summary>
sealed class SizeChecks(KernelNames names, CodeWriter code)
{
    public void Write(IEnumerable<SizeRequirement> requirements)
    {
        foreach (var group in requirements.GroupBy(r => r.Size))
        {
            var symbols = group.Key.Symbols.OrderBy(s => s, StringComparer.Ordinal).Select(s => $"{s} = {{{names.Size(s)}}}");
            code.Line($"if ({names.Size(group.Key)} < 0) Guard.Sizes(Model, {SignatureEmitter.Literal(group.First().Text)}, $\"{string.Join(", ", symbols)}\");");
        }
    }
}
