using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

sealed partial class BodyReader
{
    /// <summary>A loop of at most this many turns is written out.</summary>
    const int FewTurns = 4;

    /// <summary>Above this many turns a loop that must be written out is refused.</summary>
    const int ManyTurns = 2000;

    /// <summary>The loop whose body is being read; null outside, and inside of what a body calls.</summary>
    LoopFrame? loop;

    /// <summary>How a turn of a loop ends: with the values that go into the next one, and whether there is a next one.</summary>
    sealed record LoopFrame(Func<bool, Value> Finish, Action<Node>? Returns = null);

    T Quietly<T>(Func<T> read)
    {
        return Looping(null, read);
    }

    T Looping<T>(LoopFrame? frame, Func<T> read)
    {
        var outer = loop;
        loop = frame;
        try
        {
            return read();
        }
        finally
        {
            loop = outer;
        }
    }

    int Use(Value.Tensor value) => region.Use(value);

    /// <summary>What a variable is made of: the parts of a tuple, those of its tuples too, or the value itself.</summary>
    static IEnumerable<Value> Parts(Value value) => value is Value.Tuple tuple ? tuple.Items.SelectMany(Parts) : [value];

    /// <summary>A value like another, made of other parts.</summary>
    static Value Whole(Value like, Func<Value> next) => like is Value.Tuple tuple ? new Value.Tuple([.. tuple.Items.Select(item => Whole(item, next))]) : next();

    static IEnumerable<IOperation> Optional(IOperation? statement) => statement is null ? [] : [statement];

    int Integer(Value value) => value switch
    {
        Value.Int number => rules.Graph.Size(number.Dim, ElementType.Int),
        Value.Bool truth => rules.Graph.Constant(truth.Constant ? 1 : 0, ElementType.Bool),
        _ => Use((Value.Tensor)value),
    };

    /// <summary>A truth value known now, or a bool tensor of rank 0.</summary>
    Value Condition(IOperation condition)
    {
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.True } or IParenthesizedOperation)
            condition = condition.ChildOperations.First();
        var value = Read(condition);
        if (value is Value.Bool)
            return value;
        if (value is not Value.Tensor tensor)
            throw Unsupported(condition, $"'{Text(condition)}' as a condition", "compare tensors of one element, or sizes");
        var node = Use(tensor);
        if (!rules.Graph[node].Shape.Dims.All(d => d.IsOne))
            throw new ReadException(new(Catalogue.Condition, [Text(condition), rules.Describe(node)], condition.Syntax.GetLocation()));
        if (rules.Graph[node].Type != ElementType.Bool)
            node = rules.Map(Ops.Comparisons.NotEqual, node, rules.Graph.Constant(0, rules.Graph[node].Type));
        return Of(rules.Graph.Reshape(node, Shape.Scalar));
    }

    /// <summary>a &amp;&amp; b, a || b: values have no side effects, so both sides may be computed.</summary>
    Value Combine(IBinaryOperation binary, Value left, Value right)
    {
        var isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        foreach (var (known, other) in new[] { (left, right), (right, left) })
            if (known is Value.Bool { Constant: var constant })
                return constant == isAnd ? other : known;
        var (a, b) = ((Scalar)new Scalar.Arg(0), (Scalar)new Scalar.Arg(1));
        int[] inputs = [Use((Value.Tensor)left), Use((Value.Tensor)right)];
        var shape = Broadcast.Join(rules.Graph[inputs[0]].Shape, rules.Graph[inputs[1]].Shape).Shape ?? Shape.Scalar;
        return Of(rules.Graph.Add(new MapNode(isAnd ? a & b : a | b, null, inputs.ToEquatable(), shape, ElementType.Bool)));
    }

    Value Increment(IIncrementOrDecrementOperation step)
    {
        if (step.Target is not ILocalReferenceOperation { Local: var variable } || TensorType(step.Type) is not null)
            throw Unsupported(step, $"'{Text(step)}'", $"write '{Text(step.Target)} = {Text(step.Target)} + 1'");
        var before = Read(step.Target);
        var after = Numbers(step, before, new Value.Int(1), step.Kind == OperationKind.Increment ? "+" : "-");
        Assign(variable, after);
        return step.IsPostfix ? before : after;
    }

    /// <summary>True where a branch leaves the method or the turn of the loop around it.</summary>
    static bool Leaves(IOperation operation) => operation switch
    {
        IReturnOperation => true,
        IBranchOperation => true,
        IAnonymousFunctionOperation or ILocalFunctionOperation => false,
        // What leaves an inner loop stays inside of this branch.
        ILoopOperation => operation.Descendants().OfType<IReturnOperation>().Any(),
        ISwitchOperation choice => operation.Descendants().Any(o => o is IReturnOperation || (o is IBranchOperation branch && !SymbolEqualityComparer.Default.Equals(branch.Target, choice.ExitLabel))),
        _ => operation.ChildOperations.Any(Leaves),
    };

    /// <summary>The variables known before that the operations assign, and the lists that they add to.</summary>
    /// <summary>Where a loop leaves a variable as it goes into the next turn.</summary>
    static IOperation? LastAssignment(IOperation body, ISymbol variable) => body.Descendants().OfType<ISimpleAssignmentOperation>()
        .LastOrDefault(a => SymbolEqualityComparer.Default.Equals(a.Target is ILocalReferenceOperation local ? local.Local : (a.Target as IParameterReferenceOperation)?.Parameter, variable));

    List<ISymbol> Assigned(IEnumerable<IOperation> operations) =>
    [
        .. Reached(operations).SelectMany(o => o switch
        {
            IDeconstructionAssignmentOperation deconstruction => deconstruction.Target.DescendantsAndSelf(),
            IAssignmentOperation assignment => [assignment.Target],
            IIncrementOrDecrementOperation step => [step.Target],
            IInvocationOperation { TargetMethod.Name: "Add", Instance: { } list } when IsList(list.Type) => [Bare(list)],
            _ => Enumerable.Empty<IOperation>(),
        }).Select(target => target switch
        {
            ILocalReferenceOperation local => (ISymbol)local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        }).OfType<ISymbol>().Where(variables.ContainsKey).Distinct(SymbolEqualityComparer.Default)!,
    ];

    /// <summary>Operations with all inside of them, and inside of the local functions that they call.</summary>
    IEnumerable<IOperation> Reached(IEnumerable<IOperation> operations)
    {
        var (seen, open) = (new HashSet<ISymbol>(SymbolEqualityComparer.Default), new Queue<IOperation>(operations));
        while (open.Count > 0)
            foreach (var operation in open.Dequeue().DescendantsAndSelf())
            {
                yield return operation;
                if (operation is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } function } && localFunctions.TryGetValue(function, out var body) && seen.Add(function))
                    open.Enqueue(body);
            }
    }

    /// <summary>Reads something into a region of its own; variables assigned inside are forgotten outside.</summary>
    (Region Region, T Value) Inside<T>(Func<T> read)
    {
        var (outer, before, inner) = (region, variables, Region.Inside(region));
        region = inner;
        variables = new(variables, SymbolEqualityComparer.Default);
        try
        {
            var value = read();
            inner.HoistChecks();
            return (inner, value);
        }
        finally
        {
            (region, variables) = (outer, before);
        }
    }

    /// <summary>A condition whose branches assign variables that live on.</summary>
    void Merge(Value.Tensor test, IConditionalOperation condition)
    {
        var assigned = Assigned([condition]);
        Value Values() => new Value.Tuple([.. assigned.Select(v => variables[v])]);
        var merged = (Value.Tuple)Quietly(() => Branch(test, () =>
        {
            Run([condition.WhenTrue]);
            return Values();
        }, () =>
        {
            Run([.. Optional(condition.WhenFalse)]);
            return Values();
        }, condition));
        for (var i = 0; i < assigned.Count; i++)
            Assign(assigned[i], merged.Items[i]);
    }

    /// <summary>Both ways through a condition, and the value of the one taken.</summary>
    Value Branch(Value.Tensor test, Func<Value?> whenTrue, Func<Value?> whenFalse, IOperation place)
    {
        var (then, a) = Inside(whenTrue);
        var (otherwise, b) = Inside(whenFalse);
        // One way through reaches the end of the method without a value, which the compiler says of the method.
        if (a is null || b is null)
            throw new ReadException(Unsupported(place, "A condition of which only one branch returns", "return a value from both, or from neither").Finding with { IsSaid = true });
        var (left, right) = (new List<int>(), new List<int>());
        var shape = Pair(a, b);
        int[] inputs = [Use(test), .. then.Captures, .. otherwise.Captures];
        var node = left.Count == 0 ? -1 : rules.Graph.Add(new IfNode(then.Rules.Graph.Build(left), otherwise.Rules.Graph.Build(right), inputs.ToEquatable()));
        return shape(node);

        // Walks both values alike; what differs becomes an output of the branches.
        Func<int, Value> Pair(Value x, Value y)
        {
            if (x is Value.Tuple s && y is Value.Tuple t)
            {
                var items = s.Items.Zip(t.Items, Pair).ToList();
                return n => new Value.Tuple([.. items.Select(item => item(n))]);
            }
            if (x is not Value.Tensor && x.Equals(y))
                return _ => x;
            if (x is Value.Growing m && y is Value.Growing k)
            {
                if (m.Parts.Count != k.Parts.Count || m.Goes != k.Goes || m.Parts.Zip(k.Parts, (p, q) => Equals(p.Count, q.Count)).Contains(false))
                    throw Unsupported(place, "A condition of which one branch adds more to a list than the other", "add as much to it in both, and choose what with the condition");
                var parts = m.Parts.Zip(k.Parts, (p, q) => Pair(p.Tensor, q.Tensor)).ToList();
                return n => m with { Parts = [.. m.Parts.Zip(parts, (p, part) => p with { Tensor = (Value.Tensor)part(n) })] };
            }
            if (x is Value.Tensor { Owner: var o, Node: var id } && x.Equals(y) && !ReferenceEquals(o, then))
                return _ => x;
            var (p, q) = (Output(then, x), Output(otherwise, y));
            var (u, v) = (then.Rules.Graph[p], otherwise.Rules.Graph[q]);
            if (!u.Shape.Equals(v.Shape) || u.Type != v.Type)
                throw new ReadException(new(Catalogue.Branches, [Named(then, p), Named(otherwise, q)], place.Syntax.GetLocation()));
            left.Add(p);
            right.Add(q);
            var index = left.Count - 1;
            return n => Of(rules.Graph.Add(new ProjectNode(index, EquatableArray.Of(n), u.Shape, u.Type)));
        }

        string Named(Region of, int id) => of.Rules.Graph[id] is var n ? $"{n.Type.Keyword()} {n.Shape}" : "";

        int Output(Region of, Value value) => value switch
        {
            Value.Tensor tensor => of.Use(tensor),
            Value.Int number => of.Rules.Graph.Size(number.Dim, ElementType.Int),
            Value.Bool truth => of.Rules.Graph.Constant(truth.Constant ? 1 : 0, ElementType.Bool),
            _ => throw Unsupported(place, "A branch with this value", "return tensors, ints or tuples of them from both branches"),
        };
    }

    /// <summary>A loop: written out where it turns a few known times, otherwise one node of the graph. True where it may return.</summary>
    bool Loop(ILoopOperation statement, IOperation condition, IReadOnlyList<IOperation> bottom)
    {
        var (before, turns, found) = (new Dictionary<ISymbol, Value>(variables, SymbolEqualityComparer.Default), 0, suspicions.Count);
        if (!Leaves(statement.Body))
        {
            while (turns <= FewTurns && Quietly(() => Condition(condition)) is Value.Bool { Constant: var go })
            {
                if (!go)
                    return false;
                Turn();
            }
            Back();
        }
        if (turns == 0)
            return Repeat(statement, condition, bottom);
        try
        {
            return Repeat(statement, condition, bottom);
        }
        catch (ReadException)
        {
            // Its variable must be a constant, or a shape changes from turn to turn: write it out.
            Back();
        }
        for (turns = 0; Quietly(() => Condition(condition)) is Value.Bool { Constant: true };)
        {
            if (turns >= ManyTurns)
                throw Unsupported(statement, $"A loop that must be written out more than {ManyTurns} times", "use ops over whole tensors");
            Turn();
        }
        return false;

        void Back()
        {
            variables = new(before, SymbolEqualityComparer.Default);
            suspicions.RemoveRange(found, suspicions.Count - found);
        }

        void Turn()
        {
            turns++;
            Quietly(() => Run([statement.Body, .. bottom]));
        }
    }

    /// <summary>A loop as a node: the variables its body assigns go round, everything else is read from outside. True where it may return.</summary>
    bool Repeat(ILoopOperation statement, IOperation condition, IReadOnlyList<IOperation> bottom)
    {
        var carried = Assigned([statement.Body, condition, .. bottom]);
        var lists = carried.Where(v => variables[v] is Value.Growing).ToList();
        var returns = Returns(statement.Body);
        var breaks = returns || statement.Body.Descendants().OfType<IBranchOperation>().Any(b => SymbolEqualityComparer.Default.Equals(b.Target, statement.ExitLabel));
        var turns = breaks ? null : Turns(statement, carried);
        carried.RemoveAll(v => variables[v] is Value.Growing);
        if (lists.Count > 0 && (breaks || turns is null))
            throw Unsupported(statement, $"Adding to the list {Named(lists[0])} in a loop whose turns no sizes count",
                breaks ? "let the loop run to its end, without break or return" : "write a for loop between sizes, as in for (int t = 0; t < x.Shape[0]; t++)");
        if (returns)
            carried.AddRange(CarryReturn(statement, carried));
        // A tuple goes round part by part.
        var names = carried.SelectMany(v => Parts(variables[v]).Select(_ => Named(v))).ToArray();
        var owners = carried.SelectMany(v => Parts(variables[v]).Select(_ => v)).ToArray();
        var starts = carried.SelectMany(v => Parts(variables[v]).Select(part => part is Value.Tensor or Value.Int ? Integer(part)
            : throw Unsupported(statement, $"The variable {Named(v)} in a loop", "assign only tensors, ints and tuples of them inside a loop"))).ToList();
        if (breaks)
            starts.Add(rules.Graph.Constant(1, ElementType.Bool));

        var added = new List<(ISymbol List, (int Node, Dim Count, bool IsOne) Part)>();
        var (test, go) = Inside(() =>
        {
            var going = Enter();
            var more = Condition(condition);
            var node = more is Value.Bool known ? rules.Graph.Constant(known.Constant ? 1 : 0, ElementType.Bool) : Use((Value.Tensor)more);
            return going is null ? node
                : rules.Graph.Add(new MapNode((Scalar)new Scalar.Arg(0) & new Scalar.Arg(1), null, EquatableArray.Of(going.Value, node), Shape.Scalar, ElementType.Bool));
        });
        var (body, ends) = Inside(() =>
        {
            Enter();
            foreach (var list in lists)
                variables[list] = new Value.Growing([], Goes: true);
            var frame = new LoopFrame(again => new Value.Tuple([.. carried.Concat(lists).Select(v => variables[v]), .. breaks ? new Value[] { new Value.Bool(again) } : []]));
            // A continue runs the bottom of a for loop too.
            var result = (Value.Tuple)Looping(frame, () => Run([statement.Body]))!;
            for (var i = 0; i < carried.Count; i++)
                variables[carried[i]] = result.Items[i];
            for (var i = 0; i < lists.Count; i++)
                if (Added(result.Items[carried.Count + i], lists[i], statement) is { } part)
                    added.Add((lists[i], part));
            Quietly(() => Run(bottom));
            return carried.SelectMany(v => Parts(variables[v]).Select(Integer)).Concat(breaks ? [result.Items[carried.Count] is Value.Bool known
                ? rules.Graph.Constant(known.Constant ? 1 : 0, ElementType.Bool) : Use((Value.Tensor)result.Items[carried.Count])] : [])
                .Concat(added.Select(a => a.Part.Node)).ToList();
        });
        for (var i = 0; i < names.Length; i++)
        {
            var (start, end) = (rules.Graph[starts[i]], body.Rules.Graph[ends[i]]);
            if (!start.Shape.Equals(end.Shape) || start.Type != end.Type)
                throw new ReadException(new(Catalogue.LoopShape, [names[i], $"{start.Type.Keyword()} {start.Shape}", $"{end.Type.Keyword()} {end.Shape}"],
                    (LastAssignment(statement.Body, owners[i]) ?? statement).Syntax.GetLocation()));
        }
        var node = rules.Graph.Add(new WhileNode(test.Rules.Graph.Build([go]), body.Rules.Graph.Build(ends), starts.Count, test.Captures.Count, maxIterations, lists.Count > 0 || turns is { IsNeverNegative: true } ? turns : null,
            Text(condition), starts.Concat(test.Captures).Concat(body.Captures).ToEquatable()));
        Report(LoopRules.Of((WhileNode)rules.Graph[node], [.. starts.Select(region.Seen)]), condition);
        var results = new Queue<int>(Enumerable.Range(0, names.Length).Select(i => rules.Graph.Add(new ProjectNode(i, EquatableArray.Of(node), rules.Graph[starts[i]].Shape, rules.Graph[starts[i]].Type))));
        foreach (var variable in carried)
            Assign(variable, Whole(variables[variable], () => Of(results.Dequeue())));
        for (var i = 0; i < added.Count; i++)
        {
            var ((list, (_, count, isOne)), part) = (added[i], body.Rules.Graph[ends[starts.Count + i]]);
            var whole = rules.Graph.Add(new ProjectNode(starts.Count + i, EquatableArray.Of(node), Shape.Of([turns!, .. part.Shape.Dims]), part.Type));
            rules.Name(whole, Named(list));
            if (!isOne)
                whole = rules.Graph.Reshape(whole, Shape.Of([turns! * count, .. part.Shape.Dims.Skip(1)]));
            variables[list] = (Value.Growing)variables[list] is var before ? before with { Parts = [.. before.Parts, new(Of(whole), turns! * count)] } : null!;
        }
        if (added.Count > 0)
            rules.Graph.Require(new(turns!, $"the loop 'for (…; {Text(condition)}; …)' to turn 0 times or more"));
        return returns;

        // The carried values are the first inputs of both graphs, in one order.
        int? Enter()
        {
            var inputs = new Queue<int>(names.Select((name, i) => region.Input(name, region.Outer!.Rules.Graph[starts[i]].Shape, region.Outer.Rules.Graph[starts[i]].Type)));
            foreach (var variable in carried)
                variables[variable] = Whole(variables[variable], () => Of(inputs.Dequeue()));
            return breaks ? region.Input("going", Shape.Scalar, ElementType.Bool) : null;
        }
    }
}
