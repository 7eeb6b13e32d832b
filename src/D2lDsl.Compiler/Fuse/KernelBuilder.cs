using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>Graph → kernel: lowers, partitions, decides which values need memory, and writes the steps.</summary>
public sealed partial class KernelBuilder
{
    readonly Graph graph;
    readonly KernelContext context;
    readonly Partition partition;
    readonly IReadOnlyList<int> outputs;
    readonly Dictionary<int, TensorBuffer> bufferOf = [];
    readonly Dictionary<int, string> numberNames = [];
    readonly Dictionary<int, ScalarOperand> numberOf = [];
    readonly Dictionary<int, WhileStep> loops = [];

    KernelBuilder(Graph graph, KernelContext context, int states = 0, bool isPointwise = false)
    {
        (this.graph, this.context, this.isPointwise) = (graph, context, isPointwise);
        (Nodes, outputs) = Lower.Of(graph, context.Joining, states);
        partition = Partition.Of(Nodes, outputs);
    }

    internal IReadOnlyList<LoopNode> Nodes { get; }

    internal AxisClasses Classes => partition.Classes;

    /// <summary>The kernel of a graph whose last <paramref name="gradients"/> outputs are gradients of parameters.</summary>
    public static KernelProgram Of(Graph graph, ProgramKind kind, int gradients, Joining joining)
    {
        var context = new KernelContext(joining);
        var builder = new KernelBuilder(graph, context);
        foreach (var input in graph.Inputs)
            context.Unique(input.Name);
        for (var id = 0; id < builder.Nodes.Count; id++)
            if (builder.Nodes[id] is LoopInput input)
                builder.Give(id, new(graph.Inputs[input.Index].Name, BufferKind.Input, input.Index, input.Domain, input.Type));
        builder.StoreResults(gradients);
        builder.StoreTemporaries();
        var steps = FuseProducts.Unread(builder.Joined(), joining);
        // What steps have taken into themselves needs no memory.
        var touched = new HashSet<int>(steps.SelectMany(MemoryPlan.Touched).Where(b => b.Kind == BufferKind.Temporary).Select(b => b.Index));
        context.Buffers.RemoveAll(b => b.Kind == BufferKind.Temporary && !touched.Contains(b.Index));
        var kernel = new Kernel(context.Buffers, context.Tapes, steps, [.. builder.outputs.Select((id, i) => builder.Result(id, graph[graph.Outputs[i]]))]);
        return new(graph, kernel, MemoryPlan.Of(kernel), kind);
    }

    internal TensorBuffer? BufferOf(int node) => Nodes[node] switch
    {
        LoopAlias alias => BufferOf(alias.Source) is { } source ? source with { Shape = alias.Domain } : null,
        _ => bufferOf.TryGetValue(node, out var buffer) ? buffer : null,
    };

    internal bool IsInline(int node) => isPointwise ? Nodes[node] is LoopMap && node != outputs[0] : partition.IsInline(node);

    /// <summary>True for values that are one number and live in a variable, not in memory.</summary>
    internal bool IsNumber(int node) => Nodes[node] switch
    {
        LoopConstant or LoopSize => true,
        LoopInput => numberOf.ContainsKey(node),
        LoopMap or LoopReduce or LoopProject => Nodes[node].Result.Dims.All(d => d.IsOne),
        _ => false,
    };

    internal string NumberName(int node)
    {
        if (!numberNames.TryGetValue(node, out var name))
            numberNames.Add(node, name = context.Unique(Nodes[node].Name ?? (Nodes[node] is LoopReduce ? "total" : "number")));
        return name;
    }

    /// <summary>Gives memory to results.</summary>
    void StoreResults(int gradients)
    {
        var parameters = graph.Inputs.Where(input => input.IsParameter).ToArray();
        for (var i = 0; i < outputs.Count; i++)
        {
            var isGradient = i >= outputs.Count - gradients;
            var node = Nodes[outputs[i]];
            var shape = graph[graph.Outputs[i]].Shape;
            if (isGradient || shape.Rank > 0)
                Give(outputs[i], new(context.Unique(isGradient ? "d" + parameters[i - (outputs.Count - gradients)].Name : node.Name ?? "result"), isGradient ? BufferKind.Gradient : BufferKind.Output,
                    isGradient ? i - (outputs.Count - gradients) : i, shape, node.Type));
        }
    }

    /// <summary>Gives memory to values that leave the loop that makes them.</summary>
    void StoreTemporaries()
    {
        var readLater = ReadLater();
        for (var id = 0; id < Nodes.Count; id++)
            if (Leaves(id, readLater))
                bufferOf.Add(id, context.Temporary(Nodes[id].Name ?? "kept", Kept(Nodes[id]), Nodes[id].Type));
        // All parts of a tensor are written into the memory of the last.
        for (var id = Nodes.Count - 1; id >= 0; id--)
            if (Nodes[id] is LoopPlace { Previous: >= 0 and var previous })
                bufferOf[previous] = bufferOf[id];
    }

    /// <summary>The shape without the axes a reduction has used up.</summary>
    static Shape Kept(LoopNode node) =>
        node is LoopReduce { Into: null } reduce ? Shape.Of(reduce.Domain.Dims.Where((_, axis) => !reduce.Reduced.Contains(axis))) : node.Result;

    void Give(int node, TensorBuffer buffer)
    {
        context.Buffers.Add(buffer);
        bufferOf.Add(node, buffer);
    }

    /// <summary>Computed values that some later step reads from memory.</summary>
    HashSet<int> ReadLater()
    {
        var read = new HashSet<int>();
        for (var reader = 0; reader < Nodes.Count; reader++)
        {
            var needsMemory = Nodes[reader].RunsAlone || Nodes[reader].IsScalar;
            foreach (var operand in Nodes[reader].Operands)
                if (needsMemory || (partition.StepOf(reader) != partition.StepOf(operand.Source) && !IsInline(operand.Source)))
                    read.Add(operand.Source);
            if (Nodes[reader] is LoopAlias alias)
                read.Add(alias.Source);
        }
        return read;
    }

    /// <summary>True for a computed tensor that needs memory of its own.</summary>
    bool Leaves(int id, HashSet<int> readLater) => !bufferOf.ContainsKey(id) && !IsNumber(id) && Nodes[id] switch
    {
        LoopProject or LoopReduce { IsGemm: true } or LoopScan or LoopSort => true,
        LoopRegion => false,
        _ => !Nodes[id].IsLeaf && readLater.Contains(id),
    };

    List<Step> Steps()
    {
        var steps = new List<Step>();
        foreach (var work in partition.Steps)
        {
            var before = steps.Count;
            switch (work)
            {
                case LoopWork loop:
                    steps.Add(new RowProgramBuilder(this, loop.Group).Build(context.NextLoop()) with { Apart = loop.Apart });
                    foreach (var id in loop.Group.Nodes.Where(IsNumber))
                        StoreNumber(id, steps);
                    break;
                case GemmWork gemm:
                    steps.Add(Gemm((LoopReduce)Nodes[gemm.Node], gemm.Node));
                    break;
                case ScanWork scan:
                    steps.Add(Along(Nodes[scan.Node], scan.Node));
                    break;
                case RegionWork region:
                    Region(region.Node, steps);
                    break;
                case PlaceWork place:
                    steps.Add(Place((LoopPlace)Nodes[place.Node], place.Node));
                    break;
                case ScalarWork scalar:
                    var map = (LoopMap)Nodes[scalar.Node];
                    steps.Add(new ScalarStep(NumberName(scalar.Node), map.Type, map.Expression, [.. map.Inputs.Select(Number)]));
                    StoreNumber(scalar.Node, steps);
                    break;
            }
            for (var i = before; i < steps.Count; i++)
                if (steps[i] is not ScalarStore)
                    steps[i] = steps[i] with { Computes = Computed(work), Line = Written(work) };
        }
        return FuseProducts.Of(steps, context.Joining, graph.Checks.ToList());
    }

    /// <summary>The steps, attention as one with its gradients and with loops that only copy what it makes.</summary>
    List<Step> Joined() => JoinAttention.Of(Steps()) is var steps && context.Joining == Joining.Rows ? PlaceAttention.Of(steps, [.. outputs.Select(BufferOf).OfType<TensorBuffer>()]) : steps;

    /// <summary>Where a value is written in the user's source, if that was kept.</summary>
    internal SourceLine? LineOf(int node) => graph.LineOf(Nodes[node].GraphNode);

    SourceLine? Written(Work work) => graph.Lines.Count == 0 ? null : work switch
    {
        LoopWork loop => LineOf(loop.Group.Nodes[0]),
        GemmWork gemm => LineOf(gemm.Node),
        ScanWork scan => LineOf(scan.Node),
        PlaceWork place => LineOf(place.Node),
        ScalarWork scalar => LineOf(scalar.Node),
        RegionWork region => LineOf(region.Node),
        _ => null,
    };

    /// <summary>The graph's nodes behind a step, and those of the cheap expressions that it computes for itself.</summary>
    int[] Computed(Work work)
    {
        IEnumerable<int> own = work switch
        {
            LoopWork loop => loop.Group.Nodes,
            GemmWork gemm => [gemm.Node],
            ScanWork scan => [scan.Node],
            PlaceWork place => [place.Node],
            ScalarWork scalar => [scalar.Node],
            RegionWork region => Enumerable.Range(region.Node, Nodes.Count - region.Node).Where(n => n == region.Node || Nodes[n] is LoopProject project && project.Source == region.Node),
            _ => [],
        };
        var (seen, open) = (new HashSet<int>(), new Stack<int>(own));
        while (open.Count > 0)
            if (open.Pop() is var id && seen.Add(id))
                foreach (var operand in Nodes[id].Operands.Where(o => IsInline(o.Source)))
                    open.Push(operand.Source);
        return [.. seen.Select(id => Nodes[id].GraphNode).Distinct().OrderBy(id => id)];
    }

    void StoreNumber(int id, List<Step> steps)
    {
        if (BufferOf(id) is { } buffer)
            steps.Add(new ScalarStore(new ScalarNumber(NumberName(id), Nodes[id].Type), buffer));
    }

    KernelResult Result(int id, Node output) =>
        output.Shape.Rank == 0 ? new(Number(id), null, output.Shape, output.Type) : new(null, BufferOf(id), output.Shape, output.Type);

    internal ScalarOperand Number(int id) => Nodes[id] switch
    {
        _ when numberOf.TryGetValue(id, out var bound) => bound,
        LoopConstant constant => new ScalarLiteral(constant.Value, constant.Type),
        LoopSize size => new ScalarSize(size.Size, size.Type),
        LoopIndex => new ScalarLiteral(0, ElementType.Int),
        _ when IsNumber(id) => new ScalarNumber(NumberName(id), Nodes[id].Type),
        _ => new ScalarElement(BufferOf(id)!),
    };

    Contraction Gemm(LoopReduce gemm, int id)
    {
        var (left, right) = (gemm.Inputs[0], gemm.Inputs[1]);
        var axes = Enumerable.Range(0, gemm.Domain.Rank).Where(a => !gemm.Domain[a].IsOne).ToArray();
        List<LoopAxis> Pick(Func<int, bool> where) => [.. axes.Where(where).Select(a => new LoopAxis(a, gemm.Domain[a]))];
        bool Summed(int a) => gemm.Reduced.Contains(a);
        bool In(Operand operand, int a) => operand.Axes.Contains(a) || operand.Windows.Any(w => w.Axis == a);
        var result = gemm.Into is { } into ? Walk(into, id) : Walk(new(id, Enumerable.Range(0, gemm.Domain.Rank).Select(a => Summed(a) ? -1 : a).ToEquatable()));
        return new(BufferOf(id)!.Name,
            Pick(a => !Summed(a) && In(left, a) && In(right, a)), Pick(a => !Summed(a) && !In(right, a)), Pick(a => !Summed(a) && !In(left, a)), Pick(Summed),
            Walk(left), Walk(right), result)
        { Planes = gemm.Into?.Planes };
    }

    /// <summary>A walk over windows that are added up.</summary>
    Access Walk(Overlap into, int id)
    {
        // From plane to plane through what is in memory, within a plane through all of it.
        var (strides, within) = (into.Result.Strides(), into.Whole.Strides());
        return new(BufferOf(id)!, into.Moves.Select(move => (move.Axis, (move.Of < into.First ? strides : within)[move.Of] * move.Step)).ToEquatable()) { Slides = true };
    }

    /// <summary>What goes over the lines of a tensor along an axis.</summary>
    Step Along(LoopNode node, int id)
    {
        var (from, to) = (BufferOf(node.Operands[0].Source)!, BufferOf(id)!);
        var axis = node is LoopScan { Axis: var along } ? along : ((LoopSort)node).Axis;
        var (outer, count, inner) = (Product(node.Domain.Dims.Take(axis)), node.Domain[axis], Product(node.Domain.Dims.Skip(axis + 1)));
        return node is LoopScan scan ? new RunningScan(from, to, outer, count, inner, scan.Monoid, scan.IsReversed) : new Sorting(from, to, outer, ((LoopSort)node).Count, inner, count, ((LoopSort)node).IsDescending);

        static Dim Product(IEnumerable<Dim> dims) => dims.Aggregate(Dim.One, (product, d) => product * d);
    }

    Access Walk(Operand operand)
    {
        var shape = Nodes[operand.Source].Result;
        var strides = shape.Strides();
        return new(BufferOf(operand.Source)!, Enumerable.Range(0, shape.Rank)
            .Where(i => operand.Axes[i] >= 0 && !shape[i].IsOne).Select(i => (operand.Axes[i], operand.Slices.Count == 0 ? strides[i] : strides[i] * operand.Slices[i].Step))
            .Concat(operand.Windows.Select(w => (w.Axis, strides[w.Of] * w.Step))).ToEquatable())
        { Offset = Offset(operand.Slices, strides), Slides = operand.Windows.Count > 0 };
    }

    static Dim Offset(EquatableArray<AxisSlice> slices, Dim[] strides) => slices.Zip(strides, (slice, stride) => slice.Start * stride).Aggregate(Dim.Constant(0), (sum, d) => sum + d);

    /// <summary>The one element that an operand of a number is.</summary>
    ScalarOperand Number(Operand operand) => IsNumber(operand.Source) || operand.IsWhole ? Number(operand.Source)
        : Element(operand.Source, operand.Slices, operand.Index);

    ScalarElement Element(int node, EquatableArray<AxisSlice> slices, AxisIndex? index)
    {
        var strides = Nodes[node].Result.Strides();
        return new(BufferOf(node)!)
        {
            Offset = Offset(slices, strides),
            Indices = index is null ? []
                : EquatableArray.Of(new ScalarIndex(Number(index.At), strides[index.Axis] * (slices.Count == 0 ? 1 : slices[index.Axis].Step), index.Limit, index.Of)),
        };
    }

    PlaceStep Place(LoopPlace place, int id) => new(Number(place.Input), Element(id, place.Slices, place.Index), place.Adds, place.Clears);
}
