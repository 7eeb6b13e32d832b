using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>A model as read, with what is wrong with it.</summary>
public sealed record ReadResult(Model? Model, IReadOnlyList<Finding> Findings);

/// <summary>Reads a <c>[Model]</c> method: its declaration, and its body into a graph, shapes worked out on the way.</summary>
public static class ModelReader
{
    public static ReadResult Read(IMethodSymbol method, Compilation compilation, CancellationToken cancel)
    {
        // Kernels and their files are named after their models; names of files do not tell case apart.
        if (method.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(m =>
                string.Equals(m.Name, method.Name, StringComparison.OrdinalIgnoreCase) && Declarations.IsModel(m)) is { } first && !SymbolEqualityComparer.Default.Equals(first, method))
            return new(null, [new(Catalogue.Unsupported, [$"A second {method.Name}", "give each [Model] of a type a name of its own, after which its kernel is named"], Location(method))]);
        var rules = new OpRules(new GraphBuilder());
        var root = new Region(rules);
        Finding? finding = null;
        Graph? graph = null;
        List<ModelResult>? results = null;
        try
        {
            var inputs = Inputs(method, root);
            Bindable(method, rules.Graph.Inputs);
            var body = new BodyReader(root, Declarations.MaxIterations(method), compilation, cancel);
            var value = body.Method(method, inputs, Location(method));
            var outputs = Outputs(method, value);
            Declared(method, outputs, rules);
            results = [.. outputs.Select(o => rules.Graph[o]).Zip(ResultNames(method), (node, name) => new ModelResult(node.Shape.Rank == 0, node.Type, name))];
            graph = rules.Graph.Build(outputs);
        }
        catch (ReadException error)
        {
            finding = error.Finding;
        }
        var (types, notPartial) = Declarations.Containing(method.ContainingType, cancel);
        if (notPartial is not null)
            return new(null, [new(Catalogue.NotPartial, [notPartial.Name, method.Name], notPartial.Locations[0])]);
        results ??= GuessResults(method);
        var type = method.ContainingType;
        var signature = new ModelSignature(Declarations.Namespace(type), types, TypeName(type), method.Name, !method.IsStatic,
            Declarations.AccessibilityOf(method), rules.Graph.Inputs.ToEquatable(), results.ToEquatable(), method.ReturnType.IsTupleType);
        if (finding is null && signature.Parameters.Any(p => !p.Member) && !signature.HasGradient)
            finding = new(Catalogue.NoGradient, [signature.FullName, $"it returns {string.Join(", ", results.Select(r => r.Type.Keyword()))}"], Location(method));
        return new(new(signature, finding is null ? graph : null, finding?.Message), finding is null ? [] : [finding]);
    }

    /// <summary>The type as it is written inside its namespace: <c>Outer.Mlp</c>.</summary>
    internal static string TypeName(INamedTypeSymbol type) => type.ToDisplayString(new SymbolDisplayFormat(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes, genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters));

    static Location Location(ISymbol symbol) => symbol.Locations[0];

    /// <summary>The arguments as inputs of the graph, followed by the parameters of the module.</summary>
    static Dictionary<ISymbol, Value> Inputs(IMethodSymbol method, Region root)
    {
        var rules = root.Rules;
        var values = new Dictionary<ISymbol, Value>(SymbolEqualityComparer.Default);
        foreach (var parameter in method.Parameters)
        {
            if (Declarations.TensorType(parameter.Type) is not { } type)
                throw new ReadException(new(Catalogue.Unsupported, [$"Parameter {parameter.Name} of type {parameter.Type.ToDisplayString()}",
                    "a model takes tensors; declare it Tensor<T>, or make it a constant"], Location(parameter)));
            Add(parameter, type, member: false);
        }
        if (!method.IsStatic)
            foreach (var property in Declarations.ParametersOf(method.ContainingType))
                Add(property, Declarations.TensorType(property.Type) ?? throw new ReadException(new(Catalogue.Unsupported,
                    [$"Parameter {property.Name} of type {property.Type.ToDisplayString()}", "declare it Tensor<float> or Tensor<double>"], Location(property))), member: true);
        return values;

        void Add(ISymbol symbol, ElementType type, bool member)
        {
            var shape = Declarations.ShapeOf(symbol)
                ?? throw new ReadException(new(Catalogue.ShapeMissing, [symbol.Name, method.Name], Location(symbol)));
            var isParameter = Declarations.IsParameter(symbol);
            if (isParameter && !type.IsFloating())
                throw new ReadException(new(Catalogue.ElementType, ["[Parameter]", "floating-point", $"{symbol.Name} {shape}", type.Keyword(), "only those have gradients"], Location(symbol)));
            if (isParameter && rules.Graph.Inputs.FirstOrDefault(i => i.IsParameter) is { } first && first.Type != type)
                throw new ReadException(new(Catalogue.MixedParameters, [symbol.Name, type.Keyword(), method.Name, first.Type.Keyword()], Location(symbol)));
            var node = rules.Graph.Input(new(symbol.Name, shape, type, isParameter, member));
            rules.Name(node, symbol.Name);
            values.Add(symbol, new Value.Tensor(node, root));
        }
    }

    /// <summary>Every symbol must stand alone as a size somewhere, or its value cannot be known.</summary>
    static void Bindable(IMethodSymbol method, IReadOnlyList<GraphInput> inputs)
    {
        var bound = new HashSet<string>(inputs.SelectMany(i => i.Shape.Dims).Select(d => d.Name).OfType<string>());
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
        _ => throw new ReadException(new(Catalogue.ResultType, [method.Name, method.ReturnType.ToDisplayString()], Location(method))),
    };

    static void Declared(IMethodSymbol method, List<int> outputs, OpRules rules)
    {
        if (Declarations.ReturnShapeOf(method) is { } declared && outputs.Count == 1 && !rules.Graph[outputs[0]].Shape.Equals(declared))
            throw new ReadException(new(Catalogue.Result, [method.Name, declared.ToString(), rules.Graph[outputs[0]].Shape.ToString()], Location(method)));
    }

    static IEnumerable<string?> ResultNames(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.Select(e => e.IsExplicitlyNamedTupleElement ? e.Name : null) : [null];

    /// <summary>For a model with errors: the likeliest signature, so that callers see one error and not ten.</summary>
    static List<ModelResult> GuessResults(IMethodSymbol method)
    {
        var types = method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Select(e => e.Type) : [method.ReturnType];
        var shape = SafeReturnShape(method);
        return [.. types.Zip(ResultNames(method), (type, name) =>
            new ModelResult(shape is null || shape.Rank == 0, Declarations.TensorType(type) ?? ElementType.Float, name))];
    }

    static Shape? SafeReturnShape(IMethodSymbol method)
    {
        try
        {
            return Declarations.ReturnShapeOf(method);
        }
        catch (ReadException)
        {
            return null;
        }
    }
}
