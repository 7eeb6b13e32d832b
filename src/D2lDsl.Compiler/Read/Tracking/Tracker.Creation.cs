using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Where tensors come from: <c>Tensor.Zeros(2, 3)</c>, literals, arrays.</summary>
public sealed partial class Tracker
{
    Fact Creation(IInvocationOperation call)
    {
        var arguments = call.Arguments.Where(a => a.Parameter is not null).GroupBy(a => a.Parameter!.Name).ToDictionary(g => g.Key, g => (Place: g.First().Value, Fact: Read(g.First().Value)));
        switch (call.TargetMethod.Name)
        {
            case "From" when arguments.TryGetValue("array", out var array):
                return From(call, Length(array.Fact), arguments.TryGetValue("shape", out var given) ? SizesOf(given.Fact) : null);
            case "Of" when arguments.Count == 1 && arguments.Values.First() is var of:
                return Of(of.Place, of.Fact);
        }
        if (Creations.Named(call.TargetMethod.Name) is not { } creation)
            return Fact.Unknown;
        IEnumerable<(string Name, Fact Fact)> Given(CreationKind kind) => creation.Parameters.Where(p => p.Kind == kind && arguments.ContainsKey(p.Name)).Select(p => (p.Name, arguments[p.Name].Fact));
        var like = Given(CreationKind.Like).Select(a => a.Fact).OfType<Fact.Tensor>().FirstOrDefault();
        var sizesOf = Given(CreationKind.Shape).Select(a => SizesOf(a.Fact)).FirstOrDefault();
        var numbers = Given(CreationKind.Number).ToDictionary(a => a.Name, a => a.Fact switch
        {
            Fact.Int number => CreationArguments.Of(number.Dim),
            Fact.Number number => CreationArguments.Of(number.Value),
            _ => default,
        });
        return new CreationArguments(sizesOf is null ? like?.Shape : Shape.Of(sizesOf), numbers).Sizes(creation) is { } dims
            ? new Fact.Tensor(Shape.Of(dims.Select(size => size ?? sizes.Free()))) { IsEmpty = creation.IsUnwritten }
            : like is not null ? new Fact.Tensor((Shape?)null) : Fact.Unknown;
    }

    Fact From(IInvocationOperation call, Dim? length, IReadOnlyList<Dim>? given)
    {
        if (given is null or { Count: 0 })
            return given is null && call.Arguments.Any(a => a.Parameter?.Name == "shape" && a.ArgumentKind == Microsoft.CodeAnalysis.Operations.ArgumentKind.Explicit) ? Fact.Unknown : new Fact.Tensor(Shape.Of(length ?? sizes.Free()));
        var shape = Shape.Of(given);
        if (length is not null && Count(shape) is { } count && sizes.Differ(count, length))
            Report(Catalogue.Elements, call, Text(call), shape.ToString(), count.ToString(), length.ToString());
        return new Fact.Tensor(shape);
    }

    static Dim? Length(Fact fact) => fact switch
    {
        Fact.List list => list.Items.Count,
        Fact.Array { Shape.Rank: 1 } array => array.Shape[0],
        _ => null,
    };

    /// <summary>A literal: the lengths of its rows, which must agree.</summary>
    Fact Of(IOperation place, Fact value)
    {
        if (value is Fact.Array { Shape: var shape })
            return new Fact.Tensor(shape);
        if (value is not Fact.List { Items: var items })
            return place.Type is { } type && Declarations.Element(type) is not null ? new Fact.Tensor(Shape.Scalar) : Fact.Unknown;
        var isNested = place.Type is IArrayTypeSymbol { ElementType: IArrayTypeSymbol };
        if (items.Count == 0 || !isNested)
            return isNested ? Fact.Unknown : new Fact.Tensor(Shape.Of(items.Count));
        var rows = items.Select((item, i) => Of(Item(place, i) ?? place, item) as Fact.Tensor).ToArray();
        if (rows.Any(r => r?.Shape is null) || rows[0]!.Shape is not { } first)
            return Fact.Unknown;
        for (var i = 1; i < rows.Length; i++)
            if (rows[i]!.Shape is { } row && row.Rank == first.Rank && Enumerable.Range(0, row.Rank).Where(a => sizes.Differ(row[a], first[a])).ToArray() is { Length: > 0 } axes)
            {
                Report(Catalogue.Ragged, Item(place, i) ?? place, $"{i}", row[axes[0]].ToString(), first[axes[0]].ToString());
                return Fact.Unknown;
            }
        return new Fact.Tensor(Shape.Of(first.Dims.Prepend(items.Count)));
    }

    static IOperation? Item(IOperation place, int index) => Bare(place) switch
    {
        IArrayCreationOperation { Initializer.ElementValues: var values } when index < values.Length => values[index],
        ICollectionExpressionOperation { Elements: var values } when index < values.Length => values[index],
        _ => null,
    };

    Fact Listed(IArrayCreationOperation array)
    {
        if (array.DimensionSizes.Length > 1 || array.Initializer is null || IsPlain(array.Type))
        {
            foreach (var inner in array.Initializer is { } values && !IsPlain(array.Type) ? values.ElementValues : [])
                Read(inner);
            var lengths = array.DimensionSizes.Select(d => Read(d) is Fact.Int length ? length.Dim : sizes.Free());
            return new Fact.Array(Shape.Of(lengths));
        }
        return new Fact.List(array.Initializer.ElementValues.Select(Read).ToEquatable());
    }

    Fact Listed(ICollectionExpressionOperation list)
    {
        if (list.Elements.Any(e => e is ISpreadOperation))
        {
            foreach (var element in list.Elements)
                Read(element);
            return Fact.Unknown;
        }
        // A list may grow later.
        return list.Type is INamedTypeSymbol { Name: "List" } ? Fact.Unknown : IsPlain(list.Type) ? new Fact.Array(Shape.Of(list.Elements.Length)) : new Fact.List(list.Elements.Select(Read).ToEquatable());
    }

    /// <summary>True where the elements are numbers that no shape depends on.</summary>
    static bool IsPlain(ITypeSymbol? type) => type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Boolean };
}
