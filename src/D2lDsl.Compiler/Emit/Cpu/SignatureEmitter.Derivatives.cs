using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Cpu;

public static partial class SignatureEmitter
{
    /// <summary>In full: a user may have a type of that name.</summary>
    public const string Optimizer = "global::D2lDsl.Optimizer";

    static IEnumerable<KernelMethod> Methods(ModelSignature model)
    {
        yield return new("Forward", "Computes the result and keeps nothing for a backward pass (<c>torch.no_grad()</c>). <see cref=\"Plan\"/> says what it costs.", ResultType(model), []);
        if (!model.HasGradient)
            yield break;
        foreach (var method in Learning(model, model.Seeded.ToArray(), null))
            yield return method;
        // Who gives a seed for every result need not know which of them no gradient goes back from.
        var vectors = model.Vectors.ToArray();
        if (vectors.Any(r => !r.GivesGradient))
            foreach (var method in Learning(model, vectors, [.. Enumerable.Range(0, vectors.Length).Where(i => vectors[i].GivesGradient)]))
                yield return method;
        yield return new("CheckGradients",
            "Compares the gradients with central differences (<c>torch.autograd.gradcheck</c>), two evaluations per element of the parameters, and gives the element that agrees least. "
            + "Results that are no number are weighted by fixed random numbers. Nothing of the caller's is written; the gradients of the last call stay.",
            "GradientCheck", []);
        if (model.Gives(Derivatives.Jvp))
            yield return new("Jvp", "The result, and how it changes when the parameters move along these directions: the Jacobian-vector product, by forward mode (<c>torch.func.jvp</c>).",
                JvpType(model), [.. Directions(model, "tangent", "The direction")]);
        if (model.Gives(Derivatives.Jacobian))
            yield return new("Jacobian", "The derivative of each element of the result by each element of each parameter (<c>torch.func.jacrev</c>), at the cost of one <c>ForwardBackward</c> per element of the result.",
                $"{model.Method}Jacobian", []);
        if (model.Gives(Derivatives.Hessian))
            yield return new("Hessian", "The second derivatives by all parameters (<c>torch.func.hessian</c>), at the cost of one Hessian-vector product per element of the parameters.",
                $"{model.Method}Hessian", []);
        if (model.Gives(Derivatives.HessianVectorProduct))
            yield return new("HessianVectorProduct", "The Hessian times a vector over all parameters (<c>torch.autograd.functional.hvp</c>), one tensor per parameter; overwritten by the next call.",
                $"{model.Method}Gradients", [.. Directions(model, "vector", "The part of the vector")]);
    }

    /// <summary>The methods that take seeds.</summary>
    static IEnumerable<KernelMethod> Learning(ModelSignature model, IReadOnlyList<ModelResult> seeded, int[]? passedOn)
    {
        (string, string, string)[] seeds = [.. seeded.Select((result, i) => ($"Tensor<{result.Type.Keyword()}>", seeded.Count == 1 ? "seed" : $"seed{i + 1}",
            result.GivesGradient ? "The vector of the vector-Jacobian product, of the shape of the result." : "Not read: no gradient goes back from the result it belongs to."))];
        yield return new("ForwardBackward", "Computes the result and all gradients in one pass (<c>loss.backward()</c>). <see cref=\"Plan\"/> says what it costs.", ResultType(model), seeds, Accumulates: true, passedOn);
        yield return new("TrainingStep", "Computes the result and all gradients, and lets an optimiser change the parameters: <c>ForwardBackward</c> and its <c>Step</c> in one (<c>optimizer.step()</c>). "
            + "The result is that of before the step.", ResultType(model), [.. seeds, (Optimizer, "optimizer", "What changes the parameters.")], PassedOn: passedOn is null ? null : [.. passedOn, seeds.Length]);
    }

    static IEnumerable<(string Type, string Name, string Doc)> Directions(ModelSignature model, string prefix, string what) =>
        model.Parameters.Select(p => ($"Tensor<{p.Type.Keyword()}>", prefix + Joined(p.Name), $"{what} for <c>{p.Name}</c>, shape {p.Shape}."));

    /// <summary>A parameter's name in one word, that of a module inside before its own: <c>HiddenW</c>.</summary>
    static string Joined(string name) => string.Concat(name.Split('.', '[', ']').Where(part => part != "").Select(Pascal));

    /// <summary>The types that hold further derivatives, with a member per parameter.</summary>
    static void Further(CodeWriter code, ModelSignature model)
    {
        var parameters = model.Parameters.ToArray();
        var type = parameters[0].Type.Keyword();
        if (model.Gives(Derivatives.Jacobian))
        {
            code.Line();
            code.Line($"/// <summary>The derivatives of the elements of <c>{model.Method}</c>: one tensor per parameter.</summary>");
            code.Line(Tool);
            Type($"{model.Method}Jacobian", "NamedTensors", p => $"By <c>{p.Name}</c>: the sizes of the result, then {p.Shape}.", i => $"{i}");
        }
        if (!model.Gives(Derivatives.Hessian))
            return;
        code.Line();
        code.Line($"/// <summary>The second derivatives of <c>{model.Method}</c>: one matrix, and a block per parameter.</summary>");
        code.Line(Tool);
        Type($"{model.Method}Hessian", "Hessian", p => $"Twice by <c>{p.Name}</c>: {p.Shape} and {p.Shape} again; a view of the matrix.", i => $"{i}, {i}");

        void Type(string name, string parent, Func<GraphInput, string> doc, Func<int, string> at)
        {
            using (code.Open($"{model.Accessibility} sealed class {name} : {parent}<{type}>"))
            {
                code.Line($"public {name}() : base({string.Join(", ", parameters.Select(p => Literal(p.Name)))}) {{ }}");
                code.Line();
                for (var (i, scope) = (0, new NameScope()); i < parameters.Length; i++)
                {
                    code.Line($"/// <summary>{doc(parameters[i])}</summary>");
                    code.Line($"public Tensor<{type}> {Escaped(scope.Unique(Joined(parameters[i].Name)))} => At({at(i)});");
                }
            }
        }
    }
}
