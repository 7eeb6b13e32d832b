namespace D2lDsl.Compiler.Ops;

/// <summary>The body of a composite op where its argument of that name has this value.</summary>
public sealed record Variant(string Argument, double Value, Func<IReadOnlyList<TensorExpr>, TensorExpr> Body);
