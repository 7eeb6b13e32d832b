using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Writes the members that a module with an error would have; each throws.</summary>
static class ModuleStubEmitter
{
    public static string Write(ModuleStub stub)
    {
        var code = new CodeWriter(stub.Clashes);
        FileHeader.Write(code, stub.Namespace);
        var types = stub.Types.Select(code.Open).ToArray();
        var thrown = $"throw new InvalidOperationException({SignatureEmitter.Literal($"{stub.TypeName} was not compiled: {stub.Error}")})";
        if (stub.Sizes is { } sizes)
        {
            var (names, beside) = ModuleEmitter.SizeNames(sizes);
            var name = ModuleEmitter.Simple(stub.TypeName, stub.Clashes);
            // Fields that nothing assigns would be a warning.
            using (code.Open($"public {name}({string.Join(", ", sizes.Select(size => $"int {names[size]}").Append($"int? {beside.Unique("seed")} = null"))}){stub.Base}"))
            {
                foreach (var child in stub.Children)
                    code.Line($"this.{child} = null;");
                code.Line($"{thrown};");
            }
            code.Line();
        }
        code.Line($"public Parameters<float> Parameters => {thrown};");
        foreach (var property in stub.Properties)
        {
            code.Line();
            code.Line(property.Setter is null ? $"{property.Declaration} => {thrown};" : $"{property.Declaration} {{ get => {thrown}; {property.Setter} => {thrown}; }}");
        }
        foreach (var block in Enumerable.Reverse(types))
            block.Dispose();
        return code.ToString();
    }
}
