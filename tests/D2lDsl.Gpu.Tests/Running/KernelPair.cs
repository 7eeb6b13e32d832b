using System.Reflection;
using System.Runtime.ExceptionServices;
using D2lDsl.OpTests.Cases;
using D2lDsl.OpTests.Running;

namespace D2lDsl.GpuTests.Running;

/// <summary>The CPU's and the GPU's kernel of one model, called by parameter names.</summary>
sealed class KernelPair : IDisposable
{
    readonly Type model;
    readonly string[] names;
    readonly object cpu, gpu;

    /// <param name="model">A class with a method F.</param>
    /// <param name="names">Its parameters.</param>
    /// <param name="accelerator">The device.</param>
    public KernelPair(Type model, string[] names, object accelerator)
    {
        (this.model, this.names) = (model, names);
        cpu = Activator.CreateInstance(model.GetNestedType("FKernel")!)!;
        gpu = Create(model.GetNestedType("FGpuKernel") ?? throw new InvalidOperationException($"no {model.Name}.FGpuKernel"), accelerator);
    }

    public TensorData Forward(bool onDevice, IReadOnlyList<object> inputs) => Read(Call(onDevice, "Forward", inputs, null, false));

    /// <summary>The value and one gradient per parameter, null for other operands.</summary>
    public (TensorData Value, TensorData?[] Gradients) ForwardBackward(bool onDevice, IReadOnlyList<object> inputs, object? seed, bool accumulate = false)
    {
        var value = Read(Call(onDevice, "ForwardBackward", inputs, seed, accumulate));
        var instance = onDevice ? gpu : cpu;
        var gradients = onDevice ? Invoke(gpu.GetType().GetMethod("DownloadGradients")!, gpu, [])! : cpu.GetType().GetProperty("Gradients")!.GetValue(instance)!;
        return (value, [.. names.Select(name => gradients.GetType().GetProperty(char.ToUpperInvariant(name[0]) + name[1..])?.GetValue(gradients) is { } gradient ? Read(gradient) : null)]);
    }

    public bool HasGradient => cpu.GetType().GetMethod("ForwardBackward") is not null;

    public void Dispose() => ((IDisposable)gpu).Dispose();

    static TensorData Read(object result) => Tensors.Read(result);

    static object Create(Type type, object accelerator)
    {
        try
        {
            return Activator.CreateInstance(type, accelerator)!;
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }

    object Call(bool onDevice, string name, IReadOnlyList<object> inputs, object? seed, bool accumulate)
    {
        var target = onDevice ? gpu : cpu;
        var method = target.GetType().GetMethod(name) ?? throw new InvalidOperationException($"no {model.Name}.{target.GetType().Name}.{name}");
        return Invoke(method, target, [.. method.GetParameters().Select(parameter => parameter.Name switch
        {
            var name when Array.IndexOf(names, name) is >= 0 and var input => inputs[input],
            "seed" or "seed1" => seed,
            "accumulate" => accumulate,
            var name => throw new InvalidOperationException($"nothing is known of {name}"),
        })])!;
    }

    static object? Invoke(MethodInfo method, object target, object?[] arguments)
    {
        try
        {
            return method.Invoke(target, arguments);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }
}
