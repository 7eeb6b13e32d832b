namespace D2lDsl.CompilerTests.Api;

/// <summary>Tests that change the number of threads of the process run one after the other.</summary>
[CollectionDefinition(nameof(Threads), DisableParallelization = true)]
public class ThreadsCollection;
