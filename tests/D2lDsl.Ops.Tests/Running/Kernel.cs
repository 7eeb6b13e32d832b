using System.Reflection;
using System.Runtime.ExceptionServices;
using D2lDsl.OpTests.Cases;

namespace D2lDsl.OpTests.Running;

/// <summary>Calls a model's eager method and its generated kernel, by parameter names.</summary>
sealed class Kernel
{
    readonly Type type;
    readonly string[] names;
    readonly Func<string, bool> differentiates;
    readonly Type kernelType;
    readonly object instance;

    /// <summary>Of a case of the op table.</summary>
    public Kernel(OpModel model)
        : this(CompiledModels.Of(model), [.. model.Operands.Select(o => o.Name)], name => model.Differentiates(model.Operands.First(o => o.Name == name)))
    {
    }

    /// <summary>Of a class with a method <c>F</c>, given the names of its parameters; all have gradients unless said otherwise.</summary>
    public Kernel(Type type, string[] names, Func<string, bool>? differentiates = null)
    {
        (this.type, this.names, this.differentiates) = (type, names, differentiates ?? (_ => true));
        kernelType = type.GetNestedType("FKernel") ?? throw new InvalidOperationException($"no {type.Name}.FKernel");
        instance = Activator.CreateInstance(kernelType)!;
    }

    /// <summary>The method as the user wrote it.</summary>
    public TensorData Eager(IReadOnlyList<object> inputs) => Tensors.Read(Call(type.GetMethod("F")!, null, inputs, null));

    /// <summary>The generated inference kernel.</summary>
    public TensorData Forward(IReadOnlyList<object> inputs) => Tensors.Read(Call(Method("Forward"), instance, inputs, null));

    /// <summary>The generated forward-and-backward kernel: the value and one gradient per parameter, null for other operands.</summary>
    public (TensorData Value, TensorData?[] Gradients) ForwardBackward(IReadOnlyList<object> inputs, object? seed, bool accumulate = false)
    {
        var value = Tensors.Read(Call(Method("ForwardBackward"), instance, inputs, seed, accumulate));
        var gradients = kernelType.GetProperty("Gradients")!.GetValue(instance)!;
        return (value,
        [
            .. names.Select(name => !differentiates(name) ? null
                : Tensors.Read(gradients.GetType().GetProperty(char.ToUpperInvariant(name[0]) + name[1..])!.GetValue(gradients)!)),
        ]);
    }

    MethodInfo Method(string name) => kernelType.GetMethod(name) ?? throw new InvalidOperationException($"no {type.Name}.FKernel.{name}");

    object Call(MethodInfo method, object? target, IReadOnlyList<object> inputs, object? seed, bool accumulate = false)
    {
        var arguments = method.GetParameters().Select(parameter => parameter.Name switch
        {
            var name when Array.IndexOf(names, name) is >= 0 and var input => inputs[input],
            "seed" or "seed1" => seed,
            "accumulate" => accumulate,
            var name => throw new InvalidOperationException($"nothing is known of {name}"),
        }).ToArray();
        try
        {
            return method.Invoke(target, arguments)!;
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }
}
