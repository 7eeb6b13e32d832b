using System.Reflection;
using System.Runtime.Loader;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace D2lDsl.GpuTests.Running;

/// <summary>The real ILGPU, where the build names one; loaded apart, for the stand-in has the same name.</summary>
static class RealIlgpu
{
    static readonly AssemblyLoadContext Apart = new Context();

    /// <summary>Where the assembly is; null where tests run without it.</summary>
    public static string? Path { get; } = typeof(RealIlgpu).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "IlgpuAssembly")?.Value is { Length: > 0 } path ? path : null;

    static readonly Lazy<MetadataReference> Referenced = new(() => MetadataReference.CreateFromFile(Path!));

    public static MetadataReference Reference => Referenced.Value;

    public static Assembly Assembly => Apart.LoadFromAssemblyName(new("ILGPU"));

    static readonly Lazy<Type> Backends = new(() =>
    {
        var own = typeof(RealIlgpu).Assembly;
        using var reader = new StreamReader(own.GetManifestResourceStream("Real.Backends.cs")!);
        var compilation = CSharpCompilation.Create("Backends", [Compile.Tree(reader.ReadToEnd(), "Backends.cs")], Compile.References.Add(Reference), Compile.Options);
        return Load(compilation).GetType("Backends")!;
    });

    /// <summary>Calls a method of the embedded <c>Backends.cs</c>.</summary>
    public static object? Call(string method, params object?[] arguments)
    {
        try
        {
            return Backends.Value.GetMethod(method)!.Invoke(null, arguments);
        }
        catch (TargetInvocationException exception)
        {
            throw new InvalidOperationException($"{method}: {exception.InnerException!.GetBaseException().Message}\n{exception.InnerException}", exception);
        }
    }

    /// <summary>A compilation, loaded beside the real assembly.</summary>
    public static Assembly Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.WithAssemblyName($"{compilation.AssemblyName}{Interlocked.Increment(ref loaded)}").Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10)));
        image.Position = 0;
        return Apart.LoadFromStream(image);
    }

    static int loaded;

    sealed class Context() : AssemblyLoadContext("real ILGPU")
    {
        protected override Assembly? Load(AssemblyName name) => name.Name == "ILGPU" ? LoadFromAssemblyPath(Path!) : null;
    }
}

/// <summary>A test that needs the real ILGPU.</summary>
sealed class IlgpuFactAttribute : FactAttribute
{
    public IlgpuFactAttribute() => Skip = RealIlgpu.Path is null ? "skipped: ILGPU not available" : null;
}

/// <summary>A test of several cases that needs the real ILGPU.</summary>
sealed class IlgpuTheoryAttribute : TheoryAttribute
{
    public IlgpuTheoryAttribute() => Skip = RealIlgpu.Path is null ? "skipped: ILGPU not available" : null;
}
