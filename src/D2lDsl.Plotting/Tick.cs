namespace D2lDsl.Plotting;

/// <summary>A mark on an axis; one without a label is a minor tick of a log axis.</summary>
internal readonly record struct Tick(double Value, string? Label);
