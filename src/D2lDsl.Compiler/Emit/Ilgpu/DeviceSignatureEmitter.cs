using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>
/// Writes what users see of a model's GPU class; cheap, for every keystroke. What is launched leaves its results on the device: only the
/// methods whose names say so transfer anything.
/// </summary>
public static class DeviceSignatureEmitter
{
    const string Tool = "[GeneratedCode(\"D2lDsl\", \"0.1\")]";

    public static string Write(ModelSignature model, string? error)
    {
        var code = new CodeWriter(model.Clashes);
        FileHeader.Write(code, model.Namespace);
        var types = model.Types.Select(code.Open).ToArray();
        code.Line($"/// <summary>The compiled form of <c>{model.Method}</c> for a GPU, through ILGPU. It owns memory of the device: dispose of it; one call at a time.</summary>");
        code.Line("/// <remarks>");
        code.Line("/// <c>Upload</c>, <c>LaunchForwardBackward</c>, … and <c>Download…</c> are the parts of a call: between them everything stays on the device, and launching waits for nothing.");
        code.Line("/// Another size re-plans the memory and compiles nothing again.");
        code.Line("/// </remarks>");
        code.Line(Tool);
        using (code.Open($"{model.Accessibility} sealed partial class {DeviceNaming.Class(model)} : IDisposable"))
        {
            Constructor(code, model, error);
            Property(code);
            foreach (var method in Methods(model))
                Method(code, model, method, error);
            if (model.HasGradient)
            {
                code.Line("/// <summary>The gradients as <c>DownloadGradients</c> last brought them.</summary>");
                code.Line($"public {model.Method}Gradients Gradients {{ get; }} = new();");
                code.Line();
            }
            code.Line("static partial void Describe(ref string text);");
        }
        foreach (var type in Enumerable.Reverse(types))
            type.Dispose();
        return code.ToString();
    }

    static void Constructor(CodeWriter code, ModelSignature model, string? error)
    {
        var name = DeviceNaming.Class(model);
        if (model.IsInstance)
        {
            code.Line($"readonly {model.TypeName} module;");
            code.Line();
        }
        code.Line("/// <summary>A kernel on this device.</summary>");
        code.Line("/// <param name=\"accelerator\">The device; it stays the caller's to dispose of, after this.</param>");
        if (model.IsInstance)
            code.Line("/// <param name=\"module\">Whose parameters are uploaded, on the first call and by <c>UploadParameters</c>.</param>");
        code.Line("/// <exception cref=\"NotSupportedException\">The device cannot run groups of the size the kernels need.</exception>");
        using (code.Open($"public {name}(ILGPU.Runtime.Accelerator accelerator{(model.IsInstance ? $", {model.TypeName} module" : "")})"))
        {
            if (model.IsInstance)
            {
                var orThrow = model.Types[model.Types.Count - 1].Contains("struct ") ? "" : " ?? throw new ArgumentNullException(nameof(module))";
                code.Line($"this.module = module{orThrow};");
            }
            if (error is null)
                code.Line("Prepare(accelerator);");
        }
        code.Line();
        if (error is not null)
            return;
        code.Line("partial void Prepare(ILGPU.Runtime.Accelerator accelerator);");
        code.Line();
    }

    static void Property(CodeWriter code)
    {
        code.Line("/// <summary>What is launched, in order: loops, products, memory and cost, as formulas in the sizes.</summary>");
        using (code.Open("public static string Plan"))
        using (code.Open("get"))
        {
            code.Line("var text = \"\";");
            code.Line("Describe(ref text);");
            code.Line("return text;");
        }
        code.Line();
    }

    /// <summary>A method: what it takes, what it gives, and what to say of it.</summary>
    /// <param name="Call">Set where the method only calls the one of its name with fewer tensors.</param>
    sealed record DeviceMethod(string Name, string Summary, string Result, IReadOnlyList<(string Type, string Name, string Doc, string? Default)> Parameters, string? Call = null);

    static IEnumerable<DeviceMethod> Methods(ModelSignature model)
    {
        var scope = new NameScope();
        foreach (var argument in model.Arguments)
            scope.Unique(argument.Name);
        var seeded = model.HasGradient ? model.Seeded.ToArray() : [];
        var seeds = seeded.Select((s, i) => (Type: $"Tensor<{s.Type.Keyword()}>", Name: scope.Unique(seeded.Length == 1 ? "seed" : $"seed{i + 1}"),
            Doc: "The vector of the vector-Jacobian product, of the shape of the result.")).ToArray();
        var accumulate = scope.Unique("accumulate");
        var arguments = model.Arguments.Select(a => (Type: $"Tensor<{a.Type.Keyword()}>", Name: SignatureEmitter.Escaped(a.Name), Doc: $"Shape {a.Shape}.")).ToArray();
        var result = SignatureEmitter.ResultType(model);

        yield return new("Upload", "Copies arguments to the device. What is left out stays as it was last given; where a size changes, all must be given again.",
            "void", [.. arguments.Concat(seeds).Select(a => (a.Type + "?", a.Name, a.Doc, (string?)"null"))]);
        yield return new("LaunchForward", "Starts the forward pass over what was uploaded; transfers nothing and waits for nothing.", "void", []);
        yield return new("DownloadResult", "Waits, and brings the result of the last launch. A tensor is overwritten by the next call.", result, []);
        yield return new("Forward", "Uploads the arguments, computes the result and brings it back.", result, [.. arguments.Select(a => (a.Type, a.Name, a.Doc, (string?)null))]);
        if (model.HasGradient)
        {
            yield return new("LaunchForwardBackward", "Starts one pass that gives the result and all gradients; transfers nothing and waits for nothing.", "void",
                [("bool", "accumulate", "Adds to the gradients instead of overwriting them.", "false")]);
            yield return new("DownloadGradients", "Waits, and brings the gradients of the last launch into <c>Gradients</c>.", $"{model.Method}Gradients", []);
            yield return new("ForwardBackward", "Uploads the arguments, computes the result and all gradients, and brings the result back; the gradients stay on the device.", result,
                [.. arguments.Concat(seeds).Select(a => (a.Type, a.Name, a.Doc, (string?)null)), ("bool", accumulate, "Adds to the gradients instead of overwriting them.", "false")]);
            var beside = new NameScope();
            foreach (var name in model.Arguments.Select(a => a.Name).Append(accumulate))
                beside.Unique(name);
            var vectors = model.Vectors.ToArray();
            var all = vectors.Select((s, i) => (Type: $"Tensor<{s.Type.Keyword()}>", Name: beside.Unique(vectors.Length == 1 ? "seed" : $"seed{i + 1}"),
                Doc: s.GivesGradient ? "The vector of the vector-Jacobian product, of the shape of the result." : "Not read: no gradient goes back from the result it belongs to.")).ToArray();
            if (vectors.Length > seeded.Length)
                yield return new("ForwardBackward", "The same, with a seed for every result.", result,
                    [.. arguments.Concat(all).Select(a => (a.Type, a.Name, a.Doc, (string?)null)), ("bool", accumulate, "Adds to the gradients instead of overwriting them.", "false")],
                    $"ForwardBackward({string.Join(", ", arguments.Select(a => a.Name).Concat(all.Where((_, i) => vectors[i].GivesGradient).Select(a => a.Name)).Append(accumulate))})");
            yield return new("Step", "Starts a step of the parameters on the device along the gradients there; what the optimiser keeps lives on the device too.", "void",
                [(SignatureEmitter.Optimizer, "optimizer", "One of the library's own; its rates are read at each step.", null)]);
            yield return new("LaunchTrainingStep", "Starts a pass that gives the result and all gradients, and the step of the optimiser behind it; transfers nothing and waits for nothing.", "void",
                [(SignatureEmitter.Optimizer, "optimizer", "One of the library's own; its rates are read at each step.", null)]);
        }
        if (model.Members.Any())
            yield return new("UploadParameters", "Copies the module's parameters to the device, after they have changed on the host.", "void", []);
        var own = model.Arguments.Where(a => a.IsParameter).ToArray();
        if (own.Length > 0 || model.Members.Any())
            yield return new("DownloadParameters", "Waits, and copies the parameters from the device" + (model.Members.Any() ? " into the module." : "."), "void",
                [.. own.Select(a => ($"Tensor<{a.Type.Keyword()}>", SignatureEmitter.Escaped(a.Name), $"Where it goes; shape {a.Shape}.", (string?)null))]);
        yield return new("Dispose", "Gives the memory of the device back.", "void", []);
    }

    static void Method(CodeWriter code, ModelSignature model, DeviceMethod method, string? error)
    {
        code.Line($"/// <summary>{method.Summary}</summary>");
        foreach (var parameter in method.Parameters)
            code.Line($"/// <param name=\"{parameter.Name.TrimStart('@')}\">{parameter.Doc}</param>");
        var declared = string.Join(", ", method.Parameters.Select(p => $"{p.Type} {p.Name}{(p.Default is null ? "" : " = " + p.Default)}"));
        var (variable, isVoid) = ("_result", method.Result == "void");
        var passed = string.Join(", ", method.Parameters.Select(p => p.Name).Concat(isVoid ? [] : [$"ref {variable}"]));
        using (code.Open($"public {method.Result} {method.Name}({declared})"))
            if (error is not null && method.Name != "Dispose")
                code.Line($"throw new InvalidOperationException({SignatureEmitter.Literal($"{model.FullName} was not compiled: {error}")});");
            else if (method.Call is { } call)
            {
                code.Line($"return {call};");
            }
            else if (error is null)
            {
                if (!isVoid)
                    code.Line($"{method.Result} {variable} = default!;");
                code.Line($"Run{method.Name}({passed});");
                if (!isVoid)
                    code.Line($"return {variable};");
            }
        code.Line();
        if (error is not null || method.Call is not null)
            return;
        code.Line($"partial void Run{method.Name}({string.Join(", ", method.Parameters.Select(p => $"{p.Type} {p.Name}").Concat(isVoid ? [] : [$"ref {method.Result} {variable}"]))});");
        code.Line();
    }
}
