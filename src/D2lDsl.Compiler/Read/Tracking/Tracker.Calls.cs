using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Calls: of ops, of what makes and changes tensors, of models, and of the user's own methods.</summary>
public sealed partial class Tracker
{
    Fact Call(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (OpInvocation.IsSurface(method) && OpInvocation.Of(call) is { } invocation)
            return OpCall(call, invocation);
        if (ModelOf(call.Instance?.Type) is { } model)
            return ModelCall(call, model, Read(call.Instance), isKernel: true);
        if (Declarations.IsModel(method))
            return ModelCall(call, method, Read(call.Instance), isKernel: false);
        if (method.ContainingType is { Name: "Tensor", ContainingNamespace: { Name: "D2lDsl", ContainingNamespace.IsGlobalNamespace: true } } && method.IsStatic)
            return Creation(call);
        if (call.Instance is not null && Declarations.TensorArgument(call.Instance.Type) is not null)
            return OfTensor(call);
        if (IsOurs(method.ContainingType) && DataCall(call) is { } data)
            return data;
        return Own(call);
    }

    /// <summary>Methods of a tensor that are no ops.</summary>
    Fact OfTensor(IInvocationOperation call)
    {
        var (instance, tensor) = (call.Instance!, Read(call.Instance));
        var arguments = call.Arguments.Select(a => Read(a.Value)).ToArray();
        var shape = (tensor as Fact.Tensor)?.Shape;
        switch (call.TargetMethod.Name)
        {
            case "Item":
                One(tensor, instance, call, Text(call));
                return Fact.Unknown;
            case "Cast" when tensor is Fact.Tensor { Seen: { } seen } && shape is not null && Declarations.TensorType(call.Type) is { } type:
                foreach (var (entry, texts) in TypeRules.Conversion(seen, type))
                    Report(entry, call, [.. texts]);
                return new Fact.Tensor(shape) { Seen = Making.Conversion(seen, type) };
            case "Clone" or "Detach" or "Cast":
                return new Fact.Tensor(shape);
            case "CopyFrom" when arguments.Length == 1:
                if (arguments[0] is Fact.Tensor)
                    Fits(call, "=", call.Arguments[0].Value, arguments[0], instance, tensor);
                else if (shape is not null && Length(arguments[0]) is { } given && Count(shape) is { } count && sizes.Differ(count, given))
                    Report(Catalogue.Elements, call, Text(call), Describe(instance, shape), count.ToString(), given.ToString());
                Filled(instance);
                return Fact.Unknown;
            case "Fill":
                Filled(instance);
                return Fact.Unknown;
            case "ToArray":
                return shape is not null && Count(shape) is { } length ? new Fact.Array(Shape.Of(length)) : Fact.Unknown;
            default:
                // Whoever has its memory may write into it.
                if (VariableOf(instance) is { } variable && tensor is Fact.Tensor { IsEmpty: true } empty)
                    state[variable] = empty with { IsEmpty = false };
                return Fact.Unknown;
        }
    }

    /// <summary>A method of the user's own: its [Shape]s are its contract.</summary>
    Fact Own(IInvocationOperation call)
    {
        var throws = call.TargetMethod.Name.IndexOf("Throw", StringComparison.Ordinal) >= 0 || call.TargetMethod.Name.IndexOf("Exception", StringComparison.Ordinal) >= 0;
        var owner = Read(call.Instance);
        // Who expects an exception makes a mistake on purpose.
        quiet += throws ? 1 : 0;
        var read = call.Arguments.Select(a => (Argument: a, Fact: Read(a.Value))).ToArray();
        quiet -= throws ? 1 : 0;
        var bound = new Dictionary<string, (Dim Size, string From)>();
        foreach (var (argument, fact) in read)
        {
            if (argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out } && VariableOf(argument.Value) is { } variable)
                state[variable] = null;
            if (argument.Parameter is { } parameter && Declarations.TensorArgument(parameter.Type) is not null && DeclaredShape(parameter.OriginalDefinition) is { } shape)
                Fit(call.TargetMethod.Name, parameter.Name, shape, fact, argument.Value, bound);
            if (call.TargetMethod.Name is "Add" or "Append" or "Enqueue" or "Push" or "Insert")
                Kept(fact, argument.Value);
            if (fact is Fact.Tensor { IsEmpty: true } empty && VariableOf(argument.Value) is { } filled)
                state[filled] = empty with { IsEmpty = false };
        }
        return Declarations.TensorArgument(call.Type) is not null && Returned(call.TargetMethod) is { HasLeading: false } result ? new Fact.Tensor(Bind(result, bound))
            : owner is Fact.Function { Lambda: var lambda } && call.TargetMethod.MethodKind == MethodKind.DelegateInvoke
                ? Follow(lambda.Symbol, lambda.Body, [.. read.Select((r, i) => (Parameter: i < lambda.Symbol.Parameters.Length ? lambda.Symbol.Parameters[i] : null, r.Fact))], state.Copy(), call)
            : !throws && IsPlain(call.TargetMethod) && Follow(call.TargetMethod, [.. read.Select(r => (r.Argument.Parameter, r.Fact))], call) is var given && !ReferenceEquals(given, Fact.Unknown) ? given
            : call.TargetMethod is { ContainingType.SpecialType: SpecialType.None, ContainingType.Name: "Math", Name: "Max" or "Min" } && read.Length == 2 ? Extremum(call.TargetMethod.Name, read[0].Fact, read[1].Fact)
            : Fact.Unknown;
    }

    /// <summary>A method whose body says what it does: nobody else's, and no model.</summary>
    static bool IsPlain(IMethodSymbol method) => method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction && !Declarations.IsModel(method) && !WrittenDerivative.Is(method);

    /// <summary>A value that outlives the turn of a loop must not lie in memory that the next turn overwrites.</summary>
    void Kept(Fact fact, IOperation place)
    {
        if (fact is Fact.Tensor { Owner: { } owner } && loops.Count > 0 && !loops.Peek().Descendants().OfType<IVariableDeclaratorOperation>().Any(d => SymbolEqualityComparer.Default.Equals(d.Symbol, owner)))
            Offer(Catalogue.Overwritten, place, $"{Whole(place)}.Clone()", Text(place), owner.Name);
    }

    static Fact Extremum(string name, Fact a, Fact b) => (a, b) is (Fact.Int { Dim.Value: { } x }, Fact.Int { Dim.Value: { } y }) ? new Fact.Int(name == "Max" ? Math.Max(x, y) : Math.Min(x, y)) : Fact.Unknown;

    static Shape? Returned(IMethodSymbol method)
    {
        try
        {
            return Declarations.ReturnShapeOf(method.OriginalDefinition);
        }
        catch (ReadException)
        {
            return null;
        }
    }
}
