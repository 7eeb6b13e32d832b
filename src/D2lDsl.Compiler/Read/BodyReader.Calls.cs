using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

sealed partial class BodyReader
{
    Value Call(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var isOurs = OpInvocation.IsSurface(method);
        if (IsList(method.ContainingType))
            return ListCall(call);
        if (isOurs && OpTable.Named(method.Name).Any())
            return OpCall(call);
        if (isOurs && method is { Name: "Cast", TypeArguments.Length: 1 } && TensorType(call.Type) is { } target)
        {
            var x = Tensor(call.Instance ?? call.Arguments[0].Value);
            var cast = Cast(x, target);
            Report(TypeRules.Conversion(region.Seen(x), target), call);
            Placed(cast.Node, $"Cast<{target.Keyword()}>", call);
            return cast;
        }
        if (isOurs && Made(call) is { } created)
            return created;
        // Values are immutable, so a copy is the value itself.
        if (isOurs && method is { Name: "Clone", Parameters.Length: 0 } && call.Instance is { } original && TensorType(original.Type) is not null)
            return Read(original);
        if (method.MethodKind == MethodKind.LocalFunction && localFunctions.TryGetValue(method, out var local))
            return LocalFunction(call, (ILocalFunctionOperation)local);
        if (Declarations.IsModel(method))
            return ModelCall(call);
        if (method.ContainingType is { Name: "Math" or "MathF", ContainingNamespace.Name: "System" } && MathCall(call) is { } number)
            return number;
        throw Unsupported(call, $"A call of {method.Name}", "call ops of D2lDsl.Ops, methods of Tensor<T>, or methods marked [Model]");
    }

    Value.Tensor Cast(int x, ElementType type)
    {
        if (rules.Graph[x].Type == type)
            return Of(x);
        var node = rules.Graph.Add(new MapNode(Ir.Scalar.Cast(new Scalar.Arg(0)), null, EquatableArray.Of(x), rules.Graph[x].Shape, type));
        region.Made(node, () => Making.Conversion(region.Seen(x), type));
        return Of(node);
    }

    Value OpCall(IInvocationOperation call)
    {
        if (OpInvocation.Of(call) is not { } invocation)
            throw Unsupported(call, $"'{Text(call)}'", $"call {call.TargetMethod.Name} with tensors as its documentation says");
        if (invocation.Op.TakesList)
            return Join(call, invocation);
        var type = invocation.Operands.Select(o => TensorType(o.Type)).LastOrDefault(t => t is not null);
        // Beside a condition alone numbers have their own type: Where(x > 0, 1f, 0f).
        var nodes = invocation.Operands.Select(o => Operand(o, type is ElementType.Bool && TensorType(o.Type) is null ? Declarations.Element(o.Type!) ?? type : type)).ToArray();
        for (var i = 0; i < nodes.Length; i++)
            if (rules.Graph[nodes[i]].Type is ElementType.Int or ElementType.Long)
                rules.Write(nodes[i], Written(invocation.Operands[i], rules.Graph[nodes[i]].Shape));
        var arguments = invocation.Arguments(this)!;
        if (!invocation.Op.GivesList && invocation.Op.Several.Count == 0)
            return Of(Call(call, invocation.Op, nodes, arguments));
        Value[] results = [.. Results(call, invocation.Op, nodes, arguments).Select(Of)];
        return invocation.Op.GivesList ? new Value.List(results) : new Value.Tuple(results);
    }

    bool? IValueReader.Truth(IOperation operation) => Read(operation) is Value.Bool { Constant: true };

    double? IValueReader.Number(IOperation operation, Ops.Argument argument) => Scalar(Read(operation)) ?? throw Unsupported(operation, $"'{Text(operation)}'", $"{argument.Name} must be a constant");

    IReadOnlyList<int>? IValueReader.Axis(IOperation operation) => throw Unsupported(operation, $"'{Text(operation)}'", "an axis must be a constant");

    IReadOnlyList<Dim>? IValueReader.Sizes(IOperation operation) => Read(operation) switch
    {
        Value.Int number => [number.Dim],
        Value.List list => [.. list.Items.Select(i => i is Value.Int number ? number.Dim : throw Unsupported(operation, $"'{Text(operation)}'", "sizes and axes are ints"))],
        Value.Tuple pair => [.. pair.Items.Select(i => i is Value.Int number ? number.Dim : throw Unsupported(operation, $"'{Text(operation)}'", "sizes and axes are ints"))],
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
        return result ?? throw new ReadException(Unsupported(call, $"The local function {function.Symbol.Name}", "return a value from it").Finding with { IsSaid = !function.Symbol.ReturnsVoid });
    }
}
