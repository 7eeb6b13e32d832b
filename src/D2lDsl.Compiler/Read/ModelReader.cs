using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Emit;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>A model as read, with what is wrong with it; a generic one has records alone.</summary>
/// <param name="Records">What other assemblies are told of it.</param>
public sealed record ReadResult(Model? Model, EquatableArray<RecordedGraph> Records, IReadOnlyList<Finding> Findings)
{
    /// <summary>How it uses the parameters of its module.</summary>
    public IReadOnlyList<MemberReach> Members { get; init; } = [];
}

/// <summary>Reads a <c>[Model]</c> method: its declaration, and its body into a graph, shapes worked out on the way.</summary>
public static partial class ModelReader
{
    /// <summary>True for a method marked <c>[Model]</c>.</summary>
    public static bool IsModel(IMethodSymbol method) => Declarations.IsModel(method);

    public static ReadResult Read(IMethodSymbol method, Compilation compilation, CancellationToken cancel) =>
        Readings.Of(method, compilation, cancel, bodies => Read(method, compilation, bodies, cancel));

    static ReadResult Read(IMethodSymbol method, Compilation compilation, HashSet<SyntaxTree> bodies, CancellationToken cancel)
    {
        // Kernels and their files are named after their models; names of files do not tell case apart.
        if (method.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(m =>
                string.Equals(m.Name, method.Name, StringComparison.OrdinalIgnoreCase) && Declarations.IsModel(m)) is { } first && !SymbolEqualityComparer.Default.Equals(first, method))
            return new(null, [], [new(Catalogue.Unsupported, [$"A second {method.Name}", "give each [Model] of a type a name of its own, after which its kernel is named"], Location(method))]);
        var (types, notPartial) = Declarations.Containing(method.ContainingType, cancel);
        if (KernelPlace.Check(method.ContainingType) is { } nowhere)
            return new(null, [], [nowhere]);
        // Nothing is generated beside a generic model.
        if (notPartial is not null && !Generics.IsOpen(method))
            return new(null, [], [new(Catalogue.NotPartial, [notPartial.Name, method.Name], notPartial.Locations[0])]);
        var readings = Generics.IsOpen(method)
            ? Generics.Elements.Select(e => Generics.Close(method, compilation.GetSpecialType(e))).Select(m => (Method: m, Result: Read(m, types, compilation, bodies, cancel))).ToArray()
            : [(method, Read(method, types, compilation, bodies, cancel))];
        var (model, findings, members) = readings[0].Result;
        var records = Declarations.IsVisible(method)
            ? readings.Where(r => r.Result.Model.Graph is not null).Select(r => new RecordedGraph(Records.NameOf(r.Method, Bindings.None), r.Result.Model.Graph!)) : [];
        if (LanguageNeed.IsUnmet(compilation))
            return new(Generics.IsOpen(method) || LanguageNeed.IsBeyond(compilation) ? null : model with { Graph = null, Error = LanguageNeed.Finding(compilation, Location(method)).Message }, [], []);
        return new(Generics.IsOpen(method) ? null : model, records.ToEquatable(), findings) { Members = members };
    }

    static (Model Model, IReadOnlyList<Finding> Findings, IReadOnlyList<MemberReach> Members) Read(IMethodSymbol method, EquatableArray<string> types, Compilation compilation, HashSet<SyntaxTree> bodies, CancellationToken cancel)
    {
        var rules = new OpRules(new GraphBuilder());
        var root = new Region(rules);
        Finding? finding = null;
        BodyReader? body = null;
        Graph? graph = null;
        List<ModelResult>? results = null;
        var hasInputs = false;
        try
        {
            var (inputs, module) = Inputs(method, root, SourceLines.AreKept(compilation), cancel);
            hasInputs = true;
            Bindable(method, rules.Graph.Inputs);
            body = new BodyReader(root, Surroundings(method, rules.Graph.Inputs), Declarations.MaxIterations(method), compilation, bodies, cancel);
            var value = body.Method(method.OriginalDefinition, inputs, module, Bindings.None.Of(method), Location(method));
            var outputs = Outputs(method, value);
            Declared(method, outputs, rules);
            results = [.. outputs.Select(o => rules.Graph[o]).Zip(ResultNames(method), (node, name) => new ModelResult(node.Shape.Rank == 0, node.Type, name))];
            graph = rules.Graph.Build(outputs);
            results = [.. results.Zip(Reach.OfResults(graph), (result, moves) => result with { GivesGradient = moves })];
        }
        catch (ReadException error)
        {
            finding = error.Finding;
        }
        // Without its result type a method is read as a constructor of the wrong name, which the compiler says.
        if (finding is not null && method.MethodKind != MethodKind.Ordinary)
            finding = finding with { IsSaid = true };
        results ??= GuessResults(method);
        var type = method.ContainingType;
        var clashes = Clashes.Of(type, compilation);
        var signature = new ModelSignature(Declarations.Namespace(type), types.Select(t => TypeNames.OfUser(t, clashes)).ToEquatable(), TypeNames.OfUser(TypeName(type), clashes), method.Name, !method.IsStatic,
            Declarations.AccessibilityOf(method), (hasInputs ? rules.Graph.Inputs : GuessInputs(method)).ToEquatable(), results.ToEquatable(),
            method.ReturnType.IsTupleType) { Derivatives = Declarations.Derivatives(method), Clashes = clashes };
        if (finding is null && signature.Parameters.Any(p => !p.Member) && !signature.HasGradient)
            finding = new(Catalogue.NoGradient, [signature.FullName, $"it returns {string.Join(", ", results.Select(r => r.Type.Keyword()))}"], Location(method));
        finding ??= NotGiven(signature, Location(method));
        return (new(signature, finding is null ? graph : null, finding?.Message),
            [.. body?.Suspicions ?? [], .. finding is not null ? [finding] : Suspicions(method, graph!, body!.Places)],
            finding is null ? Members(method, graph!, body!.Places) : []);
    }

    /// <summary>A derivative that was asked for and does not exist, or null.</summary>
    static Finding? NotGiven(ModelSignature model, Location place)
    {
        var one = model.Results.Count == 1;
        if (model.Derivatives == Derivatives.None)
            return null;
        if (!model.HasGradient)
            return Entry(model.Derivatives, "nothing of it has a gradient", "mark what to differentiate by with [Parameter] and return a floating-point tensor");
        if (model.Gives(Derivatives.Hessian | Derivatives.HessianVectorProduct) && !(one && model.Results[0].IsNumber))
            return Entry(model.Derivatives & (Derivatives.Hessian | Derivatives.HessianVectorProduct), "it does not return one number", "reduce its result with Sum or Mean, or ask for Jacobian");
        if (model.Gives(Derivatives.Jacobian) && !one)
            return Entry(Derivatives.Jacobian, "it returns several tensors", "return one, or ask for Jvp");
        return null;

        Finding Entry(Derivatives asked, string why, string remedy) => new(Catalogue.NotGiven, [model.FullName, asked.ToString(), why, remedy], place);
    }

    /// <summary>The type as it is written inside its namespace: <c>Outer.Mlp</c>.</summary>
    internal static string TypeName(INamedTypeSymbol type) => type.ToDisplayString(new SymbolDisplayFormat(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes, genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers));

    static Location Location(ISymbol symbol) => symbol.Locations[0];

    /// <summary>True where the parameter is still being typed: the compiler misses its name or its type.</summary>
    static bool IsUnfinished(IParameterSymbol parameter) =>
        parameter.Name == "" || parameter.Type is IErrorTypeSymbol || parameter.Type is INamedTypeSymbol { TypeArguments: var elements } && elements.Any(e => e is IErrorTypeSymbol);

    /// <summary>The arguments as inputs of the graph, followed by the parameters of the module.</summary>
    static (Dictionary<ISymbol, Value> Arguments, Value.Module? Module) Inputs(IMethodSymbol method, Region root, bool keepsLines, CancellationToken cancel)
    {
        var rules = root.Rules;
        var values = new Dictionary<ISymbol, Value>(SymbolEqualityComparer.Default);
        foreach (var parameter in method.Parameters)
        {
            if (Declarations.TensorType(parameter.Type) is not { } type)
                throw new ReadException(new(Catalogue.Unsupported, [$"Parameter {parameter.Name} of type {parameter.Type.ToDisplayString()}",
                    "a model takes tensors; declare it Tensor<T>, or make it a constant"], Location(parameter)) { IsSaid = IsUnfinished(parameter) });
            values.Add(parameter.OriginalDefinition, Add(parameter, type));
        }
        if (method.IsStatic)
            return (values, null);
        var tree = ModuleReader.Tree(method.ContainingType, [], cancel);
        var symbols = tree.Sizes.ToDictionary(s => s, Dim.Symbol);
        return (values, Module(tree, symbols, ""));

        Value.Tensor Add(IParameterSymbol symbol, ElementType type)
        {
            var shape = Declarations.ShapeOf(symbol)
                ?? throw new ReadException(new(Catalogue.ShapeMissing, [symbol.Name, method.Name], Location(symbol)));
            return Input(symbol.Name, shape, type, Declarations.IsParameter(symbol), member: false, Location(symbol));
        }

        Value.Tensor Input(string name, Shape shape, ElementType type, bool isParameter, bool member, Location place)
        {
            if (isParameter && shape.HasLeading)
                throw new ReadException(new(Catalogue.InvalidSize, ["...", "a parameter's gradient needs axes that are counted"], place));
            if (isParameter && !type.IsFloating())
                throw new ReadException(new(Catalogue.ElementType, ["[Parameter]", "floating-point", $"{name} {shape}", type.Keyword(), "only those have gradients"], place));
            if (isParameter && rules.Graph.Inputs.FirstOrDefault(i => i.IsParameter) is { } first && first.Type != type)
                throw new ReadException(new(Catalogue.MixedParameters, [name, type.Keyword(), method.Name, first.Type.Keyword()], place));
            rules.Graph.At = keepsLines ? SourceLines.Of(place) : null;
            var node = rules.Graph.Input(new(name, shape, type, isParameter, member));
            rules.Name(node, name);
            return new(node, root);
        }

        // The parameters of a module and of those inside, in the order they lie in memory.
        Value.Module Module(ModuleTree module, IReadOnlyDictionary<string, Dim> sizes, string prefix)
        {
            var members = new Dictionary<string, Value>();
            var parameters = new Dictionary<string, Value.Tensor>();
            foreach (var member in module.Members)
                if (member is ModuleParameter parameter)
                {
                    var place = method.ContainingType.GetMembers(parameter.Name).FirstOrDefault()?.Locations[0] ?? Location(method);
                    var value = Input(prefix + parameter.Name, parameter.Shape.Substitute(s => sizes[s]), parameter.Type, isParameter: true, member: true, place);
                    members.Add(parameter.Name, value);
                    parameters.Add(parameter.Name, value);
                }
                else if (member is ModuleChild child)
                {
                    var inner = child.Tree.Sizes.ToDictionary(s => s, s => child.Bind(s).Substitute(outer => sizes[outer]));
                    var values = child.Paths.Select(path => (Path: path, Value: Module(child.Tree, inner, $"{prefix}{path}."))).ToArray();
                    members.Add(child.Name, child.Count is null ? values[0].Value : new Value.List([.. values.Select(v => v.Value)]));
                    foreach (var (path, value) in values)
                        foreach (var inside in value.Parameters)
                            parameters.Add($"{path}.{inside.Key}", inside.Value);
                }
            return new(sizes, members, parameters);
        }
    }

    /// <summary>Every symbol must stand alone as a size somewhere, or in an expression that can be solved for it, or its value cannot be known.</summary>
    static void Bindable(IMethodSymbol method, IReadOnlyList<GraphInput> inputs)
    {
        var bound = new HashSet<string>(inputs.SelectMany(i => i.Shape.Dims).Select(d => d.Name).OfType<string>());
        while (inputs.SelectMany(i => i.Shape.Dims).Select(d => d.Unknown(bound.Contains)).FirstOrDefault(u => u is not null) is { } solved)
            bound.Add(solved.Symbol);
        foreach (var input in inputs)
            foreach (var symbol in input.Shape.Dims.SelectMany(d => d.Symbols))
                if (!bound.Contains(symbol))
                    throw new ReadException(new(Catalogue.Unbound, [symbol, input.Name],
                        method.Parameters.FirstOrDefault(p => p.Name == input.Name) is { } parameter ? Location(parameter) : Location(method)));
    }

    static List<int> Outputs(IMethodSymbol method, Value value) => value switch
    {
        Value.Tensor tensor => [tensor.Node],
        Value.Tuple tuple when tuple.Items.Count > 0 && tuple.Items.All(i => i is Value.Tensor) => [.. tuple.Items.Select(i => ((Value.Tensor)i).Node)],
        _ => throw new ReadException(new(Catalogue.ResultType, [method.Name, value is Value.None ? "null" : method.ReturnType.ToDisplayString()], Location(method))),
    };

    static void Declared(IMethodSymbol method, List<int> outputs, OpRules rules)
    {
        if (Declarations.ReturnShapeOf(method) is { } declared && outputs.Count == 1 && !rules.Graph[outputs[0]].Shape.Equals(declared))
            throw new ReadException(new(Catalogue.Result, [method.Name, declared.ToString(), rules.Graph[outputs[0]].Shape.ToString()], Location(method)));
    }

    static IEnumerable<string?> ResultNames(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.Select(e => e.IsExplicitlyNamedTupleElement ? e.Name : null) : [null];
}
