using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

/// <summary>Tensors made of sizes and numbers alone: a state that starts at zero, a mask, positions. They are never stored, only their values read.</summary>
sealed partial class BodyReader
{
    /// <summary><c>Tensor.Zeros(n, h)</c> and its like; null for any other method.</summary>
    Value.Tensor? Made(IInvocationOperation call)
    {
        if (call.TargetMethod is not { ContainingType: { Name: "Tensor", ContainingNamespace.Name: "D2lDsl" }, IsStatic: true } method
            || Creations.Named(method.Name) is not { } creation || TensorType(call.Type) is not { } type)
            return null;
        if (creation.Body is null)
            throw Unsupported(call, $"'{Text(call)}'", creation.Instead);
        var given = call.Arguments.Where(a => a.Parameter is not null).GroupBy(a => a.Parameter!.Name).ToDictionary(g => g.Key, g => g.First().Value);
        Shape? shape = null;
        var (numbers, nodes) = (new Dictionary<string, (Dim?, double?)>(), new List<int>());
        foreach (var parameter in creation.Parameters)
        {
            var argument = given.TryGetValue(parameter.Name, out var value) ? value : null;
            if (parameter.Kind == CreationKind.Shape)
                shape = Shape.Of(Elements(argument!).SelectMany(e => ((IValueReader)this).Sizes(e)!));
            else if (parameter.Kind == CreationKind.Like)
                shape = rules.Graph[Tensor(argument!)].Shape;
            else if (argument is null)
                nodes.Add(rules.Graph.Constant(parameter.Default!.Value, type));
            else
            {
                var read = Read(argument);
                numbers[parameter.Name] = read switch
                {
                    Value.Int integer => CreationArguments.Of(integer.Dim),
                    Value.Number { Constant: var number } => CreationArguments.Of(number),
                    _ => default,
                };
                nodes.Add(Operand(argument, read, type));
            }
        }
        var sizes = new CreationArguments(shape, numbers).Sizes(creation)!;
        if (sizes.Any(size => size is null))
            throw Unsupported(call, $"'{Text(call)}'", "how many elements it has must follow from ints made of constants and sizes");
        var (node, repeated) = rules.Create(creation, Text(call), Shape.Of(sizes.Select(size => size!)), nodes, type);
        if (node != repeated && rules.Graph[repeated].Shape.Rank == 0)
            region.Made(node, () => new(rules.Graph[node].Shape, type) { Origin = Origin.Computed, Sign = region.Seen(repeated).Sign });
        return Of(node);
    }
}
