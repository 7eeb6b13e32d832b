using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Rules;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>What a model as a whole is suspected of.</summary>
public static partial class ModelReader
{
    /// <summary>What the rules are told of the method.</summary>
    static Setting Surroundings(IMethodSymbol method, IReadOnlyList<GraphInput> inputs) => new()
    {
        Batch = Axes.Batch(inputs.Where(i => !i.IsParameter && !i.Member).Select(i => i.Shape)),
        Declared = Declarations.ReturnShapeOf(method),
    };

    /// <summary>What is suspicious about a graph, apart from the parameters of modules, which several methods may share.</summary>
    static IEnumerable<Finding> Suspicions(IMethodSymbol method, Graph graph, IReadOnlyDictionary<int, (string Title, Location Place)> places)
    {
        foreach (var (input, (entry, arguments)) in DeclarationRules.Of(method.Name, graph.Inputs, [.. graph.Outputs.Select(o => graph[o])]))
            yield return new(entry, arguments, input is null ? Location(method) : PlaceOf(input));
        foreach (var reach in Reach.Of(graph).Where(r => !r.Input.Member))
            if (!reach.IsRead)
                yield return new(Catalogue.Unread, [reach.Input.Name], PlaceOf(reach.Input));
            else if (!reach.IsDifferentiated && graph.Outputs.Any(o => graph[o].Type.IsFloating()))
                yield return Cut(method, graph, reach, places);

        Location PlaceOf(GraphInput input) => method.Parameters.FirstOrDefault(p => p.Name == input.Name) is { } parameter ? Location(parameter) : Location(method);
    }

    /// <summary>How a method uses the parameters of its module.</summary>
    static IReadOnlyList<MemberReach> Members(IMethodSymbol method, Graph graph, IReadOnlyDictionary<int, (string Title, Location Place)> places) =>
    [
        .. Reach.Of(graph).Where(r => r.Input.Member)
            .Select(r => new MemberReach(r.Input.Name, r.IsRead, r.IsDifferentiated, r.IsRead && !r.IsDifferentiated ? Cut(method, graph, r, places) : null)),
    ];

    /// <summary>Where the gradient of a parameter ends: the first step of the method's own behind which there is none.</summary>
    static Finding Cut(IMethodSymbol method, Graph graph, Reach reach, IReadOnlyDictionary<int, (string Title, Location Place)> places)
    {
        if (reach.Cuts.Select(node => graph[node]).FirstOrDefault() is WhileNode loop)
            return new(Catalogue.NotDifferentiable, [$"The loop 'while ({loop.Text})'", reach.Input.Name], Location(method));
        var (title, place) = reach.Cuts.Where(places.ContainsKey).Select(node => places[node]).FirstOrDefault();
        return title == Ops.Selection.Detach.Surface ? new(Catalogue.Detached, [reach.Input.Name], place)
            : new(Catalogue.NotDifferentiable, [title ?? method.Name, reach.Input.Name], place ?? Location(method));
    }
}
