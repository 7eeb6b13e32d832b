using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>
/// Writes a matrix product as a kernel: a group makes a square tile of the result, or part of its sums, a slab of both operands at a time
/// in shared memory; every lane has 4 × 4 elements in registers, or 8 × 8 of a large tile. What a loop does with elements follows at once.
/// </summary>
sealed class ProductEmitter
{
    readonly Contraction gemm;
    readonly DeviceScope scope;
    readonly CodeWriter code;
    readonly string tiling, large;
    readonly IReadOnlyList<LoopAxis> batches, rows, columns, summed;
    readonly Dictionary<int, string> batch = [];

    /// <param name="tiling">The host's variable that says how the product is laid out over groups.</param>
    /// <param name="isLarge">Whether tiles are large ones.</param>
    public ProductEmitter(Contraction gemm, DeviceScope scope, CodeWriter code, string tiling, bool isLarge)
    {
        (this.gemm, this.scope, this.code, this.tiling, IsLarge) = (gemm, scope, code, tiling, isLarge);
        large = isLarge ? "Large" : "";
        (batches, rows, columns, summed) = (gemm.Merge(gemm.Batch), gemm.Merge(gemm.Rows), gemm.Merge(gemm.Columns), gemm.Merge(gemm.Summed));
    }

    public bool IsLarge { get; }

    /// <summary>What sums are of; bytes are added up as int.</summary>
    public ElementType Type => gemm.Result.Buffer.Type is ElementType.Byte or ElementType.SByte ? ElementType.Int : gemm.Result.Buffer.Type;

    string Keyword => Type.Keyword();

    string Pascal => char.ToUpperInvariant(Keyword[0]) + Keyword.Substring(1);

    /// <summary>The kernel; <paramref name="parts"/> is the view where groups that share sums leave their parts, null where none do.</summary>
    /// <param name="end">Writes what is done with elements; null where they are stored.</param>
    public void Write(string? parts, ProductEndEmitter? end)
    {
        var (left, right) = (Local("left", $"SharedMemory.Allocate<Four<{Keyword}>>(Lane.Side * Lane.{large}Pitch)"), Local("right", $"SharedMemory.Allocate<Four<{Keyword}>>(Lane.Side * Lane.{large}Pitch)"));
        end?.Allocate();
        var (leftOnes, rightOnes) = (Local("leftOnes", $"{left}.Cast<{Keyword}>()"), Local("rightOnes", $"{right}.Cast<{Keyword}>()"));
        var (m, n, k) = (Local("m", Count(rows)), Local("n", Count(columns)), Local("k", Count(summed)));
        var (x, y) = (Local("x", "Lane.Index % Lane.Side"), Local("y", "Lane.Index / Lane.Side"));
        var (down, across) = (Local("down", $"({m} + Lane.{large}Tile - 1) / Lane.{large}Tile"), Local("across", $"({n} + Lane.{large}Tile - 1) / Lane.{large}Tile"));
        var (top, start) = (Local("top", $"Grid.IdxX / {across} % {down} * Lane.{large}Tile"), Local("start", $"Grid.IdxX % {across} * Lane.{large}Tile"));
        var (begin, stop, chunk, which) = ("0", k, "", "");
        if (gemm.Batch.Count > 0)
        {
            which = Local("batch", $"Grid.IdxX / ({across} * {down}){(parts is null ? "" : $" % ({Count(batches)})")}");
            Decode(batches, which, batch);
        }
        if (parts is not null)
        {
            chunk = Local("chunk", $"Grid.IdxX / ({across} * {down}{(batches.Count == 0 ? "" : " * " + Count(batches))})");
            var length = scope.Argument("int", "length", $"{tiling}.Length");
            begin = Local("begin", $"{chunk} * {length}");
            stop = Local("end", $"DeviceMath.Min({begin} + {length}, {k})");
        }
        var sums = Local("sums", $"default({large}BlockOf{Pascal})");
        var slab = scope.Unique("slab");
        using (code.Open($"for (var {slab} = {begin}; {slab} < {stop}; {slab} += Lane.Side)"))
        {
            var at = scope.Unique("at");
            using (code.Open($"for (var {at} = Lane.Index; {at} < Lane.Side * Lane.{large}Tile; {at} += Lane.Count)"))
            {
                Load(gemm.Left, leftOnes, rows, at, slab, stop, top, m);
                Load(gemm.Right, rightOnes, columns, at, slab, stop, start, n);
            }
            code.Line("Group.Barrier();");
            code.Line($"{sums} = TilesOf{Pascal}.Add({sums}, {left}, {right}, {y}, {x});");
            code.Line("Group.Barrier();");
        }
        if (end is not null)
            end.Write(this, sums, m, n, x, y, top, start, leftOnes, rightOnes, down, across);
        else
            Store(sums, m, n, x, y, top, start, parts, chunk, which);
    }

    void Store(string sums, string m, string n, string x, string y, string top, string start, string? parts, string chunk, string which)
    {
        var (c, r) = (scope.Unique("c"), scope.Unique("r"));
        using (code.Open($"for (var {c} = 0; {c} < {Block}; {c}++)"))
        {
            var column = Local("column", Place(start, x, c));
            using (code.Open($"for (var {r} = 0; {r} < {Block}; {r}++)"))
            {
                var row = Local("row", Place(top, y, r));
                using (code.Open($"if ({row} < {m} && {column} < {n})"))
                    Store(Local("sum", At(sums, r, c)), row, column, m, n, parts, chunk, which);
            }
        }
    }

    void Store(string sum, string row, string column, string m, string n, string? parts, string chunk, string which)
    {
        if (parts is null)
        {
            Leave(sum, row, column);
            return;
        }
        var chunks = scope.Argument("int", "chunks", $"{tiling}.Chunks");
        using (code.Open($"if ({chunks} == 1)"))
            Leave(sum, row, column);
        var matrix = which == "" ? chunk : $"({chunk} * {Count(batches)} + {which})";
        code.Line($"else {parts}[({matrix} * {m} + {row}) * {n} + {column}] = {sum};");
    }

    /// <summary>The kernel that adds up parts.</summary>
    public void WriteFinish(string parts)
    {
        var chunks = scope.Argument("int", "chunks", $"{tiling}.Chunks");
        LoopAxis[] all = [.. batches, .. rows, .. columns];
        var (elements, at) = (Local("elements", Count(all)), scope.Unique("at"));
        using (code.Open($"for (var {at} = Lane.Global; {at} < {elements}; {at} += Lane.All)"))
        {
            var (sum, part) = (Local("sum", ScalarCode.Literal(0, Type)), scope.Unique("part"));
            code.Line($"for (var {part} = 0; {part} < {chunks}; {part}++) {sum} += {parts}[{part} * {elements} + {at}];");
            var positions = new Dictionary<int, string>();
            Decode(all, at, positions);
            code.Line(scope.Store(gemm.Result.Buffer, At(gemm.Result, positions), sum));
        }
    }

    /// <summary>Rows and columns of a lane's elements.</summary>
    public int Block => IsLarge ? 8 : 4;

    /// <summary>Where in the matrix a lane's row or column lies.</summary>
    public string Place(string first, string lane, string number) =>
        IsLarge ? $"{first} + {number} / 4 * Lane.Tile + 4 * {lane} + {number} % 4" : $"{first} + 4 * {lane} + {number}";

    /// <summary>One of a lane's elements.</summary>
    public string At(string sums, string row, string column) => $"TilesOf{Pascal}.At({sums}, {row}, {column})";

    /// <summary>Stores an element of the product.</summary>
    public void Leave(string sum, string row, string column)
    {
        var positions = new Dictionary<int, string>(batch);
        Decode(rows, row, positions);
        Decode(columns, column, positions);
        code.Line(scope.Store(gemm.Result.Buffer, At(gemm.Result, positions), sum));
    }

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
        var alongSum = summed.Count > 0 && operand.StrideOf(summed[summed.Count - 1].Class).IsOne;
        var (deep, wide) = alongSum ? ($"{at} % Lane.Side", $"{at} / Lane.Side") : ($"{at} / Lane.{large}Tile", $"{at} % Lane.{large}Tile");
        var (d, w) = (Local("deep", deep), Local("wide", wide));
        var (s, o) = (Local("summed", $"{slab} + {d}"), Local("kept", $"{first} + {w}"));
        var value = Local("value", ScalarCode.Literal(0, Type));
        using (code.Open($"if ({s} < {k} && {o} < {limit})"))
        {
            var positions = new Dictionary<int, string>(batch);
            Decode(summed, s, positions);
            Decode(kept, o, positions);
            code.Line($"{value} = {scope.Element(operand.Buffer, At(operand, positions))};");
        }
        code.Line($"{shared}[{d} * 4 * Lane.{large}Pitch + {w}] = {value};");
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
