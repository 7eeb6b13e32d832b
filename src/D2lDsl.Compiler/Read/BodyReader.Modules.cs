using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Read.Tracking;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

/// <summary>Models that call models, and modules that hold modules.</summary>
sealed partial class BodyReader
{
    /// <summary>The module whose method is being read; null in a static one.</summary>
    Value.Module? self;

    Bindings bindings = Bindings.None;

    ElementType? TensorType(ITypeSymbol? type) => bindings.TensorType(type);

    /// <summary>A parameter of a module or a module inside it; null for any other member.</summary>
    Value? Member(IOperation? instance, ISymbol member)
    {
        var module = instance is IInstanceReferenceOperation ? self
            : instance is not null && Declarations.IsModule(instance.Type) ? Read(instance) as Value.Module : null;
        return module is not null && module.Members.TryGetValue(member.Name, out var value) ? value : null;
    }

    /// <summary><c>layers[i]</c>, for an index known now.</summary>
    Value Element(IArrayElementReferenceOperation element)
    {
        if (Read(element.ArrayReference) is not Value.List { Items: var items } || element.Indices.Length != 1)
            throw Unsupported(element, $"'{Text(element)}'", "index arrays of modules, and tensors");
        var index = element.Indices[0];
        while (index is IConversionOperation { Operand: IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } inner })
            index = inner;
        var (operand, fromEnd) = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat ? (hat.Operand, true) : (index, false);
        if (Read(operand) is not Value.Int { Dim.Value: { } number })
            throw Unsupported(element, $"'{Text(element)}'", "its index must be known: a constant, or the variable of a loop with constant ends");
        var at = fromEnd ? items.Count - number : number;
        return at >= 0 && at < items.Count ? items[(int)at]
            : throw Unsupported(element, $"'{Text(element)}'", $"the array has {items.Count} elements, so indices run from 0 to {items.Count - 1}");
    }

    /// <summary>Another model, written out in place: its declared shapes are checked against what it receives.</summary>
    Value ModelCall(IInvocationOperation call)
    {
        var (method, place) = (call.TargetMethod.OriginalDefinition, call.Syntax.GetLocation());
        var module = method.IsStatic ? null : (call.Instance is IInstanceReferenceOperation ? self : Read(call.Instance!) as Value.Module)
            ?? throw Unsupported(call, $"A call of {method.Name} on this value", "call models of this module, of the modules in it, or static ones");
        var inside = new Dictionary<ISymbol, Value>(SymbolEqualityComparer.Default);
        var sizes = new CallSizes(module?.Symbols);
        foreach (var argument in call.Arguments)
        {
            var parameter = method.Parameters[argument.Parameter!.Ordinal];
            var node = Tensor(argument.Value);
            Fit(parameter, node, argument.Syntax.GetLocation(), argument.Value);
            inside[parameter] = Of(node);
        }
        while (method.Parameters.Any(parameter => sizes.Solve(Declarations.ShapeOf(parameter)!, rules.Graph[region.Use((Value.Tensor)inside[parameter])].Shape)))
        {
        }
        foreach (var parameter in method.Parameters)
            Fit(parameter, region.Use((Value.Tensor)inside[parameter]), place, isLast: true);
        var bound = bindings.Of(call.TargetMethod);
        var isOutermost = outermost is null;
        outermost ??= (method.Name, call);
        var result = method.DeclaringSyntaxReferences.Length > 0 ? Method(method, inside, module, bound, place) : Recorded(method, inside, module, bound, sizes, place);
        if (isOutermost)
            outermost = null;
        if (result is Value.Tensor tensor)
            Placed(Use(tensor), method.Name, call);
        return result;

        void Fit(IParameterSymbol parameter, int node, Location at, IOperation? given = null, bool isLast = false)
        {
            var declared = Declarations.ShapeOf(parameter) ?? throw new ReadException(new(Catalogue.ShapeMissing, [parameter.Name, method.Name], parameter.Locations[0]));
            var (known, shape) = (sizes.Known, rules.Graph[node].Shape);
            if (sizes.Fit(declared, shape, isLast) is var (expected, actual))
                throw new ReadException(new(Catalogue.Call, [method.Name, parameter.Name, declared.ToString(), rules.Describe(node), expected,
                    actual + sizes.Meant(declared) + (given is not null && new Misfit(SizeRelation.Closed, known).Of(declared, shape, rules.Graph[node].Type) is { Instead: not null } misfit && misfit.Entry != Catalogue.Argument
                        ? $"; {misfit.Remedy(Tracker.Whole(given))}" : "")], at));
        }
    }

    /// <summary>A model of another assembly, whose graph is recorded there.</summary>
    Value Recorded(
        IMethodSymbol method, Dictionary<ISymbol, Value> arguments, Value.Module? module, Bindings bound, CallSizes sizes, Location place)
    {
        var record = Records.Graph(method, bound, place);
        try
        {
            var inputs = record.Inputs.Select(i => Joined(i, Use(i.Member ? module!.Parameters[i.Name] : (Value.Tensor)arguments[method.Parameters.First(p => p.Name == i.Name)]))).ToArray();
            var results = Inline.Into(rules.Graph, record, inputs, symbol => sizes[symbol]).Zip(record.Outputs, Spread);
            return method.ReturnType.IsTupleType ? new Value.Tuple([.. results.Select(Of)]) : Of(results.Single());
        }
        // The record and the declarations disagree: they were not made together.
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException)
        {
            throw new ReadException(new(Catalogue.RecordUnreadable, [Records.NameOf(method, bound), method.ContainingAssembly.Name, "its record does not fit its declaration"], place));
        }

        // A record has one axis in the place of '...'.
        int Joined(GraphInput input, int node) => !input.Shape.HasLeading || sizes.Leading!.Rank == 1 ? node
            : rules.Graph.Reshape(node, Shape.Of([sizes.Leading.Count, .. rules.Graph[node].Shape.Dims.Skip(sizes.Leading.Rank)]));

        int Spread(int node, int output) => !record[output].Shape.HasLeading || sizes.Leading!.Rank == 1 ? node
            : rules.Graph.Reshape(node, Shape.Of([.. sizes.Leading.Dims, .. rules.Graph[node].Shape.Dims.Skip(1)]));
    }
}
