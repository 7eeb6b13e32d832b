using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Writes a module's constructors and its parameter properties, all in one contiguous buffer with those of the modules in it.</summary>
static class ModuleEmitter
{
    public static string Write(Module module)
    {
        var code = new CodeWriter(module.Clashes);
        FileHeader.Write(code, module.Namespace);
        var types = module.Types.Select(code.Open).ToArray();
        var (sizes, names) = SizeNames(module.Tree.Sizes);
        Constructors(code, module, sizes, names.Unique("seed"), names.Unique("slice"));
        code.Line();
        code.Line("/// <summary>All parameters, in one contiguous buffer: what an optimiser steps.</summary>");
        code.Line($"public Parameters<{module.Element}> Parameters {{ get; }}");
        foreach (var parameter in module.Tree.Members.OfType<ModuleParameter>())
        {
            code.Line();
            code.Line($"{parameter.Declaration} {{ get => field; }}");
        }
        foreach (var block in Enumerable.Reverse(types))
            block.Dispose();
        return code.ToString();
    }

    /// <summary>A constructor's parameters are called what the sizes are, keywords as <c>@in</c>; what stands beside them has other names.</summary>
    public static (Dictionary<string, string> Sizes, NameScope Beside) SizeNames(IEnumerable<string> symbols)
    {
        var beside = new NameScope();
        foreach (var symbol in symbols)
            beside.Unique(symbol);
        return (symbols.ToDictionary(s => s, SignatureEmitter.Escaped), beside);
    }

    static void Constructors(CodeWriter code, Module module, Dictionary<string, string> sizes, string seed, string slice)
    {
        var (tree, type, slices) = (module.Tree, Simple(module.TypeName, module.Clashes), $"ParameterSlice<{module.Element}>");
        var own = tree.Sizes.Contains("Parameters") ? "this.Parameters" : "Parameters";
        code.Line("/// <summary>A module with parameters of these sizes and their initial values.</summary>");
        SizeDocs();
        code.Line($"/// <param name=\"{seed}\">Of the initial values: the same seed gives the same values; none gives other values each time.</param>");
        code.Line($"public {type}({string.Join(", ", Sizes().Append($"int? {seed} = null"))})");
        using (code.Open($"    : this({string.Join(", ", tree.Sizes.Select(s => sizes[s]).Append($"new {slices}({seed})"))})"))
        {
        }
        code.Line();
        code.Line("/// <summary>A module whose parameters lie in a buffer that may be that of a module around it.</summary>");
        SizeDocs();
        code.Line($"/// <param name=\"{slice}\">Where in the buffer.</param>");
        code.Line("[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]");
        using (code.Open($"public {type}({string.Join(", ", Sizes().Append($"{slices} {slice}"))})"))
        {
            foreach (var size in tree.Sizes)
                code.Line($"ArgumentOutOfRangeException.ThrowIfNegative({sizes[size]}{(sizes[size] == size ? "" : $", {SignatureEmitter.Literal(size)}")});");
            var all = tree.Flatten().ToArray();
            var packed = all.SelectMany(p => p.Shape.Dims.Select(Code).Prepend(p.Shape.Rank.ToString()));
            code.Line($"{own} = {slice}.Take({string.Join(", ", packed.Prepend($"new string[] {{ {string.Join(", ", all.Select(p => SignatureEmitter.Literal(p.Path)))} }}"))});");
            var first = 0;
            foreach (var member in tree.Members)
                if (member is ModuleChild child)
                {
                    Child(child, first);
                    first += child.Tree.Count * (child.Count ?? 1);
                }
                else if (member is ModuleParameter parameter)
                    code.Line($"{Field(parameter)} = {slice}.Fill({own}.At({first++}), Init.{parameter.Init});");
        }

        IEnumerable<string> Sizes() => tree.Sizes.Select(s => $"int {sizes[s]}");

        string Field(ModuleMember member) => SignatureEmitter.Escaped(member.Name) is var name && (sizes.ContainsValue(name) || name == seed || name == slice) ? $"this.{name}" : name;

        string Code(Dim dim) => dim.ToCode(s => sizes[s]);

        void SizeDocs()
        {
            foreach (var size in tree.Sizes)
                code.Line($"/// <param name=\"{size}\">The size <c>{size}</c>.</param>");
        }

        void Child(ModuleChild child, int first)
        {
            string New(string at) => $"new {child.TypeName}({string.Join(", ", child.Sizes.Select(Code).Append($"{slice}.Inside({own}, {at})"))})";
            var field = Field(child);
            if (child.Count is not { } count)
            {
                code.Line($"{field} = {New(first.ToString())};");
                return;
            }
            code.Line($"{field} = new {child.TypeName}[{count}];");
            code.Line($"for (var _i = 0; _i < {count}; _i++)");
            code.Line($"    {field}[_i] = {New($"{first} + {child.Tree.Count} * _i")};");
        }
    }

    /// <summary>What the constructor of a type is called.</summary>
    public static string Simple(string typeName, EquatableArray<string> clashes) => TypeNames.OfUser(typeName.Split('.').Last().Split('<')[0], clashes);
}
