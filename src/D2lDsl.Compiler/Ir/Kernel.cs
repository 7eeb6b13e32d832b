using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>Where a tensor of a kernel lives.</summary>
public enum BufferKind
{
    /// <summary>An argument of the call, a module's parameter or a seed.</summary>
    Input,

    /// <summary>A result handed to the user.</summary>
    Output,

    /// <summary>The gradient of a parameter.</summary>
    Gradient,

    /// <summary>An intermediate in the kernel's arena.</summary>
    Temporary,

    /// <summary>One row of a value, for later passes over the same row.</summary>
    Row,
}

/// <summary>A tensor in memory, row-major. <see cref="Index"/> counts within its kind.</summary>
public sealed record TensorBuffer(string Name, BufferKind Kind, int Index, Shape Shape, ElementType Type);

/// <summary>A loop variable and how often it runs.</summary>
public sealed record LoopAxis(int Class, Dim Size);

/// <summary>How far one step of each loop variable moves in a buffer; variables that are absent do not move.</summary>
public sealed record Access(TensorBuffer Buffer, EquatableArray<(int Class, Dim Stride)> Strides)
{
    /// <summary>Where the walk begins, in elements from the start of the buffer.</summary>
    public Dim Offset { get; init; } = 0;

    /// <summary>True where several axes move along one of the buffer's: neighbouring windows are of the same memory.</summary>
    public bool Slides { get; init; }

    /// <summary>Values of the row program that move the walk, and how far one of each does.</summary>
    public EquatableArray<(int Value, Dim Stride)> Indirect { get; init; } = [];

    public Dim StrideOf(int axis)
    {
        foreach (var (c, stride) in Strides)
            if (c == axis)
                return stride;
        return 0;
    }
}

/// <summary>How often a value changes.</summary>
public enum Level
{
    /// <summary>Once a kernel.</summary>
    Kernel,

    /// <summary>Once a row.</summary>
    Row,

    /// <summary>With every element.</summary>
    Element,
}

/// <summary>One value of a row program; its number is its place in <see cref="RowProgram.Values"/>.</summary>
public abstract record RowValue(ElementType Type, string Name)
{
    public Level Level { get; set; }

    /// <summary>Where it is written in the user's source, if that was kept.</summary>
    public SourceLine? Line { get; set; }

    /// <summary>The first pass over the row in which the value can be computed.</summary>
    public int Pass { get; set; }

    public virtual IReadOnlyList<int> Operands => [];
}

public sealed record LoadValue(Access Access, ElementType Type, string Name) : RowValue(Type, Name)
{
    public override IReadOnlyList<int> Operands => [.. Access.Indirect.Select(i => i.Value)];
}

/// <summary>An index as it may be used: an error where it is outside of [0, limit). <paramref name="Of"/> names the indices.</summary>
public sealed record CheckedIndex(int Input, Dim Limit, string Of, string Name) : RowValue(ElementType.Int, Name)
{
    /// <summary>Where it stands among the indices, in row-major order; null where it stands alone.</summary>
    public Access? Place { get; init; }

    public override IReadOnlyList<int> Operands => [Input];
}

/// <summary>The position along a loop variable.</summary>
public sealed record IndexValue(int Class, ElementType Type, string Name) : RowValue(Type, Name);

/// <summary>A number computed before the loop.</summary>
public sealed record OutsideValue(ScalarOperand Source, ElementType Type, string Name) : RowValue(Type, Name);

public sealed record MapValue(Scalar Expression, IReadOnlyList<int> Inputs, ElementType Type, string Name) : RowValue(Type, Name)
{
    public override IReadOnlyList<int> Operands => Inputs;
}

/// <summary>⊕ over the row.</summary>
public sealed record RowTotal(Monoid Monoid, int Input, ElementType Type, string Name) : RowValue(Type, Name)
{
    public override IReadOnlyList<int> Operands => [Input];
}

/// <summary>What a row program leaves behind. <paramref name="Level"/> says how often it happens, whatever the value's own level.</summary>
public abstract record RowSink(int Value, Level Level)
{
    /// <summary>The memory it writes; null where it leaves a number.</summary>
    public virtual Access? Target => null;

    /// <summary>Where it is written in the user's source, if that was kept.</summary>
    public SourceLine? Line { get; init; }
}

/// <summary>Writes a value to memory.</summary>
public sealed record StoreSink(int Value, Level Level, Access Access) : RowSink(Value, Level)
{
    public override Access? Target => Access;
}

/// <summary>
/// Writes a value to its place in a larger tensor, or adds it there where places can meet. The first of several sinks into one
/// tensor clears it before the first row, unless they fill it.
/// </summary>
public sealed record PlaceSink(int Value, Level Level, Access Access, bool Adds, bool Clears) : RowSink(Value, Level)
{
    public override Access? Target => Access;

    /// <summary>The loop variables along which windows share places.</summary>
    public EquatableArray<int> Meets { get; init; } = [];

    /// <summary>True where every turn of a loop has places of its own.</summary>
    public bool IsApart(LoopAxis axis) => Access.StrideOf(axis.Class).Value != 0 && !Meets.Contains(axis.Class)
        && (!Adds || (Meets.Count > 0 && Access.Indirect.Count == 0));
}

/// <summary>⊕ over rows into memory; the target is initialised before the first row.</summary>
public sealed record MemoryTotal(int Value, Level Level, Monoid Monoid, Access Access) : RowSink(Value, Level)
{
    public override Access? Target => Access;
}

/// <summary>⊕ over everything, into a number for later steps.</summary>
public sealed record ScalarTotal(int Value, Level Level, Monoid Monoid, string Name, ElementType Type) : RowSink(Value, Level);

/// <summary>
/// An element value whose row is kept: written in the pass that computes it first, read by later ones. A backend may as well compute it again.
/// </summary>
/// <param name="Operations">What computing it again would cost an element.</param>
public sealed record KeptRow(int Value, int Pass, Access Access, int Operations);

/// <summary>One step of a kernel.</summary>
public abstract record Step
{
    /// <summary>The nodes of the graph that it computes, for those who draw it.</summary>
    public IReadOnlyList<int> Computes { get; init; } = [];

    /// <summary>Where it is written in the user's source, if that was kept.</summary>
    public SourceLine? Line { get; init; }
}

/// <summary>
/// A fused loop nest: outer loops over rows; each row is walked in passes, with row-level values computed between them.
/// </summary>
public sealed record RowProgram(
    string Name, IReadOnlyList<LoopAxis> Outer, IReadOnlyList<LoopAxis> Row, IReadOnlyList<RowValue> Values, IReadOnlyList<RowSink> Sinks) : Step
{
    /// <summary>What is kept from one pass over a row for later ones instead of being computed again.</summary>
    public IReadOnlyList<KeptRow> Kept { get; init; } = [];

    /// <summary>Values that later passes compute again, and what that costs an element.</summary>
    public IReadOnlyList<(int Value, int Operations)> Again { get; init; } = [];

    /// <summary>Why this is a loop nest of its own; null for the first.</summary>
    public string? Apart { get; init; }

    /// <summary>How many times a row is walked.</summary>
    public int Passes => Sinks.Where(s => s.Level == Level.Element).Select(PassOf)
        .Concat(Values.OfType<RowTotal>().Select(t => Values[t.Input].Pass)).DefaultIfEmpty(-1).Max() + 1;

    /// <summary>The pass in which a sink has its value and knows its place.</summary>
    public int PassOf(RowSink sink) => Math.Max(Values[sink.Value].Pass, (sink.Target?.Indirect ?? []).Select(i => Values[i.Value].Pass).DefaultIfEmpty(0).Max());

    /// <summary>The values that a pass over the row is made for.</summary>
    public List<int> RootsOf(int pass) =>
    [
        .. Values.OfType<RowTotal>().Where(t => t.Pass == pass + 1).Select(t => t.Input),
        .. Sinks.Where(s => s.Level == Level.Element && PassOf(s) == pass).SelectMany(s => (s.Target?.Indirect ?? []).Select(i => i.Value).Prepend(s.Value)),
    ];

    /// <summary>Element values that these depend on, in evaluation order; what is <paramref name="given"/> depends on nothing.</summary>
    public List<int> Needed(IEnumerable<int> wanted, Func<int, bool> given)
    {
        var needed = new SortedSet<int>();
        var open = new Stack<int>(wanted);
        while (open.Count > 0)
            if (open.Pop() is var id && Values[id].Level == Level.Element && needed.Add(id) && !given(id))
                foreach (var operand in Values[id].Operands)
                    open.Push(operand);
        return [.. needed];
    }

    /// <summary>Every walk over memory, reads first.</summary>
    public IEnumerable<Access> Accesses => Values.OfType<LoadValue>().Select(v => v.Access).Concat(Sinks.Select(s => s.Target).OfType<Access>());
}

/// <summary>Parts of a tensor that share no window: the axes that move by whole planes, the one of them that moves to the next (−1 for none), and how many elements a plane has.</summary>
public sealed record Planes(EquatableArray<int> Apart, int Next, Dim Size)
{
    /// <summary>Where in a plane that begins which somebody reads.</summary>
    public Dim First { get; init; } = 0;

    /// <summary>The axes of what somebody reads of a plane, within the plane; none where that is all of it.</summary>
    public EquatableArray<(Dim Size, Dim Stride)> Wanted { get; init; } = [];
}

/// <summary>c = a · b for matrices, repeated over batch labels; every access says how its buffer is walked by label.</summary>
public sealed record Contraction(
    string Name, IReadOnlyList<LoopAxis> Batch, IReadOnlyList<LoopAxis> Rows, IReadOnlyList<LoopAxis> Columns, IReadOnlyList<LoopAxis> Summed,
    Access Left, Access Right, Access Result) : Step
{
    /// <summary>A loop over the rows of the result, which works on rows as soon as they are done; null where there is none.</summary>
    public RowProgram? Then { get; init; }

    /// <summary>Where the result is a sum of windows, what keeps windows apart.</summary>
    public Planes? Planes { get; init; }

    /// <summary>False where nobody but that loop wants the product.</summary>
    public bool Leaves { get; init; } = true;

    /// <summary>Neighbouring axes that every matrix walks as one.</summary>
    public List<LoopAxis> Merge(IReadOnlyList<LoopAxis> axes) => Merge(axes, Left, Right, Result);

    /// <summary>Neighbouring axes that these walks take as one.</summary>
    public static List<LoopAxis> Merge(IReadOnlyList<LoopAxis> axes, params Access[] walks)
    {
        var merged = new List<LoopAxis>();
        foreach (var axis in axes)
            if (merged.Count > 0 && merged[merged.Count - 1] is var last && walks.All(a => a.StrideOf(last.Class).Equals(a.StrideOf(axis.Class) * axis.Size)))
                merged[merged.Count - 1] = axis with { Size = last.Size * axis.Size };
            else
                merged.Add(axis);
        return merged;
    }
}

/// <summary>Running sums along the middle axis of a row-major [outer, count, inner], from its end where reversed.</summary>
public sealed record RunningScan(TensorBuffer Source, TensorBuffer Result, Dim Outer, Dim Count, Dim Inner, Monoid Monoid, bool IsReversed) : Step;

/// <summary>The places along the middle axis of a row-major [outer, count, inner] in the order of the elements there.</summary>
public sealed record Sorting(TensorBuffer Source, TensorBuffer Result, Dim Outer, Dim Count, Dim Inner, Dim Kept, bool IsDescending) : Step
{
    /// <summary>True where all places are wanted.</summary>
    public bool IsWhole => Kept.Equals(Count);
}

/// <summary>A number computed from numbers.</summary>
public sealed record ScalarStep(string Name, ElementType Type, Scalar Expression, IReadOnlyList<ScalarOperand> Operands) : Step;

/// <summary>A number stored to memory: a result or gradient of one element.</summary>
public sealed record ScalarStore(ScalarOperand Value, TensorBuffer Buffer) : Step;

/// <summary>A value that goes round a loop, or comes out of a condition: a number or a tensor.</summary>
/// <param name="Number">The variable, where it is a number.</param>
/// <param name="Buffer">The memory, where it is a tensor.</param>
public sealed record StateValue(ScalarNumber? Number, TensorBuffer? Buffer);

/// <summary>Where a state value is set from: a number or a buffer of the same size.</summary>
public sealed record StateSource(ScalarOperand? Number, TensorBuffer? Buffer);

/// <summary>A tape of the kernel: values of each turn of a loop, for the way back.</summary>
public sealed record Tape(int Number, ElementType Type);

/// <summary>A loop whose length the values decide.</summary>
/// <param name="Trips">The variable that counts the turns.</param>
/// <param name="Taped">What each turn puts on a tape before it begins.</param>
/// <param name="Collected">What each turn writes to its position of a tensor's first axis.</param>
public sealed record WhileStep(
    string Text, int MaxIterations, IReadOnlyList<(StateValue State, StateSource Start)> States, IReadOnlyList<Step> Condition, ScalarOperand Test,
    IReadOnlyList<Step> Body, IReadOnlyList<StateSource> Next, ScalarNumber Trips, IReadOnlyList<(StateSource Value, Tape Tape)> Taped,
    IReadOnlyList<(StateValue Whole, StateSource Part)> Collected) : Step;

/// <summary>The same loop backwards: as many turns, what was taped coming back last first.</summary>
/// <param name="Scanned">What each turn takes from its position of a tensor's first axis.</param>
/// <param name="Collected">What each turn writes to its position of a tensor's first axis.</param>
public sealed record UnwindStep(
    string Text, IReadOnlyList<(StateValue State, StateSource Start)> States, ScalarNumber Trips, IReadOnlyList<(StateValue Value, Tape Tape)> Taped,
    IReadOnlyList<(StateValue Part, StateSource Whole)> Scanned, IReadOnlyList<Step> Body, IReadOnlyList<StateSource> Next,
    IReadOnlyList<(StateValue Whole, StateSource Part)> Collected) : Step
{
    /// <summary>Which products are computed again instead of kept, and why.</summary>
    public EquatableArray<string> Again { get; init; } = [];
}

/// <summary>One of two sequences of steps.</summary>
public sealed record IfStep(
    ScalarOperand Test, IReadOnlyList<StateValue> Results, IReadOnlyList<Step> Then, IReadOnlyList<StateSource> ThenResults,
    IReadOnlyList<Step> Else, IReadOnlyList<StateSource> ElseResults) : Step;

/// <summary>A number written to, or added at, one place of a tensor; <see cref="PlaceSink"/> for a single element.</summary>
public sealed record PlaceStep(ScalarOperand Value, ScalarElement Place, bool Adds, bool Clears) : Step;

/// <summary>Where a number comes from.</summary>
public abstract record ScalarOperand;

/// <summary>A variable of the kernel; names of numbers are unique in a kernel.</summary>
public sealed record ScalarNumber(string Name, ElementType Type) : ScalarOperand;

/// <summary>One element of a tensor: its first, unless an offset or an index moves it.</summary>
public sealed record ScalarElement(TensorBuffer Buffer) : ScalarOperand
{
    public Dim Offset { get; init; } = 0;

    public EquatableArray<ScalarIndex> Indices { get; init; } = [];
}

/// <summary>A number that moves an access by so many strides; it must lie in [0, limit). <paramref name="Of"/> names it.</summary>
public sealed record ScalarIndex(ScalarOperand At, Dim Stride, Dim Limit, string Of);

public sealed record ScalarSize(Dim Size, ElementType Type) : ScalarOperand;

public sealed record ScalarLiteral(double Value, ElementType Type) : ScalarOperand;

/// <summary>A result of the kernel: a number or a buffer.</summary>
public sealed record KernelResult(ScalarOperand? Number, TensorBuffer? Buffer, Shape Shape, ElementType Type);

/// <summary>A whole kernel: its buffers and its steps in order.</summary>
public sealed record Kernel(IReadOnlyList<TensorBuffer> Buffers, IReadOnlyList<Tape> Tapes, IReadOnlyList<Step> Steps, IReadOnlyList<KernelResult> Results)
{
    /// <summary>All steps, those inside of loops and conditions too.</summary>
    public IEnumerable<Step> AllSteps => Steps.SelectMany(Flatten);

    /// <summary>A step and the steps inside of it.</summary>
    public static IEnumerable<Step> Flatten(Step step) => (step switch
    {
        Contraction { Then: { } rows } => [rows],
        WhileStep loop => loop.Condition.Concat(loop.Body),
        UnwindStep unwind => unwind.Body,
        IfStep choice => choice.Then.Concat(choice.Else),
        _ => [],
    }).SelectMany(Flatten).Prepend(step);
}
