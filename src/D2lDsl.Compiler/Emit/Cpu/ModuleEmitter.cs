using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Writes a module's constructor and its parameter properties, all in one contiguous buffer.</summary>
static class ModuleEmitter
{
    public static string Write(Module module)
    {
        var code = new CodeWriter();
        FileHeader.Write(code, module.Namespace);
        var types = module.Types.Select(code.Open).ToArray();
        var type = module.Parameters.Count > 0 ? module.Parameters[0].Type.Keyword() : "float";
        var names = new NameScope();
        var sizes = module.Sizes.ToDictionary(s => s, names.Unique);
        var seed = names.Unique("seed");
        code.Line("/// <summary>A module with parameters of these sizes and their initial values.</summary>");
        foreach (var size in module.Sizes)
            code.Line($"/// <param name=\"{sizes[size]}\">The size <c>{size}</c>.</param>");
        code.Line($"/// <param name=\"{seed}\">Of the initial values: the same seed gives the same values; none gives other values each time.</param>");
        using (code.Open($"public {Simple(module.TypeName)}({string.Join(", ", module.Sizes.Select(s => $"int {sizes[s]}").Append($"int? {seed} = null"))})"))
        {
            foreach (var size in module.Sizes)
                code.Line($"ArgumentOutOfRangeException.ThrowIfNegative({sizes[size]});");
            code.Line($"Parameters = new({string.Join(", ", module.Parameters.Select(p => SignatureEmitter.Literal(p.Name)))});");
            if (module.Parameters.Count > 0)
                code.Line($"Parameters.Resize({string.Join(", ", module.Parameters.SelectMany(p => p.Shape.Dims.Select(d => d.ToCode(s => sizes[s])).Prepend(p.Shape.Rank.ToString())))});");
            code.Line($"var _random = {seed} is {{ }} _seed ? new Random(_seed) : new Random();");
            for (var i = 0; i < module.Parameters.Count; i++)
            {
                var parameter = module.Parameters[i];
                code.Line($"{parameter.Name} = Parameters.At({i});");
                code.Line($"Initializer.Fill({parameter.Name}, Init.{parameter.Init}, _random);");
            }
        }
        code.Line();
        code.Line("/// <summary>All parameters, in one contiguous buffer: what an optimiser steps.</summary>");
        code.Line($"public Parameters<{type}> Parameters {{ get; }}");
        foreach (var parameter in module.Parameters)
        {
            code.Line();
            code.Line($"{parameter.Declaration} {{ get => field; }}");
        }
        foreach (var block in Enumerable.Reverse(types))
            block.Dispose();
        return code.ToString();
    }

    static string Simple(string typeName) => typeName.Split('.').Last().Split('<')[0];
}
