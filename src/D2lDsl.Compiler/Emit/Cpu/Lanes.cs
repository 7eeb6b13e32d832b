using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>
/// Which parts of a row program can run on vectors, and with what lanes. All lanes of a program have one width: a float program
/// carries ints as int, a double program as long. Truth values in memory become lanes as they are read; other elements of other widths keep a loop scalar.
/// </summary>
sealed class Lanes
{
    readonly RowProgram program;
    readonly Dictionary<int, ElementType> masks = [];

    readonly bool loadsTruths;

    Lanes(RowProgram program, ElementType type, bool withRows, bool loadsTruths)
    {
        (this.program, Type, this.loadsTruths) = (program, type, loadsTruths);
        for (var id = 0; id < program.Values.Count; id++)
            if (program.Values[id] is MapValue { Type: ElementType.Bool } map && (map.Level == Level.Element || (withRows && map.Level == Level.Row)))
                masks[id] = MaskLane(map.Expression, map);
            else if (loadsTruths && program.Values[id] is LoadValue { Type: ElementType.Bool, Level: Level.Element })
                masks[id] = type;
    }

    /// <summary>The floating-point type of the program.</summary>
    public ElementType Type { get; }

    /// <summary>How many lanes a vector has.</summary>
    public int Length => 64 / Type.Size();

    /// <summary>The lanes of so many elements, as code.</summary>
    public string Part(string left) => $"VectorMath.{(Type == ElementType.Double ? "Double" : "Single")}Part({left})";

    /// <param name="program">The program.</param>
    /// <param name="withRows">True where values of rows have lanes too.</param>
    /// <param name="loadsTruths">True where truth values in memory become lanes.</param>
    public static Lanes Of(RowProgram program, bool withRows = false, bool loadsTruths = false) =>
        new(program, program.Values.Any(v => v.Type == ElementType.Double) ? ElementType.Double : ElementType.Float, withRows, loadsTruths);

    /// <summary>The lane type that carries an element type.</summary>
    public ElementType Lane(ElementType type) => type == ElementType.Int && Type == ElementType.Double ? ElementType.Long : type == ElementType.Bool ? Type : type;

    /// <summary>The lane type of a truth value, null for a number.</summary>
    public ElementType? MaskOf(int id) => masks.TryGetValue(id, out var lane) ? lane : null;

    ElementType MaskLane(Scalar expression, MapValue map)
    {
        switch (expression)
        {
            case Scalar.Arg arg:
                var operand = map.Inputs[arg.Index];
                return masks.TryGetValue(operand, out var lane) ? lane : Lane(program.Values[operand].Type);
            case Scalar.Apply apply:
                return apply.Operands.FirstOrDefault(o => o is not Scalar.Const) is { } first ? MaskLane(first, map) : Type;
            default:
                return Type;
        }
    }

    /// <summary>True where this pass can run on vectors.</summary>
    public bool Fits(IEnumerable<int> values, IEnumerable<int> totals, IEnumerable<RowSink> sinks) =>
        values.All(FitsValue)
        && values.SelectMany(id => program.Values[id].Operands).All(id => program.Values[id].Type is var t && (t == Type || t is ElementType.Int or ElementType.Bool))
        && totals.All(id => program.Values[id].Type == Type)
        && sinks.All(s => s.Target is { } access && access.Buffer.Type == Type && access.StrideOf(Inner).IsOne && !Jumps(access));

    /// <summary>True where an index moves the access with every element.</summary>
    bool Jumps(Access access) => access.Indirect.Any(i => program.Values[i.Value].Level == Level.Element);

    int Inner => program.Row[program.Row.Count - 1].Class;

    bool FitsValue(int id) => program.Values[id] switch
    {
        LoadValue load => (load.Type == Type || (load.Type == ElementType.Int && Type == ElementType.Float) || (load.Type == ElementType.Bool && loadsTruths && load.Access.StrideOf(Inner).IsOne))
            && load.Access.StrideOf(Inner) is var stride && (stride.IsOne || stride.Value == 0) && !Jumps(load.Access),
        IndexValue => true,
        MapValue map => FitsMap(map),
        _ => false,
    };

    /// <summary>True where this can be computed on vectors.</summary>
    public bool FitsMap(MapValue map) => map.Type == Type || (map.Type == ElementType.Bool && !Selects(map.Expression))
        || (map.Type == ElementType.Int && !map.Expression.Uses(Primitive.Divide) && !Cuts(map));

    /// <summary>A double becomes an int, which a lane of long cannot tell from a long: what is too large would not stop at the largest int.</summary>
    bool Cuts(MapValue map) => Type == ElementType.Double && map.Expression.Uses(Primitive.Cast) && map.Inputs.Any(i => program.Values[i].Type == ElementType.Double);

    /// <summary>A choice between truth values has no lane type of its own.</summary>
    static bool Selects(Scalar expression) => expression.Uses(Primitive.Select) || expression.Uses(Primitive.Cast);
}
