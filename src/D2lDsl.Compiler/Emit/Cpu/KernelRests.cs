using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Finds the rests among the sizes of a kernel: a call works them out once, and its loops take them as they take sizes.</summary>
static class KernelRests
{
    /// <summary>Each once, behind those that it is made of.</summary>
    public static IReadOnlyList<(string Text, Dim Number, Dim Size)> Of(IEnumerable<KernelProgram> programs) =>
        [.. programs.SelectMany(p => Of(p.Graph)).GroupBy(r => r.Text).Select(g => g.First())];

    static IEnumerable<(string Text, Dim Number, Dim Size)> Of(Graph graph) =>
        graph.Nodes.SelectMany(node => Sizes(node).SelectMany(d => d.Rests).Concat(GraphPrinter.Inside(node).SelectMany(inner => Of(inner.Graph))));

    static IEnumerable<Dim> Sizes(Node node) => node switch
    {
        SizeNode size => [size.Size],
        SliceNode slice => slice.Starts.Concat(slice.Shape.Dims),
        PlaceNode place => place.Parts.SelectMany(p => p.Starts).Concat(place.Shape.Dims),
        _ => node.Shape.Dims,
    };
}
