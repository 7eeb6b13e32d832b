using D2lDsl.Compiler;
using D2lDsl.CompilerTests.Running;

namespace D2lDsl.CompilerTests.Indexing;

/// <summary>How picks and slices are written: rows go by vectors, views are not copied.</summary>
public class RowCopyTests
{
    [Fact]
    public void An_embedding_moves_rows_by_vectors_both_ways()
    {
        var code = Pipeline.EmitKernel(Compiled.Read("""
            public static partial class M
            {
                [Model] public static Tensor<float> F([Parameter, Shape("v", "d")] Tensor<float> table, [Shape("n")] Tensor<int> ids) => IndexSelect(table, 0, ids);
            }
            """).Model!);
        Assert.Contains("ref var tableRow = ref Unsafe.Add(ref table, at * d);", code);
        Assert.Contains("Vector512.LoadUnsafe(ref tableRow, (nuint)j)", code);
        Assert.Contains("(Vector512.LoadUnsafe(ref dtableRow, (nuint)j) + seed1).StoreUnsafe(ref dtableRow, (nuint)j);", code);
    }

    [Fact]
    public void A_slice_is_read_where_it_lies()
    {
        var program = Compiled.Program("""
            public static partial class M
            {
                [Model] public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n", "d")] Tensor<float> y) => MatMul(x[1..], y[1..].T) + 1;
            }
            """, isBackward: false);
        Assert.All(program.Kernel.Buffers.Where(b => b.Kind == Compiler.Ir.BufferKind.Temporary), b => Assert.Equal("[n - 1, n - 1]", b.Shape.ToString()));
    }
}
