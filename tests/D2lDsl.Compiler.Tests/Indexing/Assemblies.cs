namespace D2lDsl.CompilerTests.Indexing;

using D2lDsl.CompilerTests.Reading;
using static D2lDsl.CompilerTests.Reading.Construct;

/// <summary>Joins and picks by indices; ints are 0, 1 or 2, all positions of an axis of 3 or more.</summary>
static class Assemblies
{
    public static IReadOnlyList<Construct> All { get; } =
    [
        Body("Concat", "Sum(Square(Concat([x, y], 0)) * v)"),
        Body("ConcatColumns", "Sum(Concat([x, y, x * 2], axis: 1).Square())"),
        Body("ConcatNegativeAxis", "Sum(Exp(Concat([x[1..], y[..2], v.Unsqueeze(0)], -2)))"),
        Body("ConcatOne", "Sum(Concat([x]) * y)"),
        Body("ConcatOfComputed", "var z = Tanh(x); return Sum(Concat([z, MatMul(x, y.T)], 1)[1..] * 3) + Sum(z);"),
        Body("ConcatOfConstants", "Sum(Concat([x * 0 + 1, y], 0) * Concat([y, x * 0 + 2], 0))"),
        Body("ConcatOfNumbers", "Sum(Stack([Sum(x), Max(y), x[0, 0]]) * Stack([x[1, 1], Sum(v), y[0, 1]]))"),
        Body("ConcatOfEmpty", "Sum(Concat([x[..0], y, x[2..2]]) * x)"),
        Body("SlicesOfConcat", "var z = Concat([x, y], 1); return Sum(z[.., 1..4] * z[.., 2..5]) + z[^1, ^1];"),
        Body("Stack", "Sum(Stack([x, y]) * x) + Sum(Stack([x, y], 1)[.., 1] * 2)"),
        Body("StackLast", "Sum(MatMul(Stack([x, y], axis: -1), x.T[..2]))"),
        Body("StackOfRows", "Sum(Stack([x[0], y[1], v]) * v)"),
        Body("ConcatInLoop", "var z = x; for (int i = 0; i < 6; i++) z = Concat([z[1..], Tanh(z[..1] * v)]); return Sum(z * y);"),
        Body("ConcatInBranch", "var z = y; if (Sum(x) > 0) z = Concat([x[..1], y[1..]]); return Sum(z * z);"),
        Body("List", "Tensor<real>[] parts = [x, y]; return Sum(Concat(parts, 1).Square());"),
        Picking("IndexSelect", "IndexSelect(t, 0, rows)"),
        Picking("IndexSelectColumns", "t.IndexSelect(1, columns) * 2"),
        Picking("IndexSelectOfSlice", "t[1..].IndexSelect(0, rows % 2)", "t[1..].IndexSelect(0, Minimum(rows, 1))"),
        Picking("IndexSelectOfTranspose", "IndexSelect(t.T, -1, rows).T"),
        Picking("IndexSelectOfComputed", "IndexSelect(Tanh(t) * 2, 0, rows) * IndexSelect(t * 2, 0, rows)"),
        Picking("IndexSelectTwice", "IndexSelect(IndexSelect(t, 0, rows), 1, columns)"),
        Picking("IndexSelectOfIndices", "IndexSelect(t, 0, IndexSelect(rows, 0, Minimum(rows, 2)))"),
        Picking("IndexSelectOfReduction", "IndexSelect(Sum(t, axis: 1), 0, rows)"),
        Picking("SlicesOfIndexSelect", "IndexSelect(t, 0, rows)[1.., ..2] + IndexSelect(t, 0, rows[1..])[.., 1..3]"),
        Picking("IndexSelectInto", "MatMul(IndexSelect(t, 0, rows), t.T)"),
        Picking("Gather", "Gather(t, 1, places)"),
        Picking("GatherRows", "t.Gather(0, Minimum(IndexSelect(spread, 0, rows), 2))"),
        Picking("GatherOfComputed", "Gather(Exp(t) * t, axis: -1, index: places)"),
        Picking("GatherByArgmax", "Gather(t, 1, Argmax(t, axis: 1, keepDims: true)) * 3"),
        Picking("GatherOfIndices", "Gather(t, 1, Gather(spread, 1, spread))"),
        Picking("GatherAndWhole", "Sum(t * t) + Gather(t, 1, places) + Gather(t, 1, spread)[.., ..1]"),
        new("Embedding", """[Model] public static Tensor<real> F([Parameter, Shape("v", "e")] Tensor<real> table, [Shape("b")] Tensor<int> ids, [Parameter, Shape("e")] Tensor<real> scale) => Sum(Square(IndexSelect(table, 0, ids) * scale));"""),
        new("Lookups", """[Model] public static Tensor<real> F([Parameter, Shape("v", "e")] Tensor<real> table, [Shape("b", "k")] Tensor<int> ids) => IndexSelect(table, 0, ids.Reshape(-1)).Reshape(ids.Shape[0], ids.Shape[1], table.Shape[1]);"""),
        new("PickedInts", """[Model] public static Tensor<int> F([Shape("m")] Tensor<int> x, [Shape("b")] Tensor<int> at) => IndexSelect(x, 0, at) + Concat([at, at])[..at.Shape[0]];"""),
        new("PickedByVariable", """[Model] public static Tensor<real> F([Parameter, Shape("m", "k")] Tensor<real> x, [Shape("b")] Tensor<int> at) { Tensor<real> s = 0; for (int i = 0; i < at.Shape[0]; i++) s = s + Sum(IndexSelect(x, 0, at[i].Unsqueeze(0)) * IndexSelect(x, 0, at[i..].Length > 0 ? at : at)[i]); return s; }""".Replace(" * IndexSelect(x, 0, at[i..].Length > 0 ? at : at)[i]", "")),
    ];

    /// <summary>A model of t [m, 4], with rows [b] and columns [c] into it, places [m, 1] and spread [m, 4].</summary>
    static Construct Picking(string name, string body, string? written = null) => new(name, $$"""
        [Model] public static Tensor<real> F([Parameter, Shape("m", 4)] Tensor<real> t, [Shape("b")] Tensor<int> rows, [Shape("c")] Tensor<int> columns,
            [Shape("m", 1)] Tensor<int> places, [Shape("m", 4)] Tensor<int> spread) => Sum(Square({{written ?? body}}) + t[0, 0]);
        """);
}
