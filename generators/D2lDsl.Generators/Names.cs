namespace D2lDsl.Generators;

/// <summary>The steps of the pipeline, as tests of its caching name them.</summary>
public static class Names
{
    public const string ModelAttribute = "D2lDsl.ModelAttribute";
    public const string Models = "Models";
    public const string Signatures = "Signatures";
    public const string Graphs = "Graphs";
    public const string Ilgpu = "Ilgpu";
    public const string GraphRecords = "GraphRecords";
    public const string Modules = "Modules";
    public const string ModuleRecords = "ModuleRecords";
}
