using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>
/// Writes the class of a kernel's gradients: one member per parameter, and for each module inside one member that has its
/// parameters in turn, so that the gradient of <c>hidden.W</c> is <c>Gradients.Hidden.W</c>.
/// </summary>
static class GradientsEmitter
{
    public static void Write(CodeWriter code, ModelSignature model, string tool)
    {
        var parameters = model.Parameters.ToArray();
        var type = parameters[0].Type.Keyword();
        code.Line();
        code.Line($"/// <summary>One gradient per parameter of <c>{model.Method}</c>, in one contiguous buffer.</summary>");
        code.Line(tool);
        using (code.Open($"{model.Accessibility} sealed class {model.Method}Gradients : Gradients<{type}>"))
        {
            code.Line($"public {model.Method}Gradients() : base({string.Join(", ", parameters.Select(p => SignatureEmitter.Literal(p.Name)))}) {{ }}");
            code.Line();
            Members(code, type, [$"{model.Method}Gradients"], "this", "At(", [.. parameters.Select((p, i) => new Leaf(p.Name, i, p))]);
        }
    }

    /// <summary>A parameter at a path below the class being written.</summary>
    sealed record Leaf(string Path, int Index, GraphInput Parameter);

    /// <param name="classes">The classes that the members are written into, from the whole one to the innermost.</param>
    static void Members(CodeWriter code, string type, IReadOnlyList<string> classes, string whole, string at, IReadOnlyList<Leaf> leaves)
    {
        // A module inside may be called as the one around it, but no member as its class, and none may hide that of the whole.
        var scope = new NameScope();
        foreach (var taken in classes)
            scope.Unique(taken);
        // A dot ends the name of a module inside; its index, if it has one, comes before.
        foreach (var group in leaves.GroupBy(l => l.Path.Contains('.') ? l.Path.Substring(0, l.Path.IndexOf('.')).Split('[')[0] : l.Path))
        {
            var name = scope.Unique(SignatureEmitter.Pascal(group.Key));
            var first = group.First();
            if (first.Path == group.Key)
            {
                code.Line($"/// <summary>Of <c>{first.Parameter.Name}</c>, shape {first.Parameter.Shape}.</summary>");
                code.Line($"public Tensor<{type}> {SignatureEmitter.Escaped(name)} => {at}{first.Index});");
                continue;
            }
            var modules = group.GroupBy(l => l.Path.Substring(0, l.Path.IndexOf('.'))).ToArray();
            var isArray = modules[0].Key != group.Key;
            var (nested, kept) = (scope.Unique(name + "Gradients"), scope.Unique("_" + name));
            code.Line($"/// <summary>Of the parameters of <c>{group.Key}</c>{(isArray ? ", a member for each module of the array" : "")}.</summary>");
            var list = isArray ? $"System.Collections.Generic.IReadOnlyList<{nested}>" : nested;
            code.Line(isArray
                ? $"public {list} {SignatureEmitter.Escaped(name)} => {kept} ??= new {nested}[] {{ {string.Join(", ", modules.Select(m => $"new {nested}({whole}, {Offset(m.First().Index)})"))} }};"
                : $"public {list} {SignatureEmitter.Escaped(name)} => {kept} ??= new {nested}({whole}, {Offset(first.Index)});");
            code.Line($"{list}? {kept};");
            code.Line();
            code.Line($"/// <summary>Of the parameters of {(isArray ? "a module of " : "")}<c>{group.Key}</c>.</summary>");
            using (code.Open($"public sealed class {nested}"))
            {
                code.Line($"readonly {classes[0]} _whole;");
                code.Line("readonly int _first;");
                code.Line();
                code.Line($"internal {nested}({classes[0]} whole, int first) => (_whole, _first) = (whole, first);");
                code.Line();
                Members(code, type, [.. classes, nested], "_whole", "_whole.At(_first + ",
                    [.. modules[0].Select(l => new Leaf(l.Path.Substring(modules[0].Key.Length + 1), l.Index - modules[0].First().Index, l.Parameter))]);
            }
            code.Line();
        }

        string Offset(int index) => whole == "this" ? index.ToString() : $"_first + {index}";
    }
}
