using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Statements, in the order they run.</summary>
public sealed partial class Tracker
{
    /// <summary>What is known where a break or continue leaves for a label.</summary>
    readonly Dictionary<ILabelSymbol, List<State>> leaving = new(SymbolEqualityComparer.Default);

    void Run(IOperation? statement)
    {
        cancel.ThrowIfCancellationRequested();
        switch (statement)
        {
            case null or IEmptyOperation:
                break;
            case IBlockOperation block:
                Run(block.Operations);
                break;
            case IMethodBodyOperation body:
                Run(body.BlockBody ?? body.ExpressionBody);
                break;
            case IConstructorBodyOperation body:
                Read(body.Initializer);
                Run(body.BlockBody ?? body.ExpressionBody);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (var declaration in group.Declarations)
                    foreach (var declarator in declaration.Declarators)
                        if ((declarator.Initializer ?? declaration.Initializer) is { } initializer)
                        {
                            Assign(declarator.Symbol, Read(initializer.Value));
                            Remark(declarator.Symbol, initializer.Value);
                        }
                        else
                            state[declarator.Symbol] = null;
                break;
            case IUsingDeclarationOperation use:
                Run(use.DeclarationGroup);
                break;
            case IUsingOperation use:
                Run(use.Resources);
                Run(use.Body);
                break;
            case ILockOperation guarded:
                Read(guarded.LockedValue);
                Run(guarded.Body);
                break;
            case IExpressionStatementOperation expression:
                Read(expression.Operation);
                break;
            case IConditionalOperation condition:
                Branch(condition);
                break;
            case ILoopOperation loop:
                Loop(loop);
                break;
            case ISwitchOperation choice:
                Switch(choice);
                break;
            case ITryOperation attempt:
                Try(attempt);
                break;
            case IReturnOperation returned:
                var value = Read(returned.ReturnedValue);
                if (state.IsReached)
                    this.returned?.Add(value);
                state.IsReached = false;
                break;
            case IThrowOperation thrown:
                Read(thrown.Exception);
                state.IsReached = false;
                break;
            case IBranchOperation branch:
                if (!leaving.TryGetValue(branch.Target, out var states))
                    leaving.Add(branch.Target, states = []);
                states.Add(state.Copy());
                state.IsReached = false;
                break;
            case ILabeledOperation labeled:
                // Whoever jumps here knows other things.
                state = new();
                Run(labeled.Operation);
                break;
            case ILocalFunctionOperation function:
                Function(function.Symbol, function.Body);
                break;
            default:
                Read(statement);
                break;
        }
    }

    void Run(IEnumerable<IOperation> statements)
    {
        foreach (var statement in statements)
            Run(statement);
    }

    State Join(State a, State b) => State.Join(a, b, (_, _) => sizes.Free());

    /// <summary>The state after a label, given the one that falls through to it.</summary>
    State Arrive(ILabelSymbol label, State through)
    {
        if (!leaving.TryGetValue(label, out var states))
            return through;
        leaving.Remove(label);
        return states.Aggregate(through, Join);
    }

    void Branch(IConditionalOperation condition)
    {
        var test = Condition(condition.Condition);
        forks += test is Fact.Bool ? 0 : 1;
        var before = state;
        state = before.Copy();
        state.IsReached &= test is not Fact.Bool { Value: false };
        Run(condition.WhenTrue);
        var then = state;
        state = before;
        state.IsReached &= test is not Fact.Bool { Value: true };
        Run(condition.WhenFalse);
        forks -= test is Fact.Bool ? 0 : 1;
        state = Join(then, state);
    }

    /// <summary>A lambda or local function: it runs at some time, when variables that change may have changed.</summary>
    void Function(IMethodSymbol function, IOperation? body)
    {
        if (body is null)
            return;
        var before = state;
        state = before.Copy();
        state.IsReached = true;
        foreach (var variable in state.Variables.Where(v => changing.Contains(v)).ToArray())
            state[variable] = null;
        var outer = returned;
        returned = null;
        Declare(function);
        Perhaps(() => Run(body));
        (state, returned) = (before, outer);
    }

    void Switch(ISwitchOperation choice)
    {
        Read(choice.Value);
        var before = state;
        State? after = null;
        foreach (var section in choice.Cases)
        {
            state = before.Copy();
            Perhaps(() => Run(section.Body));
            after = after is null ? state : Join(after, state);
        }
        var exit = choice.Cases.Any(c => c.Clauses.Any(clause => clause.CaseKind == CaseKind.Default)) ? after ?? before : after is null ? before : Join(after, before);
        state = Arrive(choice.ExitLabel, exit);
    }

    void Try(ITryOperation attempt)
    {
        var before = state.Copy();
        if (attempt.Catches.Length > 0)
            Perhaps(() => Run(attempt.Body));
        else
            Run(attempt.Body);
        var after = state;
        foreach (var handler in attempt.Catches)
        {
            // Anywhere in the body it may have stopped.
            state = before.Copy();
            Forget(attempt.Body);
            Perhaps(() => Run(handler.Handler));
            after = Join(after, state);
        }
        state = after;
        if (attempt.Finally is null)
            return;
        var reached = state.IsReached;
        if (!reached)
        {
            state = before.Copy();
            Forget(attempt.Body);
        }
        Run(attempt.Finally);
        state.IsReached &= reached;
    }

    void Forget(IOperation writer)
    {
        foreach (var variable in Written(writer))
            state[variable] = null;
    }
}
