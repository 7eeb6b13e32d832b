namespace D2lDsl.Compiler.Ops;

/// <summary>An axis of an operand whose size is that of another operand's axis times the op's argument <c>groups</c>: a convolution's channels.</summary>
public sealed record GroupedAxis(int Operand, int Axis, int Of, int OfAxis);
