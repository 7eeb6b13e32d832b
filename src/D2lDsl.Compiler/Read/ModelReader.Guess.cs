using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>For a model with errors: the likeliest signature, so that callers see one error and not ten.</summary>
static partial class ModelReader
{
    /// <summary>The arguments and parameters as far as they are declared.</summary>
    static IEnumerable<GraphInput> GuessInputs(IMethodSymbol method)
    {
        foreach (var argument in method.Parameters)
            yield return Guess(argument, argument.Type, member: false);
        if (!method.IsStatic)
            foreach (var property in method.ContainingType.GetMembers().OfType<IPropertySymbol>().Where(p => Declarations.IsParameter(p) && p.PartialDefinitionPart is null))
                yield return Guess(property, property.Type, member: true);

        static GraphInput Guess(ISymbol symbol, ITypeSymbol type, bool member) => new(symbol.Name,
            Safe(() => Declarations.ShapeOf(symbol)) ?? Shape.Scalar, Declarations.TensorType(type) ?? ElementType.Float, Declarations.IsParameter(symbol), member);
    }

    static List<ModelResult> GuessResults(IMethodSymbol method)
    {
        var types = method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Select(e => e.Type) : [method.ReturnType];
        var shape = Safe(() => Declarations.ReturnShapeOf(method));
        return [.. types.Zip(ResultNames(method), (type, name) =>
            new ModelResult(shape is null || shape.Rank == 0, Declarations.TensorType(type) ?? ElementType.Float, name))];
    }

    static Shape? Safe(Func<Shape?> read)
    {
        try
        {
            return read();
        }
        catch (ReadException)
        {
            return null;
        }
    }
}
