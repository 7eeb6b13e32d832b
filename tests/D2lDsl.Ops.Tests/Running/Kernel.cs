using System.Reflection;
using System.Runtime.ExceptionServices;
using D2lDsl.OpTests.Cases;

namespace D2lDsl.OpTests.Running;

/// <summary>Calls a model's eager method and its generated kernel, by parameter names.</summary>
sealed class Kernel
{
    readonly OpModel model;
    readonly Type type;
    readonly Type? kernelType;
    readonly object? instance;

    public Kernel(OpModel model)
    {
        this.model = model;
        type = CompiledModels.Of(model);
        kernelType = type.GetNestedType("FKernel");
        instance = kernelType is null ? null : Activator.CreateInstance(kernelType);
    }

    /// <summary>The method as the user wrote it.</summary>
    public TensorData Eager(IReadOnlyList<object> inputs) => Tensors.Read(Call(type.GetMethod("F")!, null, inputs, null));

    /// <summary>The generated inference kernel.</summary>
    public TensorData Forward(IReadOnlyList<object> inputs) => Tensors.Read(Call(Method("Forward"), instance, inputs, null));

    /// <summary>The generated forward-and-backward kernel: the value and one gradient per parameter, null for other operands.</summary>
    public (TensorData Value, TensorData?[] Gradients) ForwardBackward(IReadOnlyList<object> inputs, object? seed, bool accumulate = false)
    {
        var value = Tensors.Read(Call(Method("ForwardBackward"), instance, inputs, seed, accumulate));
        var gradients = kernelType!.GetProperty("Gradients")!.GetValue(instance)!;
        return (value,
        [
            .. model.Operands.Select(operand => !model.Differentiates(operand) ? null
                : Tensors.Read(gradients.GetType().GetProperty(char.ToUpperInvariant(operand.Name[0]) + operand.Name[1..])!.GetValue(gradients)!)),
        ]);
    }

    MethodInfo Method(string name) => kernelType?.GetMethod(name) ?? throw new InvalidOperationException($"{model.Title}: no {type.Name}.FKernel.{name}");

    object Call(MethodInfo method, object? target, IReadOnlyList<object> inputs, object? seed, bool accumulate = false)
    {
        var names = model.Operands.Select(operand => operand.Name).ToList();
        var arguments = method.GetParameters().Select(parameter => parameter.Name switch
        {
            "seed" => seed,
            "accumulate" => accumulate,
            var name => inputs[names.IndexOf(name!)],
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
