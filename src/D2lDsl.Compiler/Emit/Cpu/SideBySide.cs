using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Whether the rows of a program can be walked side by side, a row a lane, and whether that pays.</summary>
sealed class SideBySide(RowProgram program)
{
    /// <summary>Fewer rows than these leave more lanes empty than their elements would.</summary>
    public const int FewestRows = 4;

    /// <summary>Up to this many element values a method for tiny rows stays short.</summary>
    const int MostTinyValues = 8;

    /// <summary>Rows and elements of a block, which is turned at once.</summary>
    const int Side = 16;

    readonly Lanes lanes = Lanes.Of(program);

    /// <summary>The loop whose turns are lanes.</summary>
    public LoopAxis Axis => program.Outer[program.Outer.Count - 1];

    LoopAxis Inner => program.Row[program.Row.Count - 1];

    IReadOnlyList<RowValue> Values => program.Values;

    /// <summary>True for rows that are worth turning: what is computed of a row costs more than to turn it.</summary>
    public bool Pays => lanes.Type == ElementType.Float && program.Passes > 0 && Inner.Size.Value is null or <= Side && Values.Any(v => v is RowTotal)
        && (Values.Count(v => v is RowTotal) > 1 || Values.OfType<MapValue>().Any(m => m.Level != Level.Kernel && m.Expression.Functions() > 0)) && Fits;

    /// <summary>True for a program that adds up short rows without functions: a linear model of a few features.</summary>
    public bool PaysForTiny => Values.Any(v => v is RowTotal) && Values.Count(v => v.Level == Level.Element) <= MostTinyValues
        && Values.OfType<MapValue>().Where(m => m.Level == Level.Element).All(m => m.Expression.Functions() == 0)
        && Fits && Turned.All(access => access.StrideOf(Axis.Class).Equals(Inner.Size));

    /// <summary>The rows that lie in one piece, and what is kept or added up for each element: a block of scratch memory each.</summary>
    public IReadOnlyList<object> Blocks => !Pays ? [] : [.. Turned.Concat<object>(program.Kept.Select(k => k.Access)).Concat(program.Sinks.OfType<MemoryTotal>()).Distinct()];

    /// <summary>Bytes of a block.</summary>
    public static int BlockBytes => Side * Side * ElementType.Float.Size();

    /// <summary>True where every value of a row has a lane, and every row its own place in memory.</summary>
    bool Fits => program.Row.Count == 1 && program.Outer.Count > 0 && Axis.Size.Value is null or >= FewestRows
        && Values.All(v => v.Level == Level.Kernel || FitsValue(v)) && program.Sinks.All(FitsSink)
        && program.Sinks.Select(s => s.Target?.Buffer).OfType<TensorBuffer>().ToArray() is var written && written.Distinct().Count() == written.Length
        && !Values.OfType<LoadValue>().Any(v => written.Contains(v.Access.Buffer));

    /// <summary>Rows of elements that are read or written, each in one piece.</summary>
    IEnumerable<Access> Turned => Values.OfType<LoadValue>().Where(v => v.Level == Level.Element).Select(v => v.Access)
        .Concat(program.Sinks.OfType<StoreSink>().Where(s => s.Level == Level.Element).Select(s => s.Access)).Where(IsTurned);

    /// <summary>Each row lies in one piece.</summary>
    public bool IsTurned(Access access) => !IsBeside(access) && access.StrideOf(Inner.Class).IsOne;

    /// <summary>Neighbouring rows are neighbours in memory, or the same place.</summary>
    public bool IsBeside(Access access) => access.StrideOf(Axis.Class) is var stride && (stride.IsOne || stride.Value == 0);

    /// <summary>True for a sum over rows into one row.</summary>
    public static bool IsColumnSum(RowProgram program, RowSink sink) => sink is MemoryTotal { Level: Level.Element, Access: var access } && access.Indirect.Count == 0
        && access.Offset.Value == 0 && program.Outer.All(o => access.StrideOf(o.Class).Value == 0);

    bool FitsValue(RowValue value) => value switch
    {
        OutsideValue or IndexValue => true,
        LoadValue { Access: { Indirect.Count: > 0 } access } load => load.Level == Level.Row && load.Type == ElementType.Float && lanes.Type == load.Type
            && access.Indirect.All(i => Values[i.Value] is { Level: Level.Row, Type: ElementType.Int }),
        LoadValue load when load.Type == lanes.Type => IsBeside(load.Access) || (load.Level == Level.Row ? load.Type == ElementType.Float : IsTurned(load.Access)),
        LoadValue load => load.Type == ElementType.Int && lanes.Type == ElementType.Float && IsBeside(load.Access),
        MapValue map => lanes.FitsMap(map) && map.Inputs.All(id => Values[id].Type is var t && (t == lanes.Type || t is ElementType.Int or ElementType.Bool)),
        RowTotal total => total.Type == lanes.Type,
        _ => false,
    };

    bool FitsSink(RowSink sink) => sink switch
    {
        ScalarTotal total => total.Type == lanes.Type,
        MemoryTotal total => total.Access.Buffer.Type == lanes.Type && IsColumnSum(program, total),
        StoreSink { Access: { Indirect.Count: 0 } access } store => access.Buffer.Type == lanes.Type
            && (access.StrideOf(Axis.Class).IsOne || (store.Level == Level.Element && IsTurned(access))),
        _ => false,
    };
}
