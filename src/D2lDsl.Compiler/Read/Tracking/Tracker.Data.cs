using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Loaders, tables and made-up data.</summary>
public sealed partial class Tracker
{
    Fact Loader(IOperation place, IReadOnlyList<(IParameterSymbol? Parameter, IOperation Place, Fact Fact)> arguments)
    {
        Fact Given(string name) => arguments.FirstOrDefault(a => a.Parameter?.Name == name).Fact ?? Fact.Unknown;
        var (x, y) = (Given("x"), Given("y"));
        var size = Given("batchSize") is Fact.Int given ? given.Dim : sizes.Free("batchSize");
        var samples = x is Fact.Tensor { Shape: { Rank: > 0 } features } ? features[0] : null;
        if (samples is not null && y is Fact.Tensor { Shape: { Rank: > 0 } targets } && sizes.Differ(samples, targets[0]))
            Report(Catalogue.Samples, place, samples.ToString(), targets[0].ToString());
        var drops = Given("dropLast") is Fact.Bool { Value: true };
        var even = samples?.Value is { } n && size.Value is > 0 and var b && n % b == 0;
        return new Fact.Loader(x, y, drops || even ? size : sizes.Batch(size));
    }

    /// <summary>Calls of the Data package and of loaders; null for others.</summary>
    Fact? DataCall(IInvocationOperation call)
    {
        var type = call.TargetMethod.ContainingType.Name;
        if ((type, call.TargetMethod.Name) is not (("DataLoader", "Of") or ("Table" or "Csv" or "Synthetic" or "Split", _) or (_, "Step")))
            return null;
        var owner = Read(call.Instance);
        var arguments = call.Arguments.Select(a => (a.Parameter, Place: a.Value, Fact: Read(a.Value))).ToArray();
        Fact Given(string name) => arguments.FirstOrDefault(a => a.Parameter?.Name == name).Fact ?? Fact.Unknown;
        switch (type, call.TargetMethod.Name)
        {
            case ("DataLoader", "Of"):
                return Loader(call, arguments);
            case ("Csv", "Read"):
                return new Fact.Table(null, sizes.Free("rows"));
            case ("Table", "Select") when owner is Fact.Table table:
                return new Fact.Table(Names(Given("names")), table.Rows);
            case ("Table", "FillMissing"):
                return owner;
            case ("Table", "Join" or "OneHot") when owner is Fact.Table table:
                return new Fact.Table(null, table.Rows);
            case ("Table", "ToTensor"):
                return ToTensor(call, owner as Fact.Table, Names(Given("names")));
            case ("Split", "TrainTest") when Given("x") is Fact.Tensor { Shape: { Rank: > 0 } all } && Given("y") is Fact.Tensor { Shape: { Rank: > 0 } targets }:
                var (train, test) = (sizes.Free("train"), sizes.Free("test"));
                return new Fact.Members(EquatableArray.Of<(string, Fact)>(("TrainX", new Fact.Tensor(all.With(0, train))), ("TrainY", new Fact.Tensor(targets.With(0, train))),
                    ("TestX", new Fact.Tensor(all.With(0, test))), ("TestY", new Fact.Tensor(targets.With(0, test)))));
            case ("Synthetic", "LinearRegression") when Given("count") is Fact.Int count:
                var width = Given("w") is Fact.Tensor { Shape: { Rank: > 0 } w } ? w[0] : sizes.Free("d");
                return new Fact.Tuple(EquatableArray.Of<Fact>(new Fact.Tensor(Shape.Of(count.Dim, width)), new Fact.Tensor(Shape.Of(count.Dim, 1))));
            case (_, "Step") when Given("parameter") is Fact.Tensor { Shape: { } parameter } && Given("gradient") is Fact.Tensor { Shape: { } gradient }:
                if (parameter.Rank != gradient.Rank || parameter.Dims.Zip(gradient.Dims, sizes.Differ).Any(d => d))
                    Report(Catalogue.Gradient, call, $"{Describe(arguments[0].Place, parameter)}", $"{Describe(arguments[1].Place, gradient)}");
                return Fact.Unknown;
            default:
                return Fact.Unknown;
        }
    }

    Fact ToTensor(IInvocationOperation call, Fact.Table? table, EquatableArray<string>? names)
    {
        if (table?.Columns is { Count: > 0 } known && names is { } wanted)
            foreach (var name in wanted)
                if (!known.Contains(name))
                    Report(Catalogue.Column, call, name, string.Join(", ", known));
        var columns = names is { Count: > 0 } listed ? listed.Count : names is not null && table?.Columns is { Count: > 0 } all ? all.Count : (Dim?)null;
        return new Fact.Tensor(Shape.Of(table?.Rows ?? sizes.Free("rows"), columns ?? sizes.Free("columns")));
    }

    static EquatableArray<string>? Names(Fact fact) => fact is Fact.List { Items: var items } && items.All(i => i is Fact.Text) ? items.Select(i => ((Fact.Text)i).Value).ToEquatable() : null;

    /// <summary>Properties of tables and loaders; null for others.</summary>
    Fact? OfData(IPropertyReferenceOperation reference, Fact owner) => (reference.Property.Name, owner) switch
    {
        ("RowCount", Fact.Table table) => new Fact.Int(table.Rows),
        ("BatchSize", Fact.Loader loader) => new Fact.Int(sizes.Full(loader.Batch)),
        _ => null,
    };
}
