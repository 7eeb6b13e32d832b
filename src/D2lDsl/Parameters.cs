namespace D2lDsl;

/// <summary>What a module learns: its parameters, in the order of declaration, in one buffer (<c>net.named_parameters()</c>).</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="names">One name per parameter.</param>
public class Parameters<T>(params string[] names) : NamedTensors<T>(names)
    where T : unmanaged;
