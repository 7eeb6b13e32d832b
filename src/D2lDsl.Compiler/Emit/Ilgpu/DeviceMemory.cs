using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>Memory of a program that only a GPU needs: numbers live on the device, and totals pass from launch to launch.</summary>
sealed class DeviceMemory(int temporaries)
{
    readonly List<TensorBuffer> extra = [];
    readonly Dictionary<string, TensorBuffer> numbers = [];

    /// <summary>What was asked for so far.</summary>
    public IReadOnlyList<TensorBuffer> All => extra;

    public bool Has(TensorBuffer buffer) => buffer.Kind == BufferKind.Temporary && buffer.Index >= temporaries;

    public TensorBuffer Extra(string name, Shape shape, ElementType type)
    {
        var buffer = new TensorBuffer(name, BufferKind.Temporary, temporaries + extra.Count, shape, type);
        extra.Add(buffer);
        return buffer;
    }

    /// <summary>Where a number of the kernel lives; names of numbers are unique in a kernel.</summary>
    public TensorBuffer Number(string name, ElementType type)
    {
        if (!numbers.TryGetValue(name, out var buffer))
            numbers.Add(name, buffer = Extra(name, Shape.Scalar, type));
        return buffer;
    }
}
