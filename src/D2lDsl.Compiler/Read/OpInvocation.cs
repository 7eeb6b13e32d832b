using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

/// <summary>A call of the surface as an op of the table: the tensor operands in order, and the other arguments by name.</summary>
sealed record OpInvocation(Op Op, IReadOnlyList<IOperation> Operands, IReadOnlyDictionary<string, IOperation> Others)
{
    /// <summary>True for members of <c>Ops</c>, <c>Tensor</c> and <c>Tensor&lt;T&gt;</c>.</summary>
    public static bool IsSurface(IMethodSymbol method) =>
        method.ContainingType is { Name: "Ops" or "Tensor" } type && type.ContainingNamespace.ToDisplayString() == "D2lDsl";

    /// <summary>The arguments by the names of the parameters; the receiver of an instance method is one of the operands. Null where no op fits.</summary>
    public static OpInvocation? Of(IInvocationOperation call)
    {
        var arguments = call.Arguments.Where(a => a.ArgumentKind != Microsoft.CodeAnalysis.Operations.ArgumentKind.DefaultValue && a.Parameter is not null)
            .GroupBy(a => a.Parameter!.Name).ToDictionary(g => g.Key, g => g.First().Value);
        foreach (var op in OpTable.Named(call.TargetMethod.Name))
        {
            // Two tensors can stand for a list of them.
            if (op.TakesList && arguments.TryGetValue("a", out var a) && arguments.TryGetValue("b", out var b))
                return new(op, [a, b], arguments.Where(given => given.Key is not ("a" or "b")).ToDictionary(given => given.Key, given => given.Value));
            // The receiver is the one operand that no argument names.
            if (op.Inputs.Count(name => !arguments.ContainsKey(name)) > (call.Instance is null ? 0 : 1))
                continue;
            var others = arguments.Where(a => !op.Inputs.Contains(a.Key)).ToDictionary(a => a.Key, a => a.Value);
            if (!Takes(op, others.Keys))
                continue;
            return new(op, [.. op.Inputs.Select(name => arguments.TryGetValue(name, out var value) ? value : call.Instance!)], others);
        }
        return null;
    }

    /// <summary>True for the overload that these arguments are of: it has them all and needs no other.</summary>
    static bool Takes(Op op, IEnumerable<string> given) =>
        given.All(name => op.Arguments.Any(a => a.Name == name || (a.Kind == Ops.ArgumentKind.Reduced && name is "axes" or "keepDims")))
        && op.Arguments.All(a => !a.IsNeeded || given.Contains(a.Name));

    /// <summary>What the arguments that are no tensors are; null where one of them is not known.</summary>
    public OpArguments? Arguments(IValueReader values)
    {
        var texts = new Dictionary<string, string>();
        var (axes, sizes, numbers) = (new Dictionary<string, IReadOnlyList<int>?>(), new Dictionary<string, Dim>(), new Dictionary<string, double>());
        var places = new List<Dim>();
        foreach (var argument in Op.Arguments)
        {
            var given = Others.TryGetValue(argument.Name, out var value) || (argument.Kind == Ops.ArgumentKind.Reduced && Others.TryGetValue("axes", out value)) ? value : null;
            if (argument.Kind is Ops.ArgumentKind.Number or Ops.ArgumentKind.Flag)
            {
                if ((given is null ? argument.Default : values.Number(given, argument)) is not { } number)
                    return null;
                numbers.Add(argument.Name, number);
                continue;
            }
            if (argument.Kind == Ops.ArgumentKind.Text)
            {
                if (given?.ConstantValue is not { HasValue: true, Value: string text })
                    return null;
                texts.Add(argument.Name, text);
                continue;
            }
            var read = given is not null ? values.Sizes(given) : argument.Default is { } known ? [(long)known]
                : argument.DefaultsTo is { } other ? (argument.Kind == Ops.ArgumentKind.Pair ? [sizes[other + ".Rows"], sizes[other + ".Columns"]] : [sizes[other]]) : argument.Kind == Ops.ArgumentKind.Reduced ? [] : null;
            if (read is null)
                return null;
            places.AddRange(read);
            if (argument.Kind is Ops.ArgumentKind.Axis or Ops.ArgumentKind.Axes or Ops.ArgumentKind.Reduced)
            {
                if (read.Any(d => d.Value is null) && values.Axis(given!) is null)
                    return null;
                axes.Add(argument.Name, given is null && argument.Kind == Ops.ArgumentKind.Reduced ? null : [.. read.Select(d => (int)d.Value!.Value)]);
            }
            else if (argument.Kind == Ops.ArgumentKind.Size)
                sizes.Add(argument.Name, read.Single());
            else if (argument.Kind == Ops.ArgumentKind.Pair)
            {
                sizes.Add(argument.Sides.Rows, read[0]);
                sizes.Add(argument.Sides.Columns, read[read.Count - 1]);
            }
        }
        var keepDims = Others.TryGetValue("keepDims", out var keep) ? values.Truth(keep) : false;
        return keepDims is null ? null : new() { Axes = axes, Sizes = sizes, Numbers = numbers, Texts = texts, Places = places, KeepDims = keepDims.Value };
    }
}
