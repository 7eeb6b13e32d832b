using D2lDsl.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

/// <summary>Choices among several ways, and loops whose first turn is always taken.</summary>
sealed partial class BodyReader
{
    /// <summary>x.Rank switch { 2 => a, _ => b }: the arm that fits where that is known, otherwise conditions one in the other.</summary>
    Value Switch(ISwitchExpressionOperation choice)
    {
        var value = Read(choice.Value);
        return Arm(0);

        Value Arm(int i)
        {
            if (i == choice.Arms.Length)
                throw Unsupported(choice, $"A switch that may have no way for '{Text(choice.Value)}'", "end it with '_ => …'");
            var arm = choice.Arms[i];
            var fits = Fits(value, arm.Pattern, choice.Value);
            if (arm.Guard is { } guard && fits is not Value.Bool { Constant: false })
                fits = Both(fits, Condition(guard), isAnd: true);
            return fits is Value.Bool { Constant: var known } ? (known ? Read(arm.Value) : Arm(i + 1))
                : Branch((Value.Tensor)fits, () => Read(arm.Value), () => Arm(i + 1), choice);
        }
    }

    /// <summary>The statements of the case that fits, without the break at their end.</summary>
    IReadOnlyList<IOperation> Taken(ISwitchOperation choice)
    {
        const string Remedy = "write a switch expression, or if and else";
        var value = Read(choice.Value);
        var fit = choice.Cases.FirstOrDefault(c => c.Clauses.Any(Takes)) ?? choice.Cases.FirstOrDefault(c => c.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        var body = fit is null ? [] : Whole(fit.Body);
        return body.SelectMany(o => o.DescendantsAndSelf()).OfType<IBranchOperation>().Any(Ends)
            ? throw Unsupported(choice, "A case that is left before its end", Remedy) : body;

        bool Takes(ICaseClauseOperation clause) => clause switch
        {
            ISingleValueCaseClauseOperation one => Known(Equals(value, one.Value, choice.Value)),
            IPatternCaseClauseOperation { Guard: null } pattern => Known(Fits(value, pattern.Pattern, choice.Value)),
            IDefaultCaseClauseOperation => false,
            _ => throw Unsupported(clause, $"The case '{Text(clause)}'", Remedy),
        };

        bool Known(Value fits) => fits is Value.Bool truth ? truth.Constant
            : throw Unsupported(choice, $"A switch statement over '{Text(choice.Value)}', which is only known when the kernel runs", Remedy);

        bool Ends(IBranchOperation branch) => SymbolEqualityComparer.Default.Equals(branch.Target, choice.ExitLabel);

        IReadOnlyList<IOperation> Whole(IReadOnlyList<IOperation> statements) => statements.Count == 0 ? statements
            : statements[statements.Count - 1] is IBlockOperation block ? [.. statements.Take(statements.Count - 1), .. Whole(block.Operations)]
            : statements[statements.Count - 1] is IBranchOperation last && Ends(last) ? [.. statements.Take(statements.Count - 1)] : statements;
    }

    /// <summary>Whether a value fits a pattern, as far as it is known: a truth value, or a bool tensor of rank 0.</summary>
    Value Fits(Value value, IPatternOperation pattern, IOperation of) => pattern switch
    {
        IDiscardPatternOperation => new Value.Bool(true),
        IConstantPatternOperation constant => Equals(value, constant.Value, of),
        IRelationalPatternOperation relation => Numbers(relation, value, Read(relation.Value), Symbol(relation.OperatorKind), of.Type),
        INegatedPatternOperation not => Both(Fits(value, not.Pattern, of), null, isAnd: true),
        IBinaryPatternOperation both => Both(Fits(value, both.LeftPattern, of), Fits(value, both.RightPattern, of), both.OperatorKind == BinaryOperatorKind.And),
        _ => throw Unsupported(pattern, $"The pattern '{Text(pattern)}'", "compare with constants: 1, > 1, 1 or 2, _"),
    };

    Value Equals(Value value, IOperation constant, IOperation of) => value is Value.Bool truth && Read(constant) is Value.Bool other
        ? new Value.Bool(truth.Constant == other.Constant) : Numbers(constant, value, Read(constant), "==", of.Type);

    /// <summary>Two truth values joined, or the opposite of one.</summary>
    Value Both(Value left, Value? right, bool isAnd)
    {
        if (right is null)
            return left is Value.Bool known ? new Value.Bool(!known.Constant)
                : Of(rules.Graph.Add(new MapNode(!(Scalar)new Scalar.Arg(0), null, EquatableArray.Of(Use((Value.Tensor)left)), Shapes.Shape.Scalar, ElementType.Bool)));
        foreach (var (known, other) in new[] { (left, right), (right, left) })
            if (known is Value.Bool { Constant: var constant })
                return constant == isAnd ? other : known;
        var (a, b) = ((Scalar)new Scalar.Arg(0), (Scalar)new Scalar.Arg(1));
        return Of(rules.Graph.Add(new MapNode(isAnd ? a & b : a | b, null, EquatableArray.Of(Use((Value.Tensor)left), Use((Value.Tensor)right)), Shapes.Shape.Scalar, ElementType.Bool)));
    }

    /// <summary>do … while: a first turn, and then a loop like any other. True where it may return.</summary>
    bool Do(IWhileLoopOperation statement, IOperation condition)
    {
        if (Leaves(statement.Body))
            throw Unsupported(statement, "A do loop that is left early", $"write 'while (true)' with 'if (!({Text(condition)})) break;' as its last statement");
        Quietly(() => Run([statement.Body]));
        return Loop(statement, condition, []);
    }

    /// <summary>Over an array of modules, or parts of a tensor, written out.</summary>
    void ForEach(IForEachLoopOperation each)
    {
        if (each.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: var variable } || Items() is not { } items)
            throw Unsupported(each, "A foreach over anything but an array of modules, the parts that Split, Chunk and Unbind give, or a list", "use ops over whole tensors, or a for loop");
        if (Leaves(each.Body))
            throw Unsupported(each, "A foreach that is left early", "compute in every turn, and choose with a condition");
        foreach (var item in items)
        {
            Assign(variable, item);
            Quietly(() => Run([each.Body]));
        }

        IReadOnlyList<Value>? Items() => ListOf(each.Collection) is not { } list ? (Read(each.Collection) as Value.List)?.Items
            : Known(list, each.Collection) is var parts && parts.All(p => p.Count is null) ? [.. parts.Select(p => p.Tensor)]
            : throw Unsupported(each, $"A foreach over the list '{Text(each.Collection)}', which a loop has filled", $"write 'for (int i = 0; i < {Text(each.Collection)}.Count; i++)' with '{Text(each.Collection)}[i]'");
    }
}
