namespace D2lDsl.GpuTests.Running;

/// <summary>A test that needs a GPU.</summary>
sealed class GpuFactAttribute : FactAttribute
{
    static readonly Lazy<object?> Found = new(() => RealIlgpu.Path is null ? null : RealIlgpu.Call("Gpu"));

    public GpuFactAttribute() => Skip = Reason;

    /// <summary>The GPU; null where there is none.</summary>
    public static object? Device => Found.Value;

    public static string? Reason => RealIlgpu.Path is null ? "skipped: ILGPU not available" : Device is null ? "skipped: no GPU" : null;
}

/// <summary>A test of several cases that needs a GPU.</summary>
sealed class GpuTheoryAttribute : TheoryAttribute
{
    public GpuTheoryAttribute() => Skip = GpuFactAttribute.Reason;
}
