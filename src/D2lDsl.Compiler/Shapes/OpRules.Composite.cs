using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Shapes;

public sealed partial class OpRules
{
    /// <summary>A composite op: its body, written out.</summary>
    public int Composite(CompositeOp op, IReadOnlyList<int> inputs, OpArguments arguments)
    {
        for (var i = 0; i < inputs.Count; i++)
            if (op.Operands[i].Type is { } fixedType ? Graph[inputs[i]].Type != fixedType : (op.Accepts & Graph[inputs[i]].Type.Kind()) == 0)
                throw new ShapeException(Catalogue.ElementType, op.Surface, op.Operands[i].Type?.Keyword() ?? Accepted(op.Accepts),
                    Describe(inputs[i]), Graph[inputs[i]].Type.Keyword(), $"it is the operand {op.Operands[i].Name}{((op.Operands[i].Type ?? ((op.Accepts & Elements.Floating) != 0 ? ElementType.Float : null)) is { } fitting ? $": convert it with Cast<{fitting.Keyword()}>()" : "")}");
        if (op.Form is { } form)
            RequireForm(op, form, inputs);
        // Any number of leading axes leaves only the end to count from.
        var first = Graph[inputs[0]].Shape;
        arguments = arguments with { Axes = arguments.Axes.ToDictionary(a => a.Key, a => (IReadOnlyList<int>?)[.. Axes(op, inputs[0], a.Value).Select(i => first.HasLeading ? i - first.Rank : i)]) };
        if (op.IndexCheck is { } check)
            inputs = Checked(inputs, check.Operand, check.Into is { } into ? Graph[inputs[into]].Shape[check.Axis.Value] : arguments.Sizes[check.Axis.Parameter!]);
        if (op.Width is { } width)
            foreach (var input in inputs)
                RequireWidth(op, input, AxisOf(width.Axis, arguments), width.Size);
        foreach (var argument in op.Arguments)
            if (argument.Range is { } range && arguments.Numbers[argument.Name] is var number && !argument.Takes(number))
                throw new ShapeException(Catalogue.Number, op.Surface, argument.Name, range, Text(number));
        if (op.AtMostHalf is var (small, large))
            foreach (var side in new[] { ".Rows", ".Columns" })
                RequireHalf(op, small, arguments.Sizes[small + side], large, arguments.Sizes[large + side]);
        if (op.Groups is { } grouped)
            RequireGroups(op, inputs, grouped, arguments.Sizes["groups"]);
        var operands = inputs.Select((_, i) => (TensorExpr)new TensorExpr.Operand(i)).ToArray();
        var body = op.Variants.FirstOrDefault(v => (arguments.Numbers.TryGetValue(v.Argument, out var number) ? number : arguments.Sizes[v.Argument].Value) == v.Value)?.Body ?? op.Body;
        composite ??= op.Surface;
        var result = Evaluate(body(operands), inputs, arguments, Graph[inputs[0]].Type, []);
        composite = null;
        return op.Reduced is { } reduced && !arguments.KeepDims ? Without(result, arguments.Axes[reduced.Name]!) : result;
    }

    /// <summary>
    /// The operands of a call, one of which must lie in [0, limit): where it is an argument of the model it is checked before anything runs,
    /// where it is computed it is picked from those numbers, which is refused outside of them.
    /// </summary>
    IReadOnlyList<int> Checked(IReadOnlyList<int> inputs, int operand, Dim limit)
    {
        var labels = inputs[operand];
        if (Graph[labels] is InputNode given)
        {
            Graph.Check(new(given.Index, limit));
            return inputs;
        }
        var (shape, type) = (Graph[labels].Shape, Graph[labels].Type);
        var list = Shape.Of([shape.Count]);
        var at = type == ElementType.Long ? Map(Arithmetic.Minimum, Map(Arithmetic.Maximum, labels, Graph.Constant(int.MinValue, type)), Graph.Constant(int.MaxValue, type)) : labels;
        at = Graph.Reshape(type == ElementType.Int ? at : Graph.Add(new MapNode(Ir.Scalar.Cast(new Scalar.Arg(0)), null, EquatableArray.Of(at), shape, ElementType.Int)), list);
        var numbers = Graph.Add(new IndexNode(0, Shape.Of([limit]), type));
        var picked = Graph.Reshape(Graph.Add(new GatherNode(0, Reverses: false, Written(labels), EquatableArray.Of(numbers, at), list, type)), shape);
        return [.. inputs.Select((input, i) => i == operand ? picked : input)];
    }

    static string Text(double number) => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Without some axes, which have size 1.</summary>
    int Without(int x, IReadOnlyList<int> axes) =>
        Graph.Reshape(x, Shape.Of(Graph[x].Shape.Dims.Where((_, i) => !axes.Contains(i) && !axes.Contains(i - Graph[x].Shape.Rank))));

    /// <summary>Checks the size of an axis: now where it is a number, else when the kernel knows it.</summary>
    void RequireWidth(CompositeOp op, int x, int axis, int size)
    {
        var actual = Graph[x].Shape[Axis(op.Surface, x, axis, Graph[x].Shape.Rank)];
        if (actual.Value is { } known && known != size)
            throw new ShapeException(Catalogue.Rank, op.Surface, $"{size} components along axis {axis}", $"{Describe(x)} with {known}");
        foreach (var rest in new[] { actual - size, size - actual })
            Graph.Require(new(rest, $"{op.Surface} takes {size} components along axis {axis} of {Describe(x)}"));
    }

    static int AxisOf(Axis axis, OpArguments arguments) => axis.Parameter is { } name ? arguments.Axes[name]!.Single() : axis.Value;

    /// <summary>Checks that the operands have the axes of an index string and that equal labels are equal sizes.</summary>
    void RequireForm(CompositeOp op, string form, IReadOnlyList<int> inputs)
    {
        var sizes = new Dictionary<string, (Dim Size, int Node)>();
        int? batch = null;
        var labels = form.Split(',').Select(l => l.Split([' '], StringSplitOptions.RemoveEmptyEntries)).ToArray();
        for (var i = 0; i < inputs.Count; i++)
        {
            var shape = Graph[inputs[i]].Shape;
            var leading = shape.Rank - labels[i].Count(l => l != "...");
            if (labels[i].Contains("...") ? leading < 0 || leading != (batch ??= leading) : leading != 0)
                throw new ShapeException(Catalogue.Rank, op.Surface, Wanted(), string.Join(" and ", inputs.Select(Describe)));
            var axes = labels[i].SelectMany(l => l == "..." ? Enumerable.Range(0, leading).Select(a => $"...{a}") : [l]).ToArray();
            for (var axis = 0; axis < axes.Length; axis++)
                if (!sizes.TryGetValue(axes[axis], out var known))
                    sizes.Add(axes[axis], (shape[axis], inputs[i]));
                else if (relation.Differ(known.Size, shape[axis]))
                    throw new ShapeException(Catalogue.Operands, op.Surface, Wanted(), Describe(known.Node), Describe(inputs[i]), known.Size.ToString(), shape[axis].ToString());
        }

        string Wanted() => string.Join(" and ", op.Operands.Zip(labels, (o, l) => $"{o.Name} [{string.Join(", ", l)}]"));
    }

    /// <summary>Writes an expression over tensors into the graph. Numbers take the type of the tensors they meet, else <paramref name="type"/>.</summary>
    public int Evaluate(TensorExpr expression, IReadOnlyList<int> operands, OpArguments arguments, ElementType type, Dictionary<TensorExpr, int> done)
    {
        if (!done.TryGetValue(expression, out var node))
            done.Add(expression, node = New());
        return node;

        int New() => expression switch
        {
            TensorExpr.Operand operand => operands[operand.Index],
            TensorExpr.Number or TensorExpr.Parameter => Graph.Constant(Number(expression)!.Value, type),
            TensorExpr.Map map => MapOf(map),
            TensorExpr.Reduce reduce => Reduce(reduce.Op, Inner(reduce.Input), reduce.Axes is { } a ? Counted([.. a.SelectMany(AxesOf)]) : null, reduce.KeepDims, reduce.TakesEmpty),
            TensorExpr.Unsqueeze unsqueeze => Unsqueeze(Inner(unsqueeze.Input), AxesOf(unsqueeze.Axis).Single()),
            TensorExpr.Move move => Move(move.Op, Inner(move.Input), [.. move.Arguments.Select(SizeOf)]),
            TensorExpr.Border border => Border(Inner(border.Input), SizeOf(border.Rows), SizeOf(border.Columns), border.Fill),
            TensorExpr.Split split => Split(Inner(split.Input), split.Axis, SizeOf(split.Groups)),
            TensorExpr.Fold fold => Fold(Inner(fold.Input), [.. fold.Arguments.Select(SizeOf)]),
            TensorExpr.Product product => Product(product.Pattern, Inner(product.Left), Inner(product.Right)),
            TensorExpr.Join join => Join(join.Op, [.. join.Inputs.Select(Inner)], AxesOf(join.Axis).Single()),
            TensorExpr.Lookup rows => Rows(Inner(rows.Table), Inner(rows.Index)),
            TensorExpr.Whole whole => Graph.Size(arguments.Sizes[whole.Name], ElementType.Int),
            TensorExpr.IndexAlong index => IndexAlong(Inner(index.Like), AxesOf(index.Axis)),
            TensorExpr.Random random => Random(Inner(random.Like), Inner(random.Seed)),
            TensorExpr.Count count => Graph.Size(AxesOf(count.Axis).Aggregate(Dim.One, (product, a) => product * SizeAlong(Inner(count.Of), a)), type),
            TensorExpr.Range range => Graph.Add(new IndexNode(0, Shape.Of(arguments.Sizes[range.Size]), range.Type ?? type)),
            _ => throw new InvalidOperationException($"No rule for {expression.GetType().Name}."),
        };

        int Inner(TensorExpr e) => Evaluate(e, operands, arguments, type, done);

        // Where the front is any number of axes, they are counted from the end.
        IReadOnlyList<int> Counted(IReadOnlyList<int> axes) => Graph[operands[0]].Shape is { HasLeading: true, Rank: var rank }
            ? [.. axes.Select(a => a < 0 ? a : a - rank)] : axes;

        IReadOnlyList<int> AxesOf(Axis a) => a.Parameter is { } name ? arguments.Axes[name]! : [a.Value];

        Dim SizeOf(Axis a) => a.Operand is { } operand ? Graph[operands[operand]].Shape[a.Value] : a.Parameter is not { } name ? a.Value : arguments.Sizes.TryGetValue(name, out var size) ? size : AxesOf(a).Single();

        Dim SizeAlong(int x, int axis) => Graph[x].Shape[axis < 0 ? axis + Graph[x].Shape.Rank : axis];

        double? Number(TensorExpr e) => e switch
        {
            TensorExpr.Number number => number.Value,
            TensorExpr.Parameter parameter => arguments.Numbers[parameter.Name],
            _ => null,
        };

        int MapOf(TensorExpr.Map map)
        {
            var inputs = map.Inputs.Select(e => Number(e) is null ? Inner(e) : (int?)null).ToArray();
            var met = inputs.Skip(map.Op is SelectOp ? 1 : 0).OfType<int>().Select(i => (ElementType?)Graph[i].Type).FirstOrDefault()
                ?? map.Inputs.OfType<TensorExpr.Number>().Select(n => n.Type).FirstOrDefault(t => t is not null) ?? type;
            return Map(map.Op, [.. map.Inputs.Select((e, i) => inputs[i] ?? Graph.Constant(Number(e)!.Value, met))]);
        }
    }

    /// <summary>A product by an index string whose sizes agree.</summary>
    int Product(string pattern, int a, int b)
    {
        var (operands, result) = (pattern.Substring(0, pattern.IndexOf('-')).Split(','), pattern.Substring(pattern.IndexOf('>') + 1));
        var sizes = new[] { (operands[0], a), (operands[1], b) }.SelectMany(o => o.Item1.Select((label, axis) => (label, Size: Graph[o.Item2].Shape[axis])))
            .GroupBy(o => o.label).ToDictionary(g => g.Key, g => g.First().Size);
        var product = Graph.Add(new ContractNode(operands[0], operands[1], result, EquatableArray.Of(a, b), Shape.Of(result.Select(l => sizes[l])), Graph[a].Type));
        Graph.Hint(product, composite is { } name ? char.ToLowerInvariant(name[0]) + name.Substring(1) : "product");
        return product;
    }

    /// <summary>A random number for each element, from its row-major index and the seed.</summary>
    int Random(int like, int seed)
    {
        var shape = Graph[like].Shape;
        int? index = null;
        for (var axis = 0; axis < shape.Rank; axis++)
            index = Along(index, axis, shape);
        return Graph.Add(new MapNode(TensorExpr.Random.Of(new Scalar.Arg(0), new Scalar.Arg(1)), null, EquatableArray.Of(index ?? Graph.Constant(0, ElementType.Int), seed), shape, Graph[like].Type));
    }

    /// <summary>A row-major index along some axes, continued along another.</summary>
    int Along(int? outer, int axis, Shape shape)
    {
        var along = Graph.Add(new IndexNode(axis, shape, ElementType.Int));
        return outer is { } before ? Map(Arithmetic.Add, Map(Arithmetic.Multiply, before, Graph.Size(shape[axis], ElementType.Int)), along) : along;
    }

    /// <summary>Each element's index along an axis; along several, their row-major index.</summary>
    int IndexAlong(int like, IReadOnlyList<int> axes)
    {
        var shape = Graph[like].Shape;
        int? index = null;
        foreach (var axis in axes.Select(a => Axis("index", like, a, shape.Rank)).OrderBy(a => a))
            index = Along(index, axis, shape);
        return index ?? Graph.Expand(Graph.Constant(0, ElementType.Int), shape);
    }
}
