using System.Runtime.InteropServices;

namespace D2lDsl;

/// <summary>An element type as it is stored in a safetensors file: its name there and how its elements are read and written.</summary>
abstract class StoredElement(string name, int bytes, Type type)
{
    // Elements to a block: a span of bytes cannot be longer than an int counts.
    const int Block = 1 << 20;

    static readonly StoredElement[] All =
    [
        new Of<float>("F32", 4), new Of<double>("F64", 8), new Of<int>("I32", 4), new Of<long>("I64", 8), new Of<sbyte>("I8", 1), new Of<byte>("U8", 1),
        new Of<bool>("BOOL", 1),
    ];

    /// <summary>Types of the format that tensors here cannot have.</summary>
    static readonly string[] Foreign = ["F16", "BF16", "I16", "U16", "U32", "U64", "F8_E4M3", "F8_E5M2"];

    public string Name => name;

    public int Bytes => bytes;

    public Type Type => type;

    public static StoredElement From<T>() => Array.Find(All, element => element.Type == typeof(T)) ?? throw ElementType.Unsupported<T>();

    /// <summary>The type of that name.</summary>
    public static StoredElement Named(string name, string tensor) => Array.Find(All, element => element.Name == name)
        ?? throw new InvalidDataException(Array.IndexOf(Foreign, name) >= 0
            ? $"{tensor} has the dtype {name}, which tensors cannot have here; convert it to F32 where the file comes from"
            : $"{tensor} has the dtype {name}, which the format does not know");

    /// <summary>Reads a tensor, which is as long as there are bytes for it.</summary>
    public abstract object Read(Stream source, int[] sizes, string tensor);

    public abstract void Write(Stream target, object tensor);

    sealed class Of<T>(string name, int bytes) : StoredElement(name, bytes, typeof(T))
        where T : unmanaged
    {
        public override object Read(Stream source, int[] sizes, string tensor)
        {
            var result = new Tensor<T>(sizes);
            var elements = result.AsSpan();
            for (int at = 0; at < elements.Length; at += Block)
            {
                var part = MemoryMarshal.AsBytes(elements.Slice(at, Math.Min(Block, elements.Length - at)));
                source.ReadExactly(part);
                // A bool that is neither 0 nor 1 is one that C# does not have.
                if (typeof(T) == typeof(bool) && part.ContainsAnyExceptInRange((byte)0, (byte)1))
                    throw new InvalidDataException($"{tensor} is BOOL and has a byte that is neither 0 nor 1");
            }

            return result;
        }

        public override void Write(Stream target, object tensor)
        {
            var typed = (Tensor<T>)tensor;
            ReadOnlySpan<T> elements = typed.IsContiguous ? typed.AsSpan() : typed.ToArray();
            for (int at = 0; at < elements.Length; at += Block)
                target.Write(MemoryMarshal.AsBytes(elements.Slice(at, Math.Min(Block, elements.Length - at))));
        }
    }
}
