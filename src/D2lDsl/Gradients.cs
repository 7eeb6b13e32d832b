namespace D2lDsl;

/// <summary>
/// A kernel's gradients, one per parameter and in the parameters' order, in one buffer (<c>p.grad</c>). Each call of the kernel
/// overwrites them, or adds to them if asked to accumulate.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="names">One name per parameter.</param>
public class Gradients<T>(params string[] names) : NamedTensors<T>(names)
    where T : unmanaged;
