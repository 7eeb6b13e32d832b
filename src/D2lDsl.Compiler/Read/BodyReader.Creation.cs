using D2lDsl.Compiler.Diagnostics;
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
    Value.Tensor? Creation(IInvocationOperation call)
    {
        if (call.TargetMethod is not { ContainingType: { Name: "Tensor", ContainingNamespace.Name: "D2lDsl" }, IsStatic: true } method || TensorType(call.Type) is not { } type)
            return null;
        IOperation? Argument(string name) => call.Arguments.FirstOrDefault(a => a.Parameter?.Name == name)?.Value;
        return method.Name switch
        {
            "Zeros" => Of(Filled(rules.Graph.Constant(0, type), Sizes())),
            "Ones" => Of(Filled(rules.Graph.Constant(1, type), Sizes())),
            "Full" => Of(Filled(Operand(Argument("value")!, type), Sizes())),
            "ZerosLike" => Of(Filled(rules.Graph.Constant(0, type), rules.Graph[Tensor(Argument("x")!)].Shape)),
            "OnesLike" => Of(Filled(rules.Graph.Constant(1, type), rules.Graph[Tensor(Argument("x")!)].Shape)),
            "Arange" when Argument("step") is null => Of(Counted()),
            _ => null,
        };

        int Filled(int value, Shape shape)
        {
            var node = rules.Graph.Expand(value, shape);
            region.Made(node, () => new(shape, type) { Origin = Origin.Computed, Sign = region.Seen(value).Sign });
            return node;
        }

        Shape Sizes()
        {
            var sizes = Elements(Argument("shape")!).SelectMany(e => ((IValueReader)this).Sizes(e)!).ToArray();
            return Natural(Shape.Of(sizes));
        }

        int Counted()
        {
            var (from, to) = (Argument("start") is { } start ? Whole(start) : (Dim)0, Whole(Argument("stop")!));
            var index = rules.Graph.Add(new IndexNode(0, Natural(Shape.Of(to - from)), type));
            return from.Value == 0 ? index : rules.Map(Arithmetic.Add, index, rules.Graph.Size(from, type));
        }

        Dim Whole(IOperation number) => Read(number) switch
        {
            Value.Int integer => integer.Dim,
            Value.Number { Constant: var value } when value == Math.Floor(value) => (long)value,
            _ => throw Unsupported(number, $"'{Text(number)}'", "Arange counts between ints made of constants and sizes"),
        };

        Shape Natural(Shape shape)
        {
            foreach (var size in shape.Dims)
                rules.Graph.Require(new(size, $"{Text(call)} has the size {size}"));
            return shape;
        }
    }
}
