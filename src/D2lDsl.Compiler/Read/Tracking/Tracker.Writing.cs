using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Assignments: to variables, and into tensors.</summary>
public sealed partial class Tracker
{
    Fact Assigned(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } whole } indexer && Declarations.TensorArgument(whole.Type) is not null)
        {
            var part = Index(indexer);
            var written = Read(assignment.Value);
            Fits(assignment, "=", assignment.Value, written, indexer, part);
            Filled(whole);
            return written;
        }
        if (VariableOf(assignment.Target) is { } variable)
        {
            var value = Read(assignment.Value);
            Assign(variable, value);
            return value;
        }
        if (assignment.Target is not (IFieldReferenceOperation or IPropertyReferenceOperation or IDiscardOperation))
            Read(assignment.Target);
        else if (assignment.Target is IMemberReferenceOperation { Instance: { } owner })
            Read(owner);
        var result = Read(assignment.Value);
        if (assignment.Target is IArrayElementReferenceOperation)
            Kept(result, assignment.Value);
        if (assignment.Target is IMemberReferenceOperation member)
            FitsDeclared(member.Member, result, assignment.Value);
        return result;
    }

    Fact Compound(ICompoundAssignmentOperation compound)
    {
        if (Declarations.TensorArgument(compound.Target.Type) is null)
        {
            var (before, by) = (Read(compound.Target), Read(compound.Value));
            var after = before is Fact.Int x && by is Fact.Int y ? Arithmetic(compound.OperatorKind, x.Dim, y.Dim) : Fact.Unknown;
            if (VariableOf(compound.Target) is { } counted)
                Assign(counted, after is Fact.Int || compound.Type?.SpecialType != SpecialType.System_Int32 ? after : new Fact.Int(sizes.Free(counted.Name)));
            return after;
        }
        var target = compound.Target is IPropertyReferenceOperation { Property.IsIndexer: true } indexer ? Index(indexer) : Read(compound.Target);
        var value = Read(compound.Value);
        var symbol = BodyReader.Symbol(compound.OperatorKind);
        if (symbol == "/")
            Divided(compound, compound.Value, value);
        if (symbol == "/" && Declarations.TensorType(compound.Target.Type) is { } type && !type.IsFloating() && target is Fact.Tensor { Shape: { } integers })
            Report(Catalogue.ElementType, compound, "'/='", "floating-point", Describe(compound.Target, integers), type.Keyword(), "convert it with Cast<float>()");
        Fits(compound, symbol + "=", compound.Value, value, compound.Target, target);
        Filled(compound.Target is IPropertyReferenceOperation { Instance: { } whole } ? whole : compound.Target);
        return target;
    }

    /// <summary>What is written into a tensor must broadcast to it, and cannot make it grow.</summary>
    void Fits(IOperation place, string symbol, IOperation source, Fact value, IOperation into, Fact target)
    {
        if (target is not Fact.Tensor { Shape: { } shape } || value is not Fact.Tensor { Shape: { } given })
            return;
        sizes.ShortBatch = null;
        var (joined, left, right) = Broadcast.Join(shape, given, sizes);
        ReportShortBatch(place);
        if (joined is null)
            Report(Catalogue.Broadcast, place, $"'{symbol}'", Describe(into, shape), Describe(source, given), left!.ToString(), right!.ToString());
        else if (joined.Rank != shape.Rank || Enumerable.Range(0, shape.Rank).Any(i => Certain(joined[i], shape[i])))
            Offer(Catalogue.Growing, place, symbol == "=" ? null : $"{into.Syntax} = {into.Syntax} {symbol.TrimEnd('=')} {Whole(source)}", Text(place), Describe(source, given), Describe(into, shape), joined.ToString(),
                symbol == "=" ? "write a value that broadcasts to it" : $"write '{Text(into)} = {Text(into)} {symbol.TrimEnd('=')} {Text(source)}'");

        bool Certain(Dim a, Dim b) => !sizes.IsFree(a) && !sizes.IsFree(b) && !a.Equals(b);
    }

    /// <summary>A tensor was written into: it is empty no more, and what it shows of another changes there too.</summary>
    void Filled(IOperation tensor)
    {
        if (VariableOf(tensor) is not { } variable || state[variable] is not Fact.Tensor fact)
            return;
        if (fact.ViewOf is { } shown && !SymbolEqualityComparer.Default.Equals(shown, variable))
        {
            Report(Catalogue.WriteThroughView, tensor.Parent is IOperation { } whole && whole.Syntax.Span.Contains(tensor.Syntax.Span) ? tensor : tensor, variable.Name, shown.Name);
            if (state[shown] is Fact.Tensor source)
                state[shown] = source with { IsEmpty = false };
        }
        state[variable] = fact with { IsEmpty = false };
    }

    void Deconstruct(IOperation target, Fact value)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                Deconstruct(declaration.Expression, value);
                break;
            case ITupleOperation tuple:
                Fact[] items = value switch
                {
                    Fact.Tuple t => [.. t.Items],
                    Fact.List l => [.. l.Items],
                    Fact.Sizes s => [.. s.Shape.Dims.Select(d => new Fact.Int(d))],
                    Fact.Members m => [.. m.Items.Select(i => i.Value)],
                    _ => [],
                };
                if (value is Fact.Sizes { Shape: var shape } && items.Length != tuple.Elements.Length)
                    Report(Catalogue.Rank, target.Parent ?? target, "The deconstruction", $"a shape of {tuple.Elements.Length} sizes", shape.ToString());
                if (value is Fact.List && items.Length != tuple.Elements.Length)
                    Report(Catalogue.Rank, target.Parent ?? target, "The deconstruction", $"an array of {tuple.Elements.Length} tensors", $"one of {items.Length}");
                for (var i = 0; i < tuple.Elements.Length; i++)
                    Deconstruct(tuple.Elements[i], items.Length == tuple.Elements.Length ? items[i]
                        : Declarations.TensorArgument(tuple.Elements[i].Type) is not null ? new Fact.Tensor(null)
                        : tuple.Elements[i].Type?.SpecialType == SpecialType.System_Int32 ? new Fact.Int(sizes.Free()) : Fact.Unknown);
                break;
            default:
                if (VariableOf(target) is { } variable)
                    Assign(variable, value);
                else if (target is not IDiscardOperation)
                    Read(target);
                break;
        }
    }
}
