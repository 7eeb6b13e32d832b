namespace D2lDsl.Compiler.Ops;

/// <summary>
/// The elements of an operand lie in [0, limit): the size of another operand's axis, or of an argument where <paramref name="Into"/>
/// is null.
/// </summary>
public sealed record IndexRange(int Operand, int? Into, Axis Axis);
