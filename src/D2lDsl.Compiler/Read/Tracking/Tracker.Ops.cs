using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Ops on tensors: the shape rules that models are read by, in a world where a size may not be known.</summary>
public sealed partial class Tracker
{
    Fact TensorOperator(IOperation place)
    {
        var (operands, symbol) = place switch
        {
            IBinaryOperation binary => (new[] { binary.LeftOperand, binary.RightOperand }, BodyReader.Symbol(binary.OperatorKind)),
            IUnaryOperation unary => ([unary.Operand], unary.OperatorKind switch { UnaryOperatorKind.Minus => "-", UnaryOperatorKind.Not => "!", _ => "" }),
            _ => ([], ""),
        };
        if (place is IBinaryOperation { OperatorKind: BinaryOperatorKind.ExclusiveOr } power && operands.Any(o => Declarations.TensorType(o.Type)?.IsFloating() == true))
        {
            Offer(Catalogue.PowerOperator, place, $"Pow({power.LeftOperand.Syntax}, {power.RightOperand.Syntax})", Text(place), $"Pow({Text(power.LeftOperand)}, {Text(power.RightOperand)})");
            return operands.Select(Read).OfType<Fact.Tensor>().FirstOrDefault() ?? Fact.Unknown;
        }
        if (place is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
            && (IsNull(comparison.LeftOperand) || IsNull(comparison.RightOperand)))
        {
            var (value, not) = (IsNull(comparison.LeftOperand) ? comparison.RightOperand : comparison.LeftOperand, comparison.OperatorKind == BinaryOperatorKind.NotEquals);
            Offer(Catalogue.NullComparison, place, $"{value.Syntax} is {(not ? "not " : "")}null", Text(place), $"{Text(value)} is {(not ? "not " : "")}null");
            Read(value);
            return Fact.Unknown;
        }
        if (place is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr })
        {
            foreach (var operand in operands)
                if (Read(operand) is Fact.Tensor { Shape: { } shape } && Count(shape) is { } count && sizes.Differ(count, Dim.One))
                    Report(Catalogue.Condition, operand, Text(operand), shape.ToString());
            return new Fact.Tensor(Shape.Scalar);
        }
        if (place is IBinaryOperation none && BodyReader.IsRefused(none))
        {
            foreach (var operand in operands)
                Read(operand);
            return Fact.Unknown;
        }
        var op = OpTable.All.OfType<ElementwiseOp>().FirstOrDefault(o => o.Symbol == symbol && o.Inputs.Count == operands.Length);
        var facts = operands.Select(Read).ToArray();
        // One mistake is said once.
        if (symbol == "/" && op is not null && Divided(place, operands[1], facts[1]))
            return Quietly(() => Apply(place, op, operands, facts, OpArguments.None));
        return op is null ? Fact.Unknown : Apply(place, op, operands, facts, OpArguments.None);
    }

    static bool IsNull(IOperation operation) => operation is { ConstantValue: { HasValue: true, Value: null } } || operation is IConversionOperation { Operand: { ConstantValue: { HasValue: true, Value: null } } };

    Fact OpCall(IInvocationOperation call, OpInvocation invocation)
    {
        if (invocation.Op.TakesList)
            return Join(call, invocation.Op, invocation);
        var facts = invocation.Operands.Select(Read).ToArray();
        return Apply(call, invocation.Op, invocation.Operands, facts, invocation.Arguments(this));
    }

    Fact Join(IInvocationOperation call, Op op, OpInvocation invocation)
    {
        if (invocation.Operands.Count > 1)
            return Apply(call, op, invocation.Operands, [.. invocation.Operands.Select(Read)], invocation.Arguments(this));
        var listed = Read(invocation.Operands[0]);
        var arguments = invocation.Arguments(this);
        var items = Bare(invocation.Operands[0]) switch
        {
            ICollectionExpressionOperation list => [.. list.Elements],
            IArrayCreationOperation { Initializer: { } array } => [.. array.ElementValues],
            _ => Array.Empty<IOperation>(),
        };
        if (listed is not Fact.List { Items: var facts } || facts.Count == 0)
            return Fact.Unknown;
        IReadOnlyList<IOperation> places = items.Length == facts.Count ? items : [.. facts.Select(_ => (IOperation)call)];
        return Apply(call, op, places, [.. facts], arguments);
    }

    /// <summary>The result of an op by its shape rule; what the rule finds wrong is wrong here.</summary>
    Fact Apply(IOperation place, Op op, IReadOnlyList<IOperation> operands, IReadOnlyList<Fact> facts, OpArguments? arguments)
    {
        foreach (var (operand, fact) in operands.Zip(facts, (o, f) => (o, f)))
            if (fact is Fact.Tensor { IsEmpty: true } && op is not MovementOp)
                Report(Catalogue.Uninitialised, operand, Text(operand));
        var result = Result(place, op, operands, facts, arguments);
        // A view goes on showing what it was made of.
        return result is Fact.Tensor tensor && IsView(op) && operands.Count > 0 && facts[0] is Fact.Tensor source
            ? tensor with { ViewOf = source.ViewOf ?? VariableOf(operands[0]), Owner = source.Owner, IsEmpty = source.IsEmpty } : result;
    }

    static bool IsView(Op op) => op is MovementOp { Movement: Movement.Reshape or Movement.Permute or Movement.Reverse or Movement.Swap or Movement.Unsqueeze or Movement.Squeeze or Movement.SqueezeAll or Movement.Slice };

    Fact Result(IOperation place, Op op, IReadOnlyList<IOperation> operands, IReadOnlyList<Fact> given, OpArguments? arguments)
    {
        var element = operands.Select(o => Declarations.TensorType(o.Type)).LastOrDefault(t => t is not null);
        if (arguments is null || element is null || operands.Any(o => Declarations.TensorArgument(o.Type) is not null && Declarations.TensorType(o.Type) is null))
            return Fact.Unknown;
        if (given.Zip(operands, (f, o) => f is Fact.Tensor { Shape: null } || (f is not Fact.Tensor && Declarations.TensorArgument(o.Type) is not null)).Any(isLost => isLost))
            return Anyway(op, arguments);
        var rules = new OpRules(new GraphBuilder(), sizes);
        if (op is MovementOp { Movement: Movement.SqueezeAll } && given[0] is Fact.Tensor { Shape: { } whole } && whole.Dims.Any(sizes.IsFree))
            return Fact.Unknown;
        var nodes = operands.Select((o, i) => Node(rules, o, given[i], element.Value, i)).ToArray();
        var call = new OpCall(op, [.. operands.Select((o, i) => Seen(o, given[i], rules.Graph[nodes[i]]))], arguments, null);
        try
        {
            sizes.ShortBatch = null;
            Node[] results = [.. rules.Results(op, nodes, arguments).Select(node => rules.Graph[node])];
            call = call with { Result = results.Select(r => r.Shape).FirstOrDefault() };
            if (!ReportShortBatch(place))
                foreach (var (entry, texts) in RuleBook.Of(call, Surroundings))
                    Offer(entry, place, BodyReader.Instead(entry, place.Syntax), [.. texts]);
            var facts = results.Select(result => (Fact)new Fact.Tensor(result.Shape) { Seen = Making.Result(call with { Result = result.Shape }, result.Type) }).ToEquatable();
            return op.GivesList ? new Fact.List(facts) : op.Several.Count > 0 ? new Fact.Tuple(facts) : facts[0];
        }
        catch (ShapeException error)
        {
            var (entry, texts) = RuleBook.Explain(call, error) ?? new(error.Entry, error.Arguments);
            Report(entry, place, [.. texts]);
            return Fact.Unknown;
        }
        catch (OverflowException)
        {
            return Fact.Unknown;
        }
    }

    /// <summary>What the rules are told of the code around: what counts the samples.</summary>
    Setting Surroundings => batches.Count > 0 && sizes.IsFree(batches.Peek().Actual) ? new() { Batch = batches.Peek().Actual } : declared;

    static Operand Seen(IOperation place, Fact fact, Node node) => (fact as Fact.Tensor)?.Seen ?? new Operand(node.Shape, node.Type)
    {
        Name = VariableOf(place)?.Name,
        Origin = fact is Fact.Tensor ? Origin.Unknown : Origin.Number,
        Number = fact switch { Fact.Number number => number.Value, Fact.Int { Dim.Value: { } integer } => integer, _ => null },
    };

    static int Node(OpRules rules, IOperation operand, Fact fact, ElementType element, int index)
    {
        var tensor = Declarations.TensorType(operand.Type);
        var shape = fact is Fact.Tensor { Shape: { } known } ? known : Shape.Scalar;
        var node = rules.Graph.Input(new($"{index}", shape, tensor ?? element, IsParameter: false, Member: false));
        if (VariableOf(operand) is { } variable)
            rules.Name(node, variable.Name);
        return node;
    }

    bool ReportShortBatch(IOperation place)
    {
        if (sizes.ShortBatch is not { } full)
            return false;
        Report(Catalogue.ShortBatch, place, Text(place), full.ToString());
        sizes.ShortBatch = null;
        return true;
    }

    /// <summary>What an op gives whatever the shape is that it takes.</summary>
    Fact Anyway(Op op, OpArguments arguments) => op switch
    {
        ReductionOp or CompositeOp { Reduced: not null } when !arguments.KeepDims && arguments.Axes.TryGetValue(Argument.Reduced.Name, out var axes) && axes is null => new Fact.Tensor(Shape.Scalar),
        MovementOp { Movement: Movement.Reshape } when arguments.Places.All(d => d.Value is null or >= -1) => new Fact.Tensor(Shape.Of(arguments.Places.Select(d => d.Value == -1 ? sizes.Free() : d))),
        MovementOp { Movement: Movement.BroadcastTo } => new Fact.Tensor(Shape.Of(arguments.Places)),
        _ => Fact.Unknown,
    };

    IReadOnlyList<Dim>? IValueReader.Sizes(IOperation operation) => SizesOf(Read(operation));

    /// <summary>A size, or several, that a value gives; null where their number is not known.</summary>
    IReadOnlyList<Dim>? SizesOf(Fact fact) => fact switch
    {
        Fact.Int number => [number.Dim],
        Fact.List list => [.. list.Items.Select(i => i is Fact.Int number ? number.Dim : sizes.Free())],
        Fact.Tuple { Items.Count: 2 } pair => [.. pair.Items.Select(i => i is Fact.Int number ? number.Dim : sizes.Free())],
        Fact.Sizes shape => shape.Shape.Dims,
        _ => null,
    };

    IReadOnlyList<int>? IValueReader.Axis(IOperation operation) => null;

    double? IValueReader.Number(IOperation operation, Ops.Argument argument) => Read(operation) switch
    {
        Fact.Number number => number.Value,
        Fact.Int { Dim.Value: { } integer } => integer,
        _ => argument.Within?.From ?? 1,
    };

    bool? IValueReader.Truth(IOperation operation) => Read(operation) is Fact.Bool { Value: var value } ? value : null;

    static IOperation Bare(IOperation place)
    {
        while (place is IConversionOperation or IParenthesizedOperation && place.ChildOperations.FirstOrDefault() is { } inner)
            place = inner;
        return place;
    }
}
