using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>
/// Methods, getters and lambdas of the user's own without a [Shape] on what they return: their bodies are read with what is known of the
/// arguments, a few calls deep.
/// </summary>
public sealed partial class Tracker
{
    const int DeepestCall = 3;

    /// <summary>Calls followed in one member; after those, what calls give is not known.</summary>
    const int MostCalls = 60;

    /// <summary>Bodies longer than this are not followed: they hardly are helpers.</summary>
    const int LongestBody = 4000;

    /// <summary>The functions being read, outermost first.</summary>
    readonly Stack<IMethodSymbol> following = new();

    /// <summary>What the function being read returns, one for each return that is reached; null outside of any.</summary>
    List<Fact>? returned;

    int followed;

    /// <summary>Above 0, what is read may not happen: a branch, the turn of a loop, a handler.</summary>
    int forks;

    /// <summary>What is certainly wrong in the function being read; null outside of any.</summary>
    List<Finding>? inside;

    /// <summary>What a method of the user's own gives for these arguments.</summary>
    Fact Follow(IMethodSymbol method, IReadOnlyList<(IParameterSymbol? Parameter, Fact Fact)> arguments, IOperation place)
    {
        method = method.OriginalDefinition;
        if (method.IsAbstract || method.IsAsync || method.IsExtern || method.IsVirtual || method.IsOverride || method.DeclaringSyntaxReferences.Length != 1
            || !(IsOurs(method.ReturnType) || Declarations.IsModule(method.ReturnType) || method.ReturnType.SpecialType == SpecialType.System_Int32
                || arguments.Any(a => a.Fact is Fact.Tensor { Shape: not null })))
            return Fact.Unknown;
        if (method.MethodKind == MethodKind.LocalFunction)
            return localFunctions.TryGetValue(method, out var local) ? Follow(method, local.Body, arguments, state.Copy(), place) : Fact.Unknown;
        var reference = method.DeclaringSyntaxReferences[0];
        if (reference.Span.Length > LongestBody || !compilation.ContainsSyntaxTree(reference.SyntaxTree) || following.Count >= DeepestCall || followed >= MostCalls)
            return Fact.Unknown;
        return Follow(method, compilation.GetSemanticModel(reference.SyntaxTree).GetOperation(reference.GetSyntax(cancel), cancel), arguments, new State(), place);
    }

    Fact Follow(IMethodSymbol function, IOperation? body, IReadOnlyList<(IParameterSymbol? Parameter, Fact Fact)> arguments, State start, IOperation place)
    {
        if (body is null || !state.IsReached || following.Count >= DeepestCall || followed >= MostCalls || following.Contains(function, SymbolEqualityComparer.Default))
            return Fact.Unknown;
        var outer = (state, returned, inside, declared, quiet, forks);
        (state, returned, inside, quiet, forks) = (start, [], [], 0, 0);
        following.Push(function);
        followed++;
        FindUntracked(body);
        foreach (var parameter in function.Parameters)
            if (arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal) is { Parameter: not null, Fact: var given } && parameter.RefKind == RefKind.None)
                Assign(parameter, ReferenceEquals(given, Fact.Unknown) ? Declared(parameter, parameter.Type) : given);
            else
                Assign(parameter, Declared(parameter, parameter.Type));
        Run(body);
        following.Pop();
        var (results, wrong) = (returned, inside);
        (state, returned, inside, declared, quiet, forks) = outer;
        if (wrong.Count > 0 && arguments.Any(a => a.Fact is Fact.Tensor { Shape: not null }))
            Blame(function, body, wrong, place);
        return results.Count == 0 ? Fact.Unknown : Escaped(results.Aggregate((a, b) => Fact.Join(a, b, (_, _) => sizes.Free())));
    }

    /// <summary>What fails in a function for these arguments, and not for all, is the call's mistake.</summary>
    void Blame(IMethodSymbol function, IOperation body, List<Finding> wrong, IOperation place)
    {
        if (quiet > 0)
            return;
        if (following.Count > 0)
        {
            inside?.AddRange(forks == 0 ? wrong.Take(1) : []);
            return;
        }
        var outer = (state, returned, inside, declared, quiet);
        (state, returned, inside, quiet) = (new(), [], [], 0);
        following.Push(function);
        foreach (var parameter in function.Parameters)
            Assign(parameter, Declared(parameter, parameter.Type));
        Run(body);
        following.Pop();
        var always = inside;
        (state, returned, inside, declared, quiet) = outer;
        if (wrong.FirstOrDefault(w => !always.Any(a => a.Location == w.Location)) is { } finding)
            Report(finding.Entry, place.Syntax.GetLocation(), null, [.. finding.Arguments]);
    }

    /// <summary>What leaves a function keeps nothing of the function's variables.</summary>
    static Fact Escaped(Fact fact) => fact switch
    {
        Fact.Tensor tensor => tensor with { ViewOf = null, Owner = tensor.Owner is ILocalSymbol or IParameterSymbol ? null : tensor.Owner, IsStale = false },
        Fact.Tuple tuple => new Fact.Tuple(tuple.Items.Select(Escaped).ToEquatable()),
        _ => fact,
    };
}
