using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace D2lDsl;

/// <summary>
/// Named tensors of any element types in a file: the safetensors format, which <c>safetensors.torch.load_file</c> and <c>save_file</c>
/// read and write. A file holds 8 bytes with the length of a header, the header as JSON, and the elements, little-endian and row by row.
/// </summary>
public sealed class SafeTensors
{
    readonly Dictionary<string, object> tensors = [];
    readonly List<string> names = [];

    /// <summary>The names of the tensors, in the order in which they were added or lie in the file.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Notes for people and programs, stored with the tensors (<c>metadata</c>).</summary>
    public IDictionary<string, string> Notes { get; } = new Dictionary<string, string>();

    /// <summary>Adds a tensor, which <see cref="Save"/> reads.</summary>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">The tensor; not copied.</param>
    /// <returns>This, for the next one.</returns>
    /// <exception cref="ArgumentException">There is a tensor of that name already.</exception>
    public SafeTensors Add<T>(string name, Tensor<T> tensor)
        where T : unmanaged
    {
        SafeTensorsHeader.RequireName(name);
        ArgumentNullException.ThrowIfNull(tensor);
        StoredElement.From<T>();
        if (!tensors.TryAdd(name, tensor))
            throw new ArgumentException($"Two tensors are named {name}; names must differ");
        names.Add(name);
        return this;
    }

    /// <summary>A tensor of the file.</summary>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="KeyNotFoundException">No tensor has that name.</exception>
    /// <exception cref="InvalidOperationException">Its elements are of another type.</exception>
    public Tensor<T> Get<T>(string name)
        where T : unmanaged
    {
        if (!TryFind(name, out var found))
            throw new KeyNotFoundException($"No tensor is named {name}; the names are {string.Join(", ", names)}");
        return found as Tensor<T>
            ?? throw new InvalidOperationException($"{name} has {TypeOf(found)} elements, not {StoredElement.From<T>().Name}; ask for a Tensor of that type and Cast");
    }

    /// <summary>Reads a file. All of it is checked before anything of it is used.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no such file, cut off or damaged; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafeTensors Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RequireLittleEndian();
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            return Read(file);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException($"{path}: {(error is EndOfStreamException ? "the file ends too early" : error.Message)}", error);
        }
    }

    static SafeTensors Read(FileStream file)
    {
        long length = file.Length;
        if (length < 8)
            throw new InvalidDataException($"the file has {length} bytes; a safetensors file begins with 8 that give the length of its header");
        Span<byte> prefix = stackalloc byte[8];
        file.ReadExactly(prefix);
        ulong header = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (header > SafeTensorsHeader.LongestHeader)
            throw new InvalidDataException($"the header would have {header} bytes; more than {SafeTensorsHeader.LongestHeader} are refused");
        if ((long)header > length - 8)
            throw new InvalidDataException($"the header would have {header} bytes and the file has {length - 8} after its first 8; it is cut off or not of this format");
        var json = new byte[(int)header];
        file.ReadExactly(json);
        var (stored, notes) = SafeTensorsHeader.Parse(json, length - 8 - (long)header);
        var result = new SafeTensors();
        foreach (var (name, value) in notes)
            result.Notes.Add(name, value);
        foreach (var tensor in stored)
        {
            result.tensors.Add(tensor.Name, tensor.Element.Read(file, tensor.Sizes, tensor.Name));
            result.names.Add(tensor.Name);
        }

        return result;
    }

    /// <summary>
    /// Writes all tensors to a file. They are written beside it first, and take its place when they are complete: whatever happens,
    /// there is the old file or the new one.
    /// </summary>
    /// <param name="path">The file, which may exist.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RequireLittleEndian();
        var stored = Laid();
        string beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                byte[] header = SafeTensorsHeader.Write(stored, (IReadOnlyDictionary<string, string>)Notes);
                Span<byte> prefix = stackalloc byte[8];
                BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
                file.Write(prefix);
                file.Write(header);
                foreach (var tensor in stored)
                    tensor.Element.Write(file, tensors[tensor.Name]);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Where each tensor lies: wide elements first, so that all are aligned, and otherwise in the order of the names.</summary>
    List<StoredTensor> Laid()
    {
        var stored = new List<StoredTensor>();
        long at = 0;
        foreach (var (name, element, sizes) in names.Select(name => Described(name)).OrderByDescending(tensor => tensor.Element.Bytes))
        {
            long end = at + (long)Layout.Count(sizes) * element.Bytes;
            stored.Add(new(name, element, sizes, at, end));
            at = end;
        }

        return stored;
    }

    internal bool TryFind(string name, [NotNullWhen(true)] out object? tensor) => tensors.TryGetValue(name, out tensor);

    /// <summary>The dtype of a tensor as the format calls it.</summary>
    internal static string TypeOf(object tensor) => Described("", tensor).Element.Name;

    (string Name, StoredElement Element, int[] Sizes) Described(string name) => Described(name, tensors[name]);

    static (string Name, StoredElement Element, int[] Sizes) Described(string name, object tensor) => tensor switch
    {
        Tensor<float> t => (name, StoredElement.From<float>(), t.Sizes),
        Tensor<double> t => (name, StoredElement.From<double>(), t.Sizes),
        Tensor<int> t => (name, StoredElement.From<int>(), t.Sizes),
        Tensor<long> t => (name, StoredElement.From<long>(), t.Sizes),
        Tensor<sbyte> t => (name, StoredElement.From<sbyte>(), t.Sizes),
        Tensor<byte> t => (name, StoredElement.From<byte>(), t.Sizes),
        Tensor<bool> t => (name, StoredElement.From<bool>(), t.Sizes),
        _ => throw new InvalidOperationException($"{name} is a {tensor.GetType()}"),
    };

    static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Safetensors files are little-endian, and this machine is not");
    }
}
