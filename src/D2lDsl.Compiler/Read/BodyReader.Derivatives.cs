using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>Models whose derivative the user wrote.</summary>
sealed partial class BodyReader
{
    /// <summary>
    /// The result of a model, marked with the derivative written for it. Inside that derivative the model is an ordinary one: it may call it.
    /// </summary>
    Value Marked(IMethodSymbol model, IReadOnlyList<Value> arguments, Bindings bound, Value result)
    {
        if (WrittenDerivative.Of(model) is not { } derivative || calls.Contains(derivative, SymbolEqualityComparer.Default))
            return result;
        if (WrittenDerivative.Check(derivative) is { } problem)
            throw new ReadException(problem);
        int[] operands = [.. arguments.Select(a => Use((Value.Tensor)a))];
        var value = Use((Value.Tensor)result);
        var (outer, inner) = (region, new Region(new OpRules(new GraphBuilder())));
        // What the derivative takes: the arguments, the result, and the gradient, which is like the result.
        var inside = new Dictionary<ISymbol, Value>(SymbolEqualityComparer.Default);
        foreach (var (parameter, like) in derivative.Parameters.Zip(operands.Append(value).Append(value), (p, n) => (p, outer.Rules.Graph[n])))
            inside[parameter] = new Value.Tensor(inner.Input(parameter.Name, like.Shape, like.Type), inner);
        region = inner;
        try
        {
            var given = Method(derivative, inside, null, bound, derivative.Locations[0]);
            int[] gradients = [.. (given is Value.Tuple tuple ? tuple.Items : [given]).Select(g => Use((Value.Tensor)g))];
            var moving = operands.Select((o, i) => (Node: outer.Rules.Graph[o], model.Parameters[i].Name)).Where(o => o.Node.Type.IsFloating()).ToArray();
            for (var i = 0; i < moving.Length; i++)
                if (!inner.Rules.Graph[gradients[i]].Shape.Equals(moving[i].Node.Shape))
                    throw new ReadException(new(Catalogue.Derivative, [derivative.Name, model.Name,
                        $"the gradient of {moving[i].Name} {moving[i].Node.Shape} is {inner.Rules.Graph[gradients[i]].Shape}", "return gradients of the shapes of the arguments"], derivative.Locations[0]));
            var graph = inner.Rules.Graph.Build(gradients);
            region = outer;
            return Of(rules.Graph.Add(new CustomNode(model.Name, graph, operands.Prepend(value).ToEquatable(), rules.Graph[value].Shape, rules.Graph[value].Type)));
        }
        finally
        {
            region = outer;
        }
    }
}
