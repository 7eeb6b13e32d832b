using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>
/// Writes a matrix product as a kernel: a group makes a square tile of the result, a slab of both operands at a time in shared memory,
/// every lane 4 × 4 elements in registers.
/// </summary>
sealed class ProductEmitter(Contraction gemm, DeviceScope scope, CodeWriter code)
{
    const int Block = 4;

    readonly string type = DeviceScope.Wide(gemm.Result.Buffer.Type);
    readonly Dictionary<int, string> batch = [];

    /// <summary>The tiles of the result along rows and columns, and how often there is one, as the host computes them.</summary>
    public static string Groups(Contraction gemm, Func<Dim, string> size)
    {
        string Count(IReadOnlyList<LoopAxis> axes) => axes.Count == 0 ? "1L" : "(long)" + string.Join(" * ", axes.Select(a => a.Size.IsAtom ? size(a.Size) : $"({size(a.Size)})"));
        return $"(int)(({Count(gemm.Rows)} + Lane.Tile - 1) / Lane.Tile * (({Count(gemm.Columns)} + Lane.Tile - 1) / Lane.Tile) * {Count(gemm.Batch)})";
    }

    public void Write()
    {
        var (left, right) = (scope.Unique("left"), scope.Unique("right"));
        code.Line($"var {left} = SharedMemory.Allocate<{type}>(Lane.Side * Lane.Pitch);");
        code.Line($"var {right} = SharedMemory.Allocate<{type}>(Lane.Side * Lane.Pitch);");
        var (m, n, k) = (Local("m", Count(gemm.Rows)), Local("n", Count(gemm.Columns)), Local("k", Count(gemm.Summed)));
        var (x, y) = (Local("x", "Lane.Index % Lane.Side"), Local("y", "Lane.Index / Lane.Side"));
        var (down, across) = (Local("down", $"({m} + Lane.Tile - 1) / Lane.Tile"), Local("across", $"({n} + Lane.Tile - 1) / Lane.Tile"));
        var (top, start) = (Local("top", $"Grid.IdxX / {across} % {down} * Lane.Tile"), Local("start", $"Grid.IdxX % {across} * Lane.Tile"));
        if (gemm.Batch.Count > 0)
            Decode(gemm.Batch, Local("batch", $"Grid.IdxX / ({across} * {down})"), batch);
        var sums = new string[Block, Block];
        for (var r = 0; r < Block; r++)
            for (var c = 0; c < Block; c++)
                sums[r, c] = scope.Unique($"sum{r}{c}");
        for (var r = 0; r < Block; r++)
            code.Line(string.Join(" ", Enumerable.Range(0, Block).Select(c => $"var {sums[r, c]} = {ScalarCode.Literal(0, gemm.Result.Buffer.Type is ElementType.Byte or ElementType.SByte ? ElementType.Int : gemm.Result.Buffer.Type)};")));
        var slab = scope.Unique("slab");
        using (code.Open($"for (var {slab} = 0; {slab} < {k}; {slab} += Lane.Side)"))
        {
            var at = scope.Unique("at");
            using (code.Open($"for (var {at} = Lane.Index; {at} < Lane.Side * Lane.Tile; {at} += Lane.Count)"))
            {
                Load(gemm.Left, left, gemm.Rows, at, slab, k, top, m);
                Load(gemm.Right, right, gemm.Columns, at, slab, k, start, n);
            }
            code.Line("Group.Barrier();");
            var step = scope.Unique("step");
            using (code.Open($"for (var {step} = 0; {step} < Lane.Side; {step}++)"))
            {
                var (a, b) = (Names("a"), Names("b"));
                code.Line(string.Join(" ", Enumerable.Range(0, Block).Select(r => $"var {a[r]} = {left}[{step} * Lane.Pitch + {y}{Away(r)}];")));
                code.Line(string.Join(" ", Enumerable.Range(0, Block).Select(c => $"var {b[c]} = {right}[{step} * Lane.Pitch + {x}{Away(c)}];")));
                for (var r = 0; r < Block; r++)
                    code.Line(string.Join(" ", Enumerable.Range(0, Block).Select(c => $"{sums[r, c]} += {a[r]} * {b[c]};")));
            }
            code.Line("Group.Barrier();");
        }
        for (var r = 0; r < Block; r++)
        {
            var row = Local("row", $"{top} + {y}{Away(r)}");
            using (code.Open($"if ({row} < {m})"))
            {
                var positions = new Dictionary<int, string>(batch);
                Decode(gemm.Rows, row, positions);
                for (var c = 0; c < Block; c++)
                {
                    var column = Local("column", $"{start} + {x}{Away(c)}");
                    if (gemm.Columns.Count <= 1)
                    {
                        Decode(gemm.Columns, column, positions);
                        code.Line($"if ({column} < {n}) {scope.Store(gemm.Result.Buffer, At(gemm.Result, positions), sums[r, c])}");
                        continue;
                    }
                    using (code.Open($"if ({column} < {n})"))
                    {
                        var inner = new Dictionary<int, string>(positions);
                        Decode(gemm.Columns, column, inner);
                        code.Line(scope.Store(gemm.Result.Buffer, At(gemm.Result, inner), sums[r, c]));
                    }
                }
            }
        }
    }

    static string Away(int block) => block == 0 ? "" : block == 1 ? " + Lane.Side" : $" + {block} * Lane.Side";

    string[] Names(string stem) => [.. Enumerable.Range(0, Block).Select(i => scope.Unique(stem + i))];

    string Local(string wanted, string value)
    {
        var name = scope.Unique(wanted);
        code.Line($"var {name} = {value};");
        return name;
    }

    string Count(IReadOnlyList<LoopAxis> axes) => axes.Count == 0 ? "1" : string.Join(" * ", axes.Select(a => scope.Factor(a.Size)));

    /// <summary>One element of an operand's slab into shared memory: zero outside of the operand. Neighbouring lanes read neighbouring elements.</summary>
    void Load(Access operand, string shared, IReadOnlyList<LoopAxis> kept, string at, string slab, string k, string first, string limit)
    {
        var alongSum = gemm.Summed.Count > 0 && operand.StrideOf(gemm.Summed[gemm.Summed.Count - 1].Class).IsOne;
        var (deep, wide) = alongSum ? ($"{at} % Lane.Side", $"{at} / Lane.Side") : ($"{at} / Lane.Tile", $"{at} % Lane.Tile");
        var (d, w) = (Local("deep", deep), Local("wide", wide));
        var (s, o) = (Local("summed", $"{slab} + {d}"), Local("kept", $"{first} + {w}"));
        var value = Local("value", ScalarCode.Literal(0, operand.Buffer.Type is ElementType.Byte or ElementType.SByte ? ElementType.Int : operand.Buffer.Type));
        using (code.Open($"if ({s} < {k} && {o} < {limit})"))
        {
            var positions = new Dictionary<int, string>(batch);
            Decode(gemm.Summed, s, positions);
            Decode(kept, o, positions);
            code.Line($"{value} = {scope.Element(operand.Buffer, At(operand, positions))};");
        }
        code.Line($"{shared}[{d} * Lane.Pitch + {w}] = {value};");
    }

    void Decode(IReadOnlyList<LoopAxis> axes, string number, Dictionary<int, string> positions)
    {
        var rest = number;
        for (var i = axes.Count - 1; i > 0; i--)
        {
            positions[axes[i].Class] = Local("part", $"{rest} % {scope.Factor(axes[i].Size)}");
            rest = Local("rest", $"{rest} / {scope.Factor(axes[i].Size)}");
        }
        if (axes.Count > 0)
            positions[axes[0].Class] = rest;
    }

    string At(Access access, Dictionary<int, string> positions)
    {
        var parts = access.Strides.Where(s => s.Stride.Value != 0 && positions.ContainsKey(s.Class)).Select(s => scope.Times(positions[s.Class], s.Stride))
            .Concat(access.Offset.Value == 0 ? [] : [scope.Size(access.Offset)]).ToArray();
        return parts.Length == 0 ? "0" : string.Join(" + ", parts);
    }
}
