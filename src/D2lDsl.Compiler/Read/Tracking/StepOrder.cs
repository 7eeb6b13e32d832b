using D2lDsl.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>In which order the statements of a block compute the gradients of a kernel, clip them and step along them.</summary>
static class StepOrder
{
    enum Event
    {
        Computes,
        Trains,
        Clips,
        Steps,
    }

    public static IEnumerable<Finding> Of(IOperation body, Func<IOperation, bool> isStep, Func<IOperation, ISymbol?> kernelIn, Func<IOperation?, ISymbol?> holderOf)
    {
        foreach (var block in body.DescendantsAndSelf().OfType<IBlockOperation>())
        {
            var events = block.Operations.SelectMany((statement, i) => statement.DescendantsAndSelf().Select(o => (What: Happens(o), Place: o, Statement: i, IsPlain: statement is IExpressionStatementOperation or IVariableDeclarationGroupOperation)))
                .Where(e => e.What is not null).GroupBy(e => e.What!.Value.Kernel, SymbolEqualityComparer.Default);
            foreach (var of in events.Select(g => g.ToArray()))
            {
                // What only happens now and then, or in a loop inside, has an order that nobody knows.
                if (of.Any(e => !e.IsPlain))
                    continue;
                var turns = block.Parent is ILoopOperation;
                for (var i = 0; i < of.Length; i++)
                {
                    var ((what, kernel), next) = (of[i].What!.Value, i + 1 < of.Length ? of[i + 1].What!.Value.Event : turns ? of[0].What!.Value.Event : (Event?)null);
                    if (what == Event.Clips && next is Event.Computes or Event.Trains)
                        yield return new(Catalogue.ClippedLate, [Tracker.Text(of[i].Place), kernel.Name], of[i].Place.Syntax.GetLocation());
                    if (what == Event.Trains && next == Event.Steps && i + 1 < of.Length)
                        yield return new(Catalogue.SteppedTwice, [Tracker.Text(of[i + 1].Place), kernel.Name], of[i + 1].Place.Syntax.GetLocation());
                }
            }
        }

        (Event Event, ISymbol Kernel)? Happens(IOperation operation)
        {
            if (operation is IInvocationOperation call && Tracker.ModelOf(call.Instance?.Type) is not null && holderOf(call.Instance) is { } own && call.TargetMethod.Name is "ForwardBackward" or "TrainingStep")
                // What adds to the gradients goes on with what was clipped.
                return call.Arguments.Any(a => a.Parameter?.Name == "accumulate" && a.ArgumentKind == ArgumentKind.Explicit) ? null : (call.TargetMethod.Name == "TrainingStep" ? Event.Trains : Event.Computes, own);
            if (operation is IInvocationOperation { TargetMethod.Name: "ClipNorm" or "ClipValue" } clip && (clip.Instance ?? clip.Arguments.FirstOrDefault()?.Value) is { } clipped && kernelIn(clipped) is { } of)
                return (Event.Clips, of);
            return isStep(operation) && kernelIn(operation) is { } stepped ? (Event.Steps, stepped) : null;
        }
    }
}
