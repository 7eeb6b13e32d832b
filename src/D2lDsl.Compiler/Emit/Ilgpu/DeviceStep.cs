using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>One launch, or two, of what a loop nest becomes on a GPU.</summary>
abstract record DeviceStep(string Name);

/// <summary>Rows shared out over lanes: totals of a row are taken through shared memory, and what each row leaves is written at once.</summary>
sealed record RowsStep(string Name, RowProgram Program) : DeviceStep(Name);

/// <summary>
/// Every element once, in no order: what it leaves is stored; totals over some of the axes are taken in two stages, so that they do
/// not depend on which group ran first.
/// </summary>
/// <param name="Kept">The axes that every total has an element for.</param>
/// <param name="Summed">The axes the totals run over.</param>
sealed record WalkStep(
    string Name, IReadOnlyList<LoopAxis> Kept, IReadOnlyList<LoopAxis> Summed, IReadOnlyList<RowValue> Values,
    IReadOnlyList<WalkTotal> Totals, IReadOnlyList<RowSink> Stores) : DeviceStep(Name);

/// <summary>⊕ of a value, written along the kept axes.</summary>
sealed record WalkTotal(int Value, Monoid Monoid, Access Target);

/// <summary>Additions at places that can meet: lanes share what keeps them apart, the rest runs in order within a lane.</summary>
sealed record ScatterStep(
    string Name, IReadOnlyList<LoopAxis> Apart, IReadOnlyList<LoopAxis> InOrder, IReadOnlyList<RowValue> Values, PlaceSink Sink) : DeviceStep(Name);

/// <summary>Zeros everywhere, before parts are placed.</summary>
sealed record ClearStep(TensorBuffer Buffer) : DeviceStep(Buffer.Name);
