using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>Whether a project references ILGPU, and with it asks for GPU kernels.</summary>
/// <param name="Version">Of the referenced assembly; null where there is none.</param>
public sealed record IlgpuReference(Version? Version)
{
    /// <summary>Earlier ones miscompile nested loops.</summary>
    public static readonly Version Least = new(1, 5, 3);

    /// <summary>True where kernels can be emitted.</summary>
    public bool IsUsable => Version is { } version && version >= Least;

    /// <summary>True where the project asks for kernels it cannot get.</summary>
    public bool IsTooOld => Version is { } version && version < Least;

    public static IlgpuReference Of(Compilation compilation) => new(compilation.ReferencedAssemblyNames.FirstOrDefault(assembly => assembly.Name == "ILGPU")?.Version);
}
