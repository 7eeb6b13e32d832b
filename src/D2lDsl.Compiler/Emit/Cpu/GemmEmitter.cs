using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Writes a matrix product as calls of the runtime's GEMM: loops over what is not one matrix, strides for the rest.</summary>
sealed class GemmEmitter(KernelNames names, CodeWriter code)
{
    public void Write(Contraction gemm)
    {
        if (gemm.Left.Slides || gemm.Right.Slides || gemm.Result.Slides)
        {
            new WindowEmitter(names, code).Write(gemm);
            return;
        }
        var (rows, columns, summed) = (gemm.Merge(gemm.Rows), gemm.Merge(gemm.Columns), gemm.Merge(gemm.Summed));
        var (left, right) = (gemm.Left, gemm.Right);
        // The result must run along its columns; a transposed result is the product of the transposed matrices.
        if (!gemm.Result.StrideOf(Last(columns).Class).IsOne)
            (left, right, rows, columns) = (right, left, columns, rows);
        if (!gemm.Result.StrideOf(Last(columns).Class).IsOne)
            throw new InvalidOperationException($"The result {gemm.Name} of a matrix product does not run along rows or columns.");
        var (m, n, k) = (Last(rows), Last(columns), Last(summed));
        var loops = gemm.Batch.Concat(Rest(rows)).Concat(Rest(columns)).Select(a => (Axis: a, Sums: false)).Concat(Rest(summed).Select(a => (Axis: a, Sums: true))).ToArray();
        var scope = new NameScope(names.Scope);
        var variables = loops.Select((_, i) => scope.Unique(i < 4 ? "ijkl"[i].ToString() : "i" + i)).ToArray();
        code.Line($"// {gemm.Name} = {left.Buffer.Name} · {right.Buffer.Name}: [{m.Size}, {k.Size}] · [{k.Size}, {n.Size}]"
            + (loops.Length > 0 ? $" for each of [{string.Join(", ", loops.Select(l => l.Axis.Size))}]" : ""));
        // The last loop is the runtime's, which shares it among threads; but not one that adds up.
        var batch = loops.Length > 0 && !loops[loops.Length - 1].Sums && gemm.Result.Buffer.Type.IsFloating() ? loops[loops.Length - 1].Axis : null;
        if (batch is not null)
            loops = [.. loops.Take(loops.Length - 1)];
        var blocks = loops.Select((l, i) => code.Open($"for (nint {variables[i]} = 0; {variables[i]} < {names.Size(l.Axis.Size)}; {variables[i]}++)")).ToArray();
        var add = loops.Any(l => l.Sums) ? string.Join(" || ", loops.Select((l, i) => (l.Sums, i)).Where(l => l.Sums).Select(l => $"{variables[l.i]} > 0")) : "false";
        var many = batch is null ? "Multiply(" : $"Batch((int){names.Factor(batch.Size)}, {Stride(left, batch)}, {Stride(right, batch)}, {Stride(gemm.Result, batch)}, ";
        code.Line($"Gemm.{many}(int){names.Factor(m.Size)}, (int){names.Factor(n.Size)}, (int){names.Factor(k.Size)}, "
            + $"{At(left)}, {Stride(left, m)}, {Stride(left, k)}, {At(right)}, {Stride(right, k)}, {Stride(right, n)}, {At(gemm.Result)}, {Stride(gemm.Result, m)}, add: {add});");
        foreach (var block in Enumerable.Reverse(blocks))
            block.Dispose();

        string At(Access access)
        {
            var offset = string.Join(" + ", loops.Select((l, i) => (Stride: access.StrideOf(l.Axis.Class), Loop: variables[i]))
                .Where(x => x.Stride.Value != 0).Select(x => x.Stride.IsOne ? x.Loop : $"{x.Loop} * {names.Factor(x.Stride)}")
                .Concat(access.Offset.Value == 0 ? [] : [names.Size(access.Offset)]));
            var buffer = names.Buffer(access.Buffer);
            return offset == "" ? $"ref {buffer}" : $"ref Unsafe.Add(ref {buffer}, {offset})";
        }

        string Stride(Access access, LoopAxis axis) => names.Size(access.StrideOf(axis.Class));
    }

    /// <summary>Declares a product that a loop goes with, and returns its name.</summary>
    public string Declare(Contraction gemm)
    {
        var (m, n, k) = (gemm.Merge(gemm.Rows)[0], gemm.Merge(gemm.Columns)[0], gemm.Merge(gemm.Summed)[0]);
        var name = names.Scope.Unique("product");
        code.Line($"// {gemm.Name} = {gemm.Left.Buffer.Name} · {gemm.Right.Buffer.Name}: [{m.Size}, {k.Size}] · [{k.Size}, {n.Size}], and at once {gemm.Then!.Name}");
        code.Line($"var {name} = new Product<{gemm.Result.Buffer.Type.Keyword()}>((int){names.Factor(m.Size)}, (int){names.Factor(n.Size)}, (int){names.Factor(k.Size)}, "
            + $"{At(gemm.Left)}, {Stride(gemm.Left, m)}, {Stride(gemm.Left, k)}, {At(gemm.Right)}, {Stride(gemm.Right, k)}, {Stride(gemm.Right, n)}, {At(gemm.Result)}, {Stride(gemm.Result, m)});");
        return name;

        string At(Access access) => access.Offset.Value == 0 ? $"ref {names.Buffer(access.Buffer)}" : $"ref Unsafe.Add(ref {names.Buffer(access.Buffer)}, {names.Size(access.Offset)})";

        string Stride(Access access, LoopAxis axis) => names.Size(access.StrideOf(axis.Class));
    }

    static LoopAxis Last(List<LoopAxis> axes) => axes[axes.Count - 1];

    static IEnumerable<LoopAxis> Rest(List<LoopAxis> axes) => axes.Take(axes.Count - 1);
}
