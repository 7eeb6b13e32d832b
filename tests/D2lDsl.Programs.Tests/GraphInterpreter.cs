using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.ProgramsTests;

/// <summary>
/// Evaluates a graph node by node in double, nothing fused, nothing planned: what a kernel is compared with. Slow and obvious.
/// </summary>
sealed class GraphInterpreter(IReadOnlyDictionary<string, int> sizes)
{
    /// <summary>A dense tensor.</summary>
    public sealed record Value(int[] Shape, double[] Elements);

    public Value[] Run(Graph graph, IReadOnlyList<Value> inputs)
    {
        var values = new Value[graph.Nodes.Count];
        var regions = new Dictionary<int, Value[]>();
        var histories = new Dictionary<int, List<Value[]>>();
        for (var id = 0; id < values.Length; id++)
            switch (graph[id])
            {
                case WhileNode loop:
                    (regions[id], histories[id]) = While(loop, [.. loop.Inputs.Select(i => values[i])]);
                    break;
                case UnwindNode unwind:
                    regions[id] = Unwind(unwind, histories[unwind.Inputs[0]], [.. unwind.Inputs.Skip(1).Select(i => values[i])]);
                    break;
                case IfNode choice:
                    var reads = choice.Inputs.Skip(1).Select(i => values[i]).ToArray();
                    regions[id] = values[choice.Inputs[0]].Elements[0] != 0
                        ? Run(choice.Then, reads[..choice.Then.Inputs.Count]) : Run(choice.Else, reads[choice.Then.Inputs.Count..]);
                    break;
                case ProjectNode project:
                    values[id] = regions[project.Inputs[0]][project.Index];
                    break;
                case InputNode input:
                    values[id] = inputs[input.Index];
                    break;
                case var node:
                    values[id] = Evaluate(node, [.. node.Inputs.Select(i => values[i])]);
                    break;
            }
        return [.. graph.Outputs.Select(o => values[o])];
    }

    (Value[] Results, List<Value[]> History) While(WhileNode loop, Value[] inputs)
    {
        var state = inputs[..loop.Carried];
        var conditioned = inputs[loop.Carried..(loop.Carried + loop.Conditioned)];
        var read = inputs[(loop.Carried + loop.Conditioned)..];
        var history = new List<Value[]>();
        var collected = new List<Value[]>();
        while (Run(loop.Condition, [.. state, .. conditioned])[0].Elements[0] != 0)
        {
            history.Add(state);
            var results = Run(loop.Body, [.. state, .. read]);
            state = results[..loop.Carried];
            collected.Add(results[loop.Carried..]);
        }
        return ([.. state, .. Collect(loop.Body, loop.Carried, collected)], history);
    }

    Value[] Unwind(UnwindNode unwind, List<Value[]> history, Value[] inputs)
    {
        var state = inputs[..unwind.Carried];
        var collected = new List<Value[]>();
        for (var turn = history.Count - 1; turn >= 0; turn--)
        {
            var results = Run(unwind.Body, [.. state, .. unwind.Taped.Select(i => history[turn][i]),
                .. inputs[unwind.Carried..(unwind.Carried + unwind.Scanned)].Select(whole => Part(whole, turn)), .. inputs[(unwind.Carried + unwind.Scanned)..]]);
            state = results[..unwind.Carried];
            // What a turn collects lies at its own position, whichever way the turns go.
            collected.Insert(0, results[unwind.Carried..]);
        }
        return [.. state, .. Collect(unwind.Body, unwind.Carried, collected)];

        static Value Part(Value whole, int turn) => whole.Elements.Length / whole.Shape[0] is var size
            ? new(whole.Shape[1..], whole.Elements[(turn * size)..((turn + 1) * size)]) : whole;
    }

    /// <summary>The tensors of which each turn of a loop gives a part.</summary>
    IEnumerable<Value> Collect(Graph body, int carried, List<Value[]> turns) => Enumerable.Range(0, body.Outputs.Count - carried).Select(c => new Value(
        [turns.Count, .. Shape(body[body.Outputs[carried + c]])], [.. turns.SelectMany(turn => turn[c].Elements)]));

    int Size(Compiler.Shapes.Dim dim) => (int)dim.Substitute(s => sizes[s]).Value!.Value;

    int[] Shape(Node node) => [.. node.Shape.Dims.Select(Size)];

    Value Evaluate(Node node, Value[] operands)
    {
        var shape = Shape(node);
        return node switch
        {
            ConstantNode constant => new(shape, [constant.Value]),
            SizeNode size => new(shape, [Size(size.Size)]),
            IndexNode index => Fill(shape, at => at[index.Axis]),
            MapNode map => Fill(shape, at => Scalar(map.Expression, [.. operands.Select(o => At(o, at))])),
            ReshapeNode => operands[0] with { Shape = shape },
            ExpandNode => Fill(shape, at => At(operands[0], at)),
            PermuteNode permute => Fill(shape, at =>
            {
                var from = new int[at.Length];
                for (var i = 0; i < at.Length; i++)
                    from[permute.Axes[i]] = at[i];
                return At(operands[0], from);
            }),
            ReduceNode reduce => Reduce(reduce, operands[0], shape),
            ScanNode scan => Fill(shape, at => Enumerable.Range(scan.IsReversed ? at[scan.Axis] : 0, scan.IsReversed ? shape[scan.Axis] - at[scan.Axis] : at[scan.Axis] + 1)
                .Select(i => At(operands[0], [.. at.Select((place, axis) => axis == scan.Axis ? i : place)])).Aggregate((a, b) => scan.Monoid == Monoid.Sum ? a + b : a * b)),
            GatherNode gather => Fill(shape, at => At(operands[0], [.. at.Select((place, axis) => axis == gather.Axis ? (int)At(operands[1], at) : place)])),
            ScatterNode scatter => Scatter(scatter, operands[0], operands[1], shape),
            SliceNode slice => Fill(shape, at => At(operands[0], [.. at.Select((place, axis) => Size(slice.Starts[axis]) + place * slice.Steps[axis])])),
            PlaceNode place => Place(place, operands, shape),
            ContractNode contract => Contract(contract, operands[0], operands[1], shape),
            _ => throw new NotSupportedException($"The interpreter does not know {node.GetType().Name}."),
        };
    }

    static Value Reduce(ReduceNode reduce, Value x, int[] shape)
    {
        var count = x.Elements.Length / Math.Max(1, Length(shape));
        return Fill(shape, at =>
        {
            var total = reduce.Op.Monoid switch { Monoid.Sum => 0, Monoid.Product => 1, Monoid.Maximum => double.NegativeInfinity, _ => double.PositiveInfinity };
            foreach (var from in Positions(x.Shape).Where(p => p.Select((i, axis) => reduce.Axes.Contains(axis) || i == at[axis]).All(same => same)))
            {
                var element = Scalar(reduce.Op.Map(new Scalar.Arg(0)), [At(x, from)]);
                total = reduce.Op.Monoid switch { Monoid.Sum => total + element, Monoid.Product => total * element, Monoid.Maximum => Math.Max(total, element), _ => Math.Min(total, element) };
            }
            return Scalar(reduce.Op.Finish(new Scalar.Arg(0), new Scalar.Arg(1)), [total, count]);
        });
    }

    static Value Scatter(ScatterNode scatter, Value x, Value index, int[] shape)
    {
        var result = new Value(shape, new double[Length(shape)]);
        foreach (var at in Positions(x.Shape))
            result.Elements[Offset(shape, [.. at.Select((place, axis) => axis == scatter.Axis ? (int)At(index, at) : place)])] += At(x, at);
        return result;
    }

    /// <summary>Zeros, to which the parts are added; tiles must be at every place, and only one at each.</summary>
    Value Place(PlaceNode node, Value[] parts, int[] shape)
    {
        var (result, count) = (new Value(shape, new double[Length(shape)]), new int[Length(shape)]);
        foreach (var (part, where) in parts.Zip(node.Parts))
            foreach (var at in Positions(part.Shape))
            {
                var offset = Offset(shape, [.. at.Select((i, axis) => Size(where.Starts[axis]) + i * where.Steps[axis])]);
                result.Elements[offset] += At(part, at);
                count[offset]++;
            }
        return node.Tiles && count.Any(c => c != 1) ? throw new InvalidOperationException($"Tiles meet or leave gaps: {node}") : result;
    }

    static Value Contract(ContractNode node, Value a, Value b, int[] shape)
    {
        var labels = (node.Left + node.Right + node.Result).Distinct().ToArray();
        var extents = labels.Select(l => node.Left.Contains(l) ? a.Shape[node.Left.IndexOf(l)] : b.Shape[node.Right.IndexOf(l)]).ToArray();
        var result = new Value(shape, new double[Length(shape)]);
        foreach (var at in Positions(extents))
        {
            int[] Of(string operand) => [.. operand.Select(l => at[Array.IndexOf(labels, l)])];
            result.Elements[Offset(shape, Of(node.Result))] += At(a, Of(node.Left)) * At(b, Of(node.Right));
        }
        return result;
    }

    static Value Fill(int[] shape, Func<int[], double> element) => new(shape, [.. Positions(shape).Select(element)]);

    static int Length(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    static IEnumerable<int[]> Positions(int[] shape)
    {
        for (var i = 0; i < Length(shape); i++)
        {
            var (at, rest) = (new int[shape.Length], i);
            for (var axis = shape.Length - 1; axis >= 0; axis--)
                (at[axis], rest) = (rest % shape[axis], rest / shape[axis]);
            yield return at;
        }
    }

    static int Offset(int[] shape, int[] at) => at.Select((i, axis) => (i, axis)).Aggregate(0, (offset, p) => offset * shape[p.axis] + p.i);

    /// <summary>The element at a position of a shape that this one broadcasts to.</summary>
    static double At(Value value, int[] at)
    {
        var shift = at.Length - value.Shape.Length;
        return value.Elements[Offset(value.Shape, [.. value.Shape.Select((size, axis) => size == 1 ? 0 : at[axis + shift])])];
    }

    static double Scalar(Scalar expression, double[] operands)
    {
        if (expression is Scalar.Const constant)
            return constant.Value;
        if (expression is Scalar.Arg arg)
            return operands[arg.Index];
        var apply = (Scalar.Apply)expression;
        var o = apply.Operands.Select(e => Scalar(e, operands)).ToArray();
        return apply.Primitive switch
        {
            Primitive.Add => o[0] + o[1],
            Primitive.Subtract => o[0] - o[1],
            Primitive.Multiply => o[0] * o[1],
            Primitive.Divide => o[0] / o[1],
            Primitive.Negate => -o[0],
            Primitive.Abs => Math.Abs(o[0]),
            Primitive.Sqrt => Math.Sqrt(o[0]),
            Primitive.Exp => Math.Exp(o[0]),
            Primitive.Log => Math.Log(o[0]),
            Primitive.Tanh => Math.Tanh(o[0]),
            Primitive.Sin => Math.Sin(o[0]),
            Primitive.Cos => Math.Cos(o[0]),
            Primitive.Power => Math.Pow(o[0], o[1]),
            Primitive.Floor => Math.Floor(o[0]),
            Primitive.Minimum => Math.Min(o[0], o[1]),
            Primitive.Maximum => Math.Max(o[0], o[1]),
            Primitive.Less => o[0] < o[1] ? 1 : 0,
            Primitive.LessOrEqual => o[0] <= o[1] ? 1 : 0,
            Primitive.Equal => o[0] == o[1] ? 1 : 0,
            Primitive.And => o[0] * o[1],
            Primitive.Or => Math.Max(o[0], o[1]),
            Primitive.Not => 1 - o[0],
            Primitive.Select => o[0] != 0 ? o[1] : o[2],
            Primitive.Cast => o[0],
            Primitive.Hash => Runtime.VectorMath.Hash((int)o[0], (int)o[1]),
            var other => throw new NotSupportedException($"The interpreter does not know {other}."),
        };
    }
}
