using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Calls of models and kernels, and modules that are made: arguments are unified with the declared shapes.</summary>
public sealed partial class Tracker
{
    const string KernelSuffix = "Kernel";

    /// <summary>The model that a kernel class was generated for; null for any other type.</summary>
    internal static IMethodSymbol? ModelOf(ITypeSymbol? type) => type is INamedTypeSymbol { ContainingType: { } owner } && type.Name.EndsWith(KernelSuffix, StringComparison.Ordinal)
        ? owner.GetMembers(type.Name.Substring(0, type.Name.Length - KernelSuffix.Length)).OfType<IMethodSymbol>().FirstOrDefault(Declarations.IsModel) : null;

    Fact Created(IObjectCreationOperation creation)
    {
        var arguments = creation.Arguments.Select(a => (a.Parameter, Place: a.Value, Fact: Read(a.Value))).ToArray();
        Read(creation.Initializer);
        if (ModelOf(creation.Type) is not null)
            return new Fact.Kernel(arguments.FirstOrDefault().Fact as Fact.Module);
        if (Declarations.IsModule(creation.Type))
            return new Fact.Module(arguments.Where(a => a.Fact is Fact.Int && a.Parameter is not null).Select(a => (a.Parameter!.Name, ((Fact.Int)a.Fact).Dim)).ToEquatable());
        if (IsOurs(creation.Type) && creation.Type!.Name == "DataLoader")
            return Loader(creation, arguments);
        return Fact.Unknown;
    }

    /// <summary>What a member of a module or of a kernel's gradients is; null for any other.</summary>
    Fact? OfModel(IPropertyReferenceOperation reference, Fact owner)
    {
        var (property, type) = (reference.Property, reference.Property.ContainingType);
        if (Declarations.IsModule(type) && DeclaredShape(property) is { HasLeading: false } shape && Declarations.TensorArgument(property.Type) is not null)
            return new Fact.Tensor(Bind(shape, owner is Fact.Module module ? Sizes(module) : []));
        if (property.Name == "Gradients" && ModelOf(reference.Instance?.Type) is not null)
            return owner;
        if (ModelOfGradients(type) is { } model && model.Parameters.FirstOrDefault(p => Emit.Cpu.SignatureEmitter.Pascal(p.Name) == property.Name) is { } parameter
            && DeclaredShape(parameter) is { HasLeading: false } of)
            return new Fact.Tensor(Bind(of, []));
        if (ModelOfGradients(type) is { IsStatic: false } method && method.ContainingType.GetMembers(property.Name).OfType<IPropertySymbol>().FirstOrDefault(Declarations.IsParameter) is { } own
            && DeclaredShape(own) is { HasLeading: false } ofOwn)
            return new Fact.Tensor(Bind(ofOwn, owner is Fact.Kernel { Of: Fact.Module inner } ? Sizes(inner) : []));
        return null;
    }

    static IMethodSymbol? ModelOfGradients(INamedTypeSymbol type) => type.ContainingType is { } owner && type.Name.EndsWith("Gradients", StringComparison.Ordinal)
        ? owner.GetMembers(type.Name.Substring(0, type.Name.Length - "Gradients".Length)).OfType<IMethodSymbol>().FirstOrDefault(Declarations.IsModel) : null;

    static Dictionary<string, (Dim Size, string From)> Sizes(Fact.Module module) => module.Symbols.ToDictionary(s => s.Symbol, s => (s.Size, "the constructor"));

    /// <summary>A declared shape with what is known of its symbols.</summary>
    Shape Bind(Shape shape, Dictionary<string, (Dim Size, string From)> bound)
    {
        var free = new Dictionary<string, Dim>();
        return shape.Substitute(s => bound.TryGetValue(s, out var known) ? known.Size : free.TryGetValue(s, out var size) ? size : free[s] = sizes.Free(s));
    }

    /// <summary>A call of a model, or of a kernel's method that takes the model's arguments.</summary>
    Fact ModelCall(IInvocationOperation call, IMethodSymbol model, Fact owner, bool isKernel)
    {
        var bound = (isKernel ? (owner as Fact.Kernel)?.Of : owner) is Fact.Module module ? Sizes(module) : [];
        var name = $"{model.ContainingType.Name}.{model.Name}";
        var read = call.Arguments.Select(a => (Argument: a, Fact: Read(a.Value))).ToArray();
        Fit(name, [.. from r in read
            let declared = model.Parameters.FirstOrDefault(p => p.Name == r.Argument.Parameter?.Name)
            where declared is not null && DeclaredShape(declared) is not null
            select (declared.Name, DeclaredShape(declared)!, r.Fact, r.Argument.Value)], bound);
        var results = Results(model, bound);
        // A model's own seed, of random numbers, is none of a gradient.
        var seed = model.Parameters.Any(p => p.Name == "seed") ? "seed1" : "seed";
        foreach (var (argument, fact) in read)
            if (isKernel && argument.Parameter?.Name == seed && results is { Count: 1 })
                Fit(name, seed, results[0].Shape, fact, argument.Value, bound);
        if (!isKernel)
            return Given(results, null, model.ReturnType);
        var kernel = VariableOf(call.Instance);
        Overwrite(kernel);
        return call.TargetMethod.Name is "Forward" or "ForwardBackward" ? Given(results, kernel, call.Type) : Fact.Unknown;
    }

    static Fact Given(IReadOnlyList<Operand>? results, ISymbol? owner, ITypeSymbol? type)
    {
        if (results is null)
            return Fact.Unknown;
        var facts = results.Select(r => (Fact)new Fact.Tensor(r.Shape) { Owner = owner, Seen = r.Meaning == Ops.Meaning.Any ? null : r }).ToArray();
        return facts.Length == 1 ? Declarations.TensorArgument(type) is not null ? facts[0] : Fact.Unknown
            : type is INamedTypeSymbol { IsTupleType: true } tuple ? new Fact.Tuple(facts.Zip(tuple.TupleElements, (f, e) => Declarations.TensorArgument(e.Type) is null ? Fact.Unknown : f).ToEquatable()) : Fact.Unknown;
    }

    /// <summary>A model's results, their sizes bound, and what they stand for.</summary>
    IReadOnlyList<Operand>? Results(IMethodSymbol model, Dictionary<string, (Dim Size, string From)> bound)
    {
        try
        {
            var graph = model.DeclaringSyntaxReferences.Length > 0 ? Generics.IsOpen(model) ? null : ModelReader.Read(model, compilation, cancel).Model?.Graph
                : Records.Graph(model, Bindings.None, Location.None);
            return graph is null || graph.Outputs.Any(o => graph[o].Shape.HasLeading) ? null
                : [.. graph.Outputs.Select(o => new Operand(Bind(graph[o].Shape, bound), graph[o].Type) { Origin = Origin.Computed, Meaning = Meanings.Of(graph, o) })];
        }
        catch (ReadException)
        {
            return null;
        }
    }

    /// <summary>Arguments against their declarations, in order, up to the first that does not fit.</summary>
    void Fit(string method, IReadOnlyList<(string Name, Shape Declared, Fact Fact, IOperation Place)> arguments, Dictionary<string, (Dim Size, string From)> bound)
    {
        var before = bound.ToDictionary(b => b.Key, b => b.Value);
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, declared, fact, place) = arguments[i];
            if (!Quietly(() => Fit(method, name, declared, fact, place, bound.ToDictionary(b => b.Key, b => b.Value))))
            {
                // Where an earlier one is transposed, this one is blamed for nothing.
                var culprit = Enumerable.Range(0, i).Where(j => arguments[j] is { Declared.Rank: 2, Fact: Fact.Tensor { Shape.Rank: 2 } } && FitTransposed(j)).DefaultIfEmpty(i).First();
                if (culprit == i)
                    Fit(method, name, declared, fact, place, bound);
                else
                    Offer(Catalogue.Transposed, arguments[culprit].Place, $"{Whole(arguments[culprit].Place)}.T", method, arguments[culprit].Name, arguments[culprit].Declared.ToString(),
                        Describe(arguments[culprit].Place, ((Fact.Tensor)arguments[culprit].Fact).Shape!), $"only transposed it agrees with {string.Join(" and ", arguments.Where((_, k) => k != culprit).Select(a => a.Name))}",
                        $"write {Text(arguments[culprit].Place)}.T");
                return;
            }
            Fit(method, name, declared, fact, place, bound);
        }

        bool FitTransposed(int transposed)
        {
            var trial = before.ToDictionary(b => b.Key, b => b.Value);
            return Quietly(() => arguments.Select((a, k) => Fit(method, a.Name, a.Declared,
                k == transposed && a.Fact is Fact.Tensor { Shape: { } shape } ? new Fact.Tensor(Shape.Of(shape.Dims.Reverse())) : a.Fact, a.Place, trial)).ToArray().All(fits => fits));
        }
    }

    /// <summary>An argument against its declaration; symbols that have no value yet take the argument's. False where it does not fit.</summary>
    bool Fit(string method, string name, Shape declared, Fact fact, IOperation place, Dictionary<string, (Dim Size, string From)> bound)
    {
        if (fact is not Fact.Tensor { Shape: { } actual })
            return true;
        if (fact is Fact.Tensor { IsEmpty: true })
            Report(Catalogue.Uninitialised, place, Text(place));
        var misfit = new Misfit(sizes, bound.ToDictionary(b => b.Key, b => b.Value.Size));
        if (misfit.Of(declared, actual, Declarations.TensorType(place.Type)) is { } found)
        {
            var why = string.Join(", ", declared.Dims.SelectMany(d => d.Symbols).Distinct().Where(bound.ContainsKey).Select(s => $"{s} = {bound[s].Size} from {bound[s].From}"));
            Offer(found.Entry, place, found.Instead?.Invoke(Whole(place)), method, name, declared.ToString(), Describe(place, actual), why == "" ? found.Clash : $"{found.Clash}, where {why}", found.Remedy(Text(place)));
            return false;
        }
        var skipped = declared.HasLeading ? actual.Rank - declared.Rank + 1 : 0;
        sizes.ShortBatch = null;
        for (var axis = declared.HasLeading ? 1 : 0; axis < declared.Rank; axis++)
        {
            var size = actual[declared.HasLeading ? axis - 1 + skipped : axis];
            if (declared[axis].Name is { } symbol && !bound.ContainsKey(symbol))
                bound.Add(symbol, (size, name));
            else if (declared[axis].Unknown(bound.ContainsKey) is var (unknown, times, rest) && (size - rest.Substitute(s => bound[s].Size)).DividedBy(times) is { } value)
                bound.Add(unknown, (value, name));
            else if (declared[axis].Symbols.All(bound.ContainsKey))
                sizes.Meet(size, declared[axis].Substitute(s => bound[s].Size));
        }
        ReportShortBatch(place);
        return true;
    }
}
