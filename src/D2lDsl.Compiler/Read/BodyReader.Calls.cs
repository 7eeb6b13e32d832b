using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

sealed partial class BodyReader
{
    Value Call(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var isOurs = method.ContainingType.ContainingNamespace.ToDisplayString() == "D2lDsl" && method.ContainingType.Name is "Ops" or "Tensor";
        if (isOurs && OpTable.Named(method.Name).Any())
            return OpCall(call);
        if (isOurs && method is { Name: "Cast", TypeArguments.Length: 1 } && TensorType(call.Type) is { } target)
            return Cast(Tensor(call.Instance ?? call.Arguments[0].Value), target);
        if (method.MethodKind == MethodKind.LocalFunction && localFunctions.TryGetValue(method, out var local))
            return LocalFunction(call, (ILocalFunctionOperation)local);
        if (Declarations.IsModel(method))
            return ModelCall(call);
        if (method.ContainingType is { Name: "Math" or "MathF", ContainingNamespace.Name: "System" } && MathCall(call) is { } number)
            return number;
        throw Unsupported(call, $"A call of {method.Name}", "call ops of D2lDsl.Ops, methods of Tensor<T>, or methods marked [Model]");
    }

    Value.Tensor Cast(int x, ElementType type) => Of(rules.Graph[x].Type == type ? x
        : rules.Graph.Add(new MapNode(Ir.Scalar.Cast(new Scalar.Arg(0)), null, EquatableArray.Of(x), rules.Graph[x].Shape, type)));

    /// <summary>The arguments by the names of the parameters; the receiver of an instance method is one of the operands.</summary>
    Value OpCall(IInvocationOperation call)
    {
        var arguments = call.Arguments.Where(a => a.ArgumentKind != Microsoft.CodeAnalysis.Operations.ArgumentKind.DefaultValue).ToDictionary(a => a.Parameter!.Name, a => a.Value);
        foreach (var op in OpTable.Named(call.TargetMethod.Name))
        {
            if (op is JoinOp join)
                return Join(call, join, arguments);
            // The receiver is the one operand that no argument names.
            var operands = op.Inputs.Select(name => arguments.TryGetValue(name, out var value) ? value : call.Instance).ToArray();
            if (op.Inputs.Count(name => !arguments.ContainsKey(name)) > (call.Instance is null ? 0 : 1))
                continue;
            if (operands.Any(o => o is null))
                continue;
            var others = arguments.Where(a => !op.Inputs.Contains(a.Key)).ToDictionary(a => a.Key, a => a.Value);
            if (op is MovementOp movement && (others.Keys.Any(k => movement.Arguments.All(a => a.Name != k)) || movement.Arguments.Any(a => a.Default is null && !others.ContainsKey(a.Name))))
                continue;
            var type = operands.Select(o => TensorType(o!.Type)).LastOrDefault(t => t is not null);
            var nodes = operands.Select(o => Operand(o!, type)).ToArray();
            return Of(At(call, () => op switch
            {
                ElementwiseOp map => rules.Map(map, nodes),
                ReductionOp reduction => rules.Reduce(reduction, nodes[0], AxesOf(others), KeepDims(others)),
                MovementOp move => rules.Move(move, nodes[0], [.. move.Arguments.SelectMany(a => others.TryGetValue(a.Name, out var given) ? Sizes(given) : [(long)a.Default!.Value])]),
                GatherOp gather => rules.Gather(gather, nodes[0], nodes[1], Numbers(others["axis"]).Single()),
                ContractionOp contraction => rules.Contract(contraction, nodes[0], nodes[1]),
                CompositeOp composite => rules.Composite(composite, nodes, Arguments(composite, others)),
                _ => throw new InvalidOperationException($"{op.Surface} has no rule."),
            }));
        }
        throw Unsupported(call, $"'{Text(call)}'", $"call {call.TargetMethod.Name} with tensors as its documentation says");
    }

    /// <summary>The arguments of a composite op; the table has the values of those left out.</summary>
    OpArguments Arguments(CompositeOp op, Dictionary<string, IOperation> given) => new()
    {
        Axes = op.Arguments.Where(a => a.Kind is Ops.ArgumentKind.Axis or Ops.ArgumentKind.Reduced).ToDictionary(a => a.Name, _ => AxesOf(given)),
        Sizes = op.Arguments.Where(a => a.Kind == Ops.ArgumentKind.Size).ToDictionary(a => a.Name, a => Sizes(given[a.Name]).Single()),
        Numbers = op.Arguments.Where(a => a.Kind == Ops.ArgumentKind.Number).ToDictionary(a => a.Name, a => !given.TryGetValue(a.Name, out var number) ? a.Default!.Value
            : Scalar(Read(number)) ?? throw Unsupported(number, $"'{Text(number)}'", $"{a.Name} must be a constant")),
        KeepDims = KeepDims(given),
    };

    bool KeepDims(Dictionary<string, IOperation> arguments) => arguments.TryGetValue("keepDims", out var keep) && Read(keep) is Value.Bool { Constant: true };

    IReadOnlyList<int>? AxesOf(Dictionary<string, IOperation> arguments) =>
        arguments.TryGetValue("axis", out var axis) || arguments.TryGetValue("axes", out axis) ? [.. Numbers(axis)] : null;

    IEnumerable<int> Numbers(IOperation operation) => Sizes(operation).Select(d => d.Value is { } number ? (int)number
        : throw Unsupported(operation, $"'{Text(operation)}'", "an axis must be a constant"));

    IEnumerable<Dim> Sizes(IOperation operation) => Read(operation) switch
    {
        Value.Int number => [number.Dim],
        Value.List list => list.Items.Select(i => i is Value.Int number ? number.Dim : throw Unsupported(operation, $"'{Text(operation)}'", "sizes and axes are ints")),
        Value.Sizes sizes => sizes.Shape.Dims,
        _ => throw Unsupported(operation, $"'{Text(operation)}'", "sizes and axes are ints"),
    };

    Value LocalFunction(IInvocationOperation call, ILocalFunctionOperation function)
    {
        if (calls.Contains(function.Symbol, SymbolEqualityComparer.Default))
            throw new ReadException(new(Catalogue.Recursion, [function.Symbol.Name], call.Syntax.GetLocation()));
        var arguments = call.Arguments.Select(a => (a.Parameter!, Value: Read(a.Value))).ToArray();
        // A local function sees and changes the variables around it; its own do not outlive the call.
        var outer = variables;
        variables = new(outer, SymbolEqualityComparer.Default);
        foreach (var (parameter, value) in arguments)
            variables[parameter] = value;
        calls.Add(function.Symbol);
        var result = function.Body is { } body ? Quietly(() => Run([body])) : null;
        foreach (var changed in variables.Where(v => !SymbolEqualityComparer.Default.Equals(v.Key.ContainingSymbol, function.Symbol)))
            outer[changed.Key] = changed.Value;
        variables = outer;
        calls.RemoveAt(calls.Count - 1);
        return result ?? throw Unsupported(call, $"The local function {function.Symbol.Name}", "return a value from it");
    }

    void Fit(IMethodSymbol method, IParameterSymbol parameter, int node, Dictionary<string, Dim> sizes, Location place)
    {
        var declared = Declarations.ShapeOf(parameter)
            ?? throw new ReadException(new(Catalogue.ShapeMissing, [parameter.Name, method.Name], parameter.Locations[0]));
        var actual = rules.Graph[node].Shape;
        if (declared.Rank != actual.Rank)
            throw new ReadException(new(Catalogue.Call, [method.Name, parameter.Name, declared.ToString(), rules.Describe(node), $"{declared.Rank} axes", $"{actual.Rank}"], place));
        for (var axis = 0; axis < declared.Rank; axis++)
            if (declared[axis].Name is { } symbol && !sizes.ContainsKey(symbol))
                sizes.Add(symbol, actual[axis]);
            else if (declared[axis].Symbols.All(sizes.ContainsKey) && declared[axis].Substitute(s => sizes[s]) is var expected && !expected.Equals(actual[axis]))
                throw new ReadException(new(Catalogue.Call, [method.Name, parameter.Name, declared.ToString(), rules.Describe(node), expected.ToString(), actual[axis].ToString()], place));
    }
}
