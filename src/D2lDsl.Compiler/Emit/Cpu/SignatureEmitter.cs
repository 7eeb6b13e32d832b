using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>
/// Writes what users see of a kernel: the class, its gradients and its methods. The bodies are partial methods of another file,
/// so that this one stays cheap enough to be written at every keystroke.
/// </summary>
public static partial class SignatureEmitter
{
    /// <summary>True while a call runs: its working memory serves one at a time.</summary>
    const string Running = "_isRunning";

    /// <summary>A small kernel's steps are written out in its methods: compiled as a method is for its first calls, they would take twenty times as long, for a quarter of a second.</summary>
    internal const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    const string Tool = "[GeneratedCode(\"D2lDsl\", \"0.1\")]";

    public static string Write(ModelSignature model, string? error)
    {
        var code = new CodeWriter(model.Clashes);
        FileHeader.Write(code, model.Namespace);
        var types = model.Types.Select(code.Open).ToArray();
        Kernel(code, model, error);
        if (model.HasGradient)
        {
            GradientsEmitter.Write(code, model, Tool);
            Further(code, model);
        }
        foreach (var type in Enumerable.Reverse(types))
            type.Dispose();
        return code.ToString();
    }

    static void Kernel(CodeWriter code, ModelSignature model, string? error)
    {
        var name = model.Method + "Kernel";
        code.Line($"/// <summary>The compiled form of <c>{model.Method}</c>. It owns its working memory: keep it and call it again, from one thread at a time.</summary>");
        code.Line("/// <remarks>After the first call with given sizes a call allocates nothing. Another size re-plans the memory.</remarks>");
        code.Line(Tool);
        using (code.Open($"{model.Accessibility} sealed partial class {name}"))
        {
            if (error is null)
            {
                code.Line($"bool {Running};");
                code.Line();
            }
            if (model.IsInstance)
            {
                var orThrow = model.Types[model.Types.Count - 1].Contains("struct ") ? "" : " ?? throw new ArgumentNullException(nameof(module))";
                code.Line($"readonly {model.TypeName} module;");
                code.Line();
                code.Line("/// <summary>A kernel that reads the parameters of this module.</summary>");
                using (code.Open($"public {name}({model.TypeName} module)"))
                {
                    code.Line($"this.module = module{orThrow};");
                    if (error is null)
                        code.Line("Prepare();");
                }
                code.Line();
            }
            else if (error is null)
            {
                code.Line("/// <summary>A kernel with memory of its own.</summary>");
                code.Line($"public {name}() => Prepare();");
                code.Line();
            }
            code.Line("/// <summary>What was fused: loops, products, memory and cost, as formulas in the sizes.</summary>");
            using (code.Open("public static string Plan"))
            using (code.Open("get"))
            {
                code.Line("var text = \"\";");
                code.Line("Describe(ref text);");
                code.Line("return text;");
            }
            code.Line();
            Drawing(code, model, error);
            foreach (var method in Methods(model))
            {
                Method(code, model, method, error);
                code.Line();
            }
            if (model.HasGradient)
            {
                code.Line("/// <summary>The gradients of the last <c>ForwardBackward</c> (<c>w.grad</c>); overwritten by the next.</summary>");
                code.Line($"public {model.Method}Gradients Gradients {{ get; }} = new();");
                code.Line();
            }
            code.Line("static partial void Describe(ref string text);");
            if (error is null)
            {
                code.Line("static partial void Prepare();");
                code.Line("static partial void Draw(ref string text);");
                code.Line("partial void Measure(ref (string Symbol, long Size)[] sizes);");
            }
        }
    }

    /// <summary>The kernel as a page to look at: of the class with sizes as formulas or as the caller gives them, of an object with those of its last call.</summary>
    static void Drawing(CodeWriter code, ModelSignature model, string? error)
    {
        var fails = error is null ? null : $"throw new InvalidOperationException({Literal($"{model.FullName} was not compiled: {error}")});";
        code.Line("/// <summary>A page of HTML that draws the graph with its shapes, what is fused, and the arena over time. Nothing is loaded from elsewhere.</summary>");
        code.Line("/// <param name=\"sizes\">What size symbols stand for, <c>(\"n\", 64)</c>; without them memory is drawn as formulas.</param>");
        // What throws is also written for projects whose C# is too old.
        var list = error is null ? "ReadOnlySpan<(string Symbol, long Size)>" : "(string Symbol, long Size)[]";
        using (code.Open($"public static string ToHtml(params {list} sizes)"))
        {
            code.Line(fails ?? "var picture = \"\";");
            if (fails is null)
            {
                code.Line("Draw(ref picture);");
                code.Line("return KernelPage.Write(picture, Plan, sizes);");
            }
        }
        code.Line();
        code.Line("/// <summary>The same page for the sizes of the last call.</summary>");
        using (code.Open("public string ToHtml()"))
        {
            code.Line(fails ?? "(string Symbol, long Size)[] sizes = [];");
            if (fails is null)
            {
                code.Line("Measure(ref sizes);");
                code.Line($"return {model.Method}Kernel.ToHtml(sizes);");
            }
        }
        code.Line();
    }

    static void Method(CodeWriter code, ModelSignature model, KernelMethod method, string? error)
    {
        code.Line($"/// <summary>{method.Summary}</summary>");
        foreach (var argument in model.Arguments)
            code.Line($"/// <param name=\"{argument.Name}\">Shape {argument.Shape}.</param>");
        // Beside the names of the user's arguments.
        var scope = new NameScope();
        foreach (var argument in model.Arguments)
            scope.Unique(argument.Name);
        var added = method.Added.Select(a => a with { Name = scope.Unique(a.Name) }).ToArray();
        var (accumulate, variable) = (scope.Unique("accumulate"), scope.Unique("_result"));
        foreach (var tensor in added)
            code.Line($"/// <param name=\"{tensor.Name}\">{tensor.Doc}</param>");
        if (method.Accumulates)
            code.Line($"/// <param name=\"{accumulate}\">Adds to the gradients, as PyTorch does between two <c>zero_grad()</c>, instead of overwriting them.</param>");
        code.Line("/// <exception cref=\"ArgumentException\">An argument does not have its declared shape; the message names the axis and all sizes.</exception>");
        var parameters = model.Arguments.Select(a => $"Tensor<{a.Type.Keyword()}> {Escaped(a.Name)}").Concat(added.Select(a => $"{a.Type} {a.Name}")).ToArray();
        var arguments = model.Arguments.Select(a => Escaped(a.Name)).Concat(added.Select(a => a.Name)).ToArray();
        if (error is null && method.PassedOn is null && ProgramKind.Of(model).Any(kind => kind.Steps.Contains(method.Name)))
            code.Line(Optimized);
        using (code.Open($"public {method.Result} {method.Name}({string.Join(", ", parameters.Concat(method.Accumulates ? [$"bool {accumulate} = false"] : []))})"))
        {
            if (error is not null)
            {
                code.Line($"throw new InvalidOperationException({Literal($"{model.FullName} was not compiled: {error}")});");
            }
            else if (method.PassedOn is { } passedOn)
            {
                var handed = model.Arguments.Select(a => Escaped(a.Name)).Concat(passedOn.Select(i => added[i].Name)).Concat(method.Accumulates ? [accumulate] : []);
                code.Line($"return {method.Name}({string.Join(", ", handed)});");
            }
            else
            {
                code.Line($"Guard.Enter(ref this.{Running}, {Literal(model.FullName)});");
                using (code.Open("try"))
                {
                    code.Line($"{method.Result} {variable} = default!;");
                    code.Line($"Run{method.Name}({string.Join(", ", arguments.Concat(method.Accumulates ? [accumulate] : []).Append($"ref {variable}"))});");
                    code.Line($"return {variable};");
                }
                using (code.Open("finally"))
                    code.Line($"this.{Running} = false;");
            }
        }
        if (error is not null || method.PassedOn is not null)
            return;
        code.Line();
        code.Line($"partial void Run{method.Name}({string.Join(", ", parameters.Concat(method.Accumulates ? [$"bool {accumulate}"] : []).Append($"ref {method.Result} {variable}"))});");
    }

    public static string ResultType(ModelSignature model) => Joined(model.Results, model.IsTuple);

    /// <summary>The result and its tangent; the tangent of a tuple has the floating-point members.</summary>
    public static string JvpType(ModelSignature model)
    {
        var moving = model.Results.Where(r => r.Type.IsFloating()).ToArray();
        return $"({ResultType(model)} Value, {Joined(moving, moving.Length > 1)} Tangent)";
    }

    static string Joined(IEnumerable<ModelResult> results, bool isTuple)
    {
        return isTuple ? $"({string.Join(", ", results.Select(r => r.Name is null ? Type(r) : $"{Type(r)} {Escaped(r.Name)}"))})" : Type(results.First());

        static string Type(ModelResult r) => r.IsNumber ? r.Type.Keyword() : $"Tensor<{r.Type.Keyword()}>";
    }

    static readonly NameScope NoNames = new();

    /// <summary>A user's name as it can stand in C#, <c>@class</c>, and beside types that are named: <c>@Attention</c>.</summary>
    public static string Escaped(string name) => new NameScope(NoNames).Unique(name) is var free && (free == name && !TypeNames.Has(name) || name == "") ? free : "@" + name;

    public static string Pascal(string name) => name.TrimStart('@', '_') is var stem && stem != "" ? char.ToUpperInvariant(stem[0]) + stem.Substring(1) : name;

    public static string Literal(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "").Replace("\n", "\\n") + "\"";
}
