using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Derive;

public sealed partial class Reverse
{
    /// <summary>A slice and its place, windows and their sum, a gather and its scatter, a scan and the one from the other end are each other's transpose.</summary>
    void IndexingRule(Node node, int dy, Action<int, int> receive)
    {
        var shape = graph[node.Inputs[0]].Shape;
        switch (node)
        {
            case SliceNode slice:
                receive(slice.Inputs[0], graph.Add(new PlaceNode(EquatableArray.Of(new Placement(slice.Starts, slice.Steps)), Tiles: false, EquatableArray.Of(dy), shape, node.Type)));
                break;
            case PlaceNode place:
                for (var i = 0; i < place.Inputs.Count; i++)
                    receive(place.Inputs[i], graph.Slice(dy, place.Parts[i].Starts, place.Parts[i].Steps, graph[place.Inputs[i]].Shape));
                break;
            case UnfoldNode unfold:
                receive(unfold.Inputs[0], graph.Add(new FoldNode(unfold.Windows, EquatableArray.Of(dy), shape, node.Type)));
                break;
            case FoldNode fold:
                receive(fold.Inputs[0], graph.Add(new UnfoldNode(fold.Windows, EquatableArray.Of(dy), shape, node.Type)));
                break;
            case GatherNode { Reverses: true } turned:
                receive(turned.Inputs[0], rules.Flip(dy, turned.Axis));
                break;
            case GatherNode gather:
                receive(gather.Inputs[0], graph.Add(new ScatterNode(gather.Axis, gather.Written, EquatableArray.Of(dy, gather.Inputs[1]), shape, node.Type)));
                break;
            case ScanNode { Monoid: Monoid.Product } products:
                receive(products.Inputs[0], RunningProducts.Gradient(rules, products, products.Inputs[0], graph.Add(products), dy));
                break;
            case ScanNode scan:
                receive(scan.Inputs[0], graph.Add(scan with { IsReversed = !scan.IsReversed, Inputs = EquatableArray.Of(dy) }));
                break;
            case ScatterNode scatter:
                receive(scatter.Inputs[0], graph.Add(new GatherNode(scatter.Axis, Reverses: false, scatter.Written, EquatableArray.Of(dy, scatter.Inputs[1]), shape, node.Type)));
                break;
        }
    }

    /// <summary>Two gradients of one value. Parts placed into the same shape are placed into one tensor, without one of zeros for each.</summary>
    int Sum(int a, int b)
    {
        // Added without the name of an op: the sum is called after the value whose gradient it is.
        if (graph[a] is not PlaceNode && graph[b] is not PlaceNode)
            return graph.Add(new MapNode(new Scalar.Arg(0) + new Scalar.Arg(1), Arithmetic.Add, EquatableArray.Of(a, b), graph[b].Shape, graph[b].Type));
        var (left, right) = (Parts(a), Parts(b));
        (Placement Place, int Node)[] all = [.. left, .. right];
        return graph.Add(new PlaceNode(all.Select(p => p.Place).ToEquatable(), Placement.Fill(graph[a].Shape, [.. all.Select(p => (p.Place, graph[p.Node].Shape))]),
            all.Select(p => p.Node).ToEquatable(), graph[a].Shape, graph[a].Type));
    }

    List<(Placement Place, int Node)> Parts(int node) => graph[node] is PlaceNode place ? [.. place.Parts.Zip(place.Inputs, (p, i) => (p, i))]
        : [(new(graph[node].Shape.Dims.Select(_ => Dim.Constant(0)).ToEquatable(), graph[node].Shape.Dims.Select(_ => 1).ToEquatable()), node)];
}
