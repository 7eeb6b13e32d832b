namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>A public method of a kernel class: it takes the model's arguments and then what is added.</summary>
/// <param name="Added">Tensors after the model's arguments: type, name and documentation.</param>
/// <param name="Accumulates">True where it can add to the gradients.</param>
/// <param name="PassedOn">Set where the method only calls the one of its name with fewer tensors: which of those added it hands on.</param>
sealed record KernelMethod(string Name, string Summary, string Result, IReadOnlyList<(string Type, string Name, string Doc)> Added, bool Accumulates = false, IReadOnlyList<int>? PassedOn = null);
