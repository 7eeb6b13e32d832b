using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Loops: what a turn changes is widened until another turn changes nothing more.</summary>
public sealed partial class Tracker
{
    /// <summary>Loops nested deeper are not read more than once: their variables are forgotten.</summary>
    const int DeepestWidened = 4;

    /// <summary>The loops around, from the outermost.</summary>
    readonly Stack<ILoopOperation> loops = new();

    /// <summary>The loaders that are gone through: the size of a batch, that of this batch, and the loop.</summary>
    readonly Stack<(Dim Nominal, Dim Actual, IForEachLoopOperation Loop)> batches = new();

    /// <summary>A quotient by the nominal size of a batch that may be shorter.</summary>
    bool Divided(IOperation place, IOperation by, Fact divisor)
    {
        if (batches.Count == 0)
            return false;
        var (nominal, actual, loop) = batches.Peek();
        // A small literal may be any number.
        if (actual.Equals(nominal) || (Bare(by) is ILiteralOperation && nominal.Value is <= 2))
            return false;
        var size = divisor switch { Fact.Int number => number.Dim, Fact.Number { Value: var value } when value == Math.Floor(value) => (long)value, _ => null };
        if (size is null || !size.Equals(nominal) || loop.LoopControlVariable.DescendantsAndSelf().Select(VariableOf).FirstOrDefault(v => v is not null) is not { } x)
            return false;
        Report(Catalogue.NominalBatch, place, Text(place), Text(by), x.Name);
        return true;
    }

    void Loop(ILoopOperation loop)
    {
        switch (loop)
        {
            case IForLoopOperation counted:
                Run(counted.Before);
                if (Counted(counted) is var (variable, last))
                    counting[variable] = (last, counted);
                Repeat(counted, () => Condition(counted.Condition), () => Run(counted.AtLoopBottom));
                break;
            case IWhileLoopOperation { ConditionIsTop: true } repeated:
                Repeat(repeated, () => Condition(repeated.Condition), () => { });
                break;
            case IWhileLoopOperation repeated:
                Repeat(repeated, () => Fact.Unknown, () => Condition(repeated.Condition));
                break;
            case IForEachLoopOperation each:
                var collection = Read(each.Collection);
                if (collection is Fact.Loader { Batch: var size })
                    batches.Push((sizes.Full(size), size, each));
                Repeat(each, () =>
                {
                    Overwrite(OwnerOf(each.Collection));
                    Take(each, collection);
                    return Fact.Unknown;
                }, () => { });
                if (collection is Fact.Loader)
                    batches.Pop();
                break;
            default:
                Forget(loop);
                foreach (var child in loop.ChildOperations)
                    Run(child);
                Forget(loop);
                break;
        }
    }

    /// <summary>Reads a turn until what is known when it starts stays, then once more to report.</summary>
    void Repeat(ILoopOperation loop, Func<Fact> test, Action bottom)
    {
        if (!state.IsReached)
            return;
        loops.Push(loop);
        var entry = state;
        if (loops.Count > DeepestWidened)
        {
            state = entry.Copy();
            Forget(loop);
            entry = state;
        }
        else
        {
            var widened = new HashSet<Dim>();
            for (var turns = 0; ; turns++)
            {
                state = entry.Copy();
                Quietly(() => Turn(last: false));
                var head = State.Join(entry, state, (a, b) => widened.Contains(a) ? a : Widen());
                if (!state.IsReached || head.Says(entry))
                    break;
                state = entry = head;
                if (turns < 2)
                    continue;
                Forget(loop);
                break;
            }

            Dim Widen()
            {
                var size = sizes.Free();
                widened.Add(size);
                return size;
            }
        }
        state = entry.Copy();
        var exit = Turn(last: true);
        loops.Pop();
        state = Arrive(loop.ExitLabel, exit);

        // One turn; gives what is known where the condition ends the loop.
        State Turn(bool last)
        {
            var going = test();
            var ends = state.Copy();
            ends.IsReached &= going is not Fact.Bool { Value: true };
            state.IsReached &= going is not Fact.Bool { Value: false };
            Perhaps(() => Run(loop.Body));
            state = Arrive(loop.ContinueLabel, state);
            bottom();
            if (loop is IWhileLoopOperation { ConditionIsTop: false })
                ends = state.Copy();
            if (!last)
                leaving.Remove(loop.ExitLabel);
            return ends;
        }
    }

    /// <summary>What the variables of a foreach are in every turn.</summary>
    void Take(IForEachLoopOperation each, Fact collection)
    {
        var item = collection switch
        {
            Fact.Loader loader => Batch(loader, OwnerOf(each.Collection)),
            Fact.List { Items: { Count: > 0 } items } => items.Aggregate((a, b) => Fact.Join(a, b, (_, _) => sizes.Free())),
            _ => Fact.Unknown,
        };
        if (each.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var variable })
            Assign(variable, item is Fact { } known && !ReferenceEquals(known, Fact.Unknown) ? known : Declared(variable, variable.Type));
        else
            Deconstruct(each.LoopControlVariable, item);
    }

    /// <summary>One batch, in the buffers of its loader.</summary>
    Fact Batch(Fact.Loader loader, ISymbol? owner)
    {
        return new Fact.Tuple(EquatableArray.Of(Part(loader.Samples), Part(loader.Targets)));

        Fact Part(Fact whole) => whole is Fact.Tensor { Shape: { Rank: > 0 } shape, Seen: var seen } && shape.With(0, loader.Batch) is var part
            ? new Fact.Tensor(part) { Owner = owner, Seen = seen is null ? null : new Operand(part, seen.Type) { Origin = Origin.Data } } : new Fact.Tensor(null) { Owner = owner };
    }

    /// <summary>Who owns the batches of a loader: the variable that holds it, or nobody but its type.</summary>
    static ISymbol? OwnerOf(IOperation loader) => VariableOf(loader) ?? loader.Type;

    /// <summary>Who keeps a tensor of this owner has what comes next.</summary>
    void Overwrite(ISymbol? owner)
    {
        if (owner is not null)
            state.Tensors(t => SymbolEqualityComparer.Default.Equals(t.Owner, owner) ? t with { IsStale = true } : t);
    }
}
