using System.Reflection;
using System.Runtime.Loader;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace D2lDsl.GpuTests.Running;

/// <summary>The stand-in for ILGPU, compiled and loaded once.</summary>
static class Ilgpu
{
    static readonly Lazy<byte[]> Image = new(Compiled);

    /// <summary>To compile against.</summary>
    public static MetadataReference Reference { get; } = MetadataReference.CreateFromImage(Image.Value);

    /// <summary>To run with. Emitted assemblies find it through the default context, which has no other of this name.</summary>
    public static Assembly Assembly { get; } = Load();

    static Assembly Load()
    {
        var loaded = AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(Image.Value));
        AssemblyLoadContext.Default.Resolving += (_, name) => name.Name == "ILGPU" ? loaded : null;
        return loaded;
    }

    static byte[] Compiled()
    {
        var own = typeof(Ilgpu).Assembly;
        var files = own.GetManifestResourceNames().Where(name => name.EndsWith(".cs") && !name.StartsWith("Real.")).Select(name =>
        {
            using var reader = new StreamReader(own.GetManifestResourceStream(name)!);
            return Compile.Tree(reader.ReadToEnd(), name);
        });
        var compilation = CSharpCompilation.Create("ILGPU", files, Compile.References, Compile.Options.WithAllowUnsafe(true));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Take(10)));
        return image.ToArray();
    }

    /// <summary>A device to run on.</summary>
    public static object Accelerator() => Activator.CreateInstance(Assembly.GetType("ILGPU.Runtime.Accelerator")!)!;
}
