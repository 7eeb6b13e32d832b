using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>Gives the values of arguments that are no tensors. Null: not known; whoever must know throws instead.</summary>
interface IValueReader
{
    /// <summary>A size, or several.</summary>
    IReadOnlyList<Dim>? Sizes(IOperation operation);

    /// <summary>Called for axes that <see cref="Sizes"/> does not give as constants.</summary>
    IReadOnlyList<int>? Axis(IOperation operation);

    double? Number(IOperation operation, Ops.Argument argument);

    bool? Truth(IOperation operation);
}
