using System.Reflection;

namespace D2lDsl;

public static partial class Tensor
{
    /// <summary>The version of this library, with the commit it was built from (<c>torch.__version__</c>): <c>0.1.0+9f2c1e…</c>.</summary>
    public static string Version { get; } =
        typeof(Tensor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
