namespace D2lDsl.GpuTests;

/// <summary>Transfers are counted for the whole process: tests that count them run alone.</summary>
[CollectionDefinition(nameof(CountedTransfers), DisableParallelization = true)]
public sealed class CountedTransfers;
