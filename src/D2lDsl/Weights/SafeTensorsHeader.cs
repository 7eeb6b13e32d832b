using System.Text.Json;

namespace D2lDsl;

/// <summary>The JSON at the beginning of a safetensors file.</summary>
static class SafeTensorsHeader
{
    /// <summary>The longest header there may be, as in the format's own reader.</summary>
    public const int LongestHeader = 100_000_000;

    const string Metadata = "__metadata__";

    /// <summary>The tensors in the order they lie in, and the notes. Refuses what is not exactly a header of so many bytes of tensors.</summary>
    public static (List<StoredTensor> Tensors, Dictionary<string, string> Notes) Parse(ReadOnlySpan<byte> json, long bytes)
    {
        try
        {
            var (tensors, notes) = Read(json);
            RequireNoGaps(tensors, bytes);
            return (tensors, notes);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"the header is not the JSON that the format asks for: {error.Message}", error);
        }
    }

    static (List<StoredTensor>, Dictionary<string, string>) Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var (tensors, notes, names) = (new List<StoredTensor>(), new Dictionary<string, string>(), new HashSet<string>());
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (!names.Add(name))
                throw new InvalidDataException($"the header has {name} twice");
            Expect(ref reader, JsonTokenType.StartObject);
            if (name == Metadata)
                Notes(ref reader, notes);
            else
                tensors.Add(Tensor(ref reader, name));
        }

        if (reader.Read())
            throw new InvalidDataException("the header goes on after its end");
        return (tensors, notes);
    }

    static void Notes(ref Utf8JsonReader reader, Dictionary<string, string> notes)
    {
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            Expect(ref reader, JsonTokenType.String);
            if (!notes.TryAdd(name, reader.GetString()!))
                throw new InvalidDataException($"the header's notes have {name} twice");
        }
    }

    static StoredTensor Tensor(ref Utf8JsonReader reader, string name)
    {
        (string? type, List<long>? shape, List<long>? offsets) = (null, null, null);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            string member = reader.GetString()!;
            bool isTwice = false;
            switch (member)
            {
                case "dtype":
                    isTwice = type is not null;
                    Expect(ref reader, JsonTokenType.String);
                    type = reader.GetString();
                    break;
                case "shape":
                    isTwice = shape is not null;
                    shape = Numbers(ref reader);
                    break;
                case "data_offsets":
                    isTwice = offsets is not null;
                    offsets = Numbers(ref reader);
                    break;
                default:
                    throw new InvalidDataException($"{name} has the member {member}, which the format does not know");
            }

            if (isTwice)
                throw new InvalidDataException($"{name} has {member} twice");
        }

        if (type is null || shape is null || offsets is not [var begin, var end])
            throw new InvalidDataException($"{name} lacks dtype, shape or two data_offsets");
        var element = StoredElement.Named(type, name);
        if (shape.Exists(size => size is < 0 or > int.MaxValue))
            throw new InvalidDataException($"{name} has a size that no axis can have: [{string.Join(", ", shape)}]");
        int[] sizes = [.. shape.Select(size => (int)size)];
        long count = Count(sizes, name);
        if (begin < 0 || end < begin || end - begin != count * element.Bytes)
            throw new InvalidDataException(
                $"{name} of shape {Layout.Text(sizes)} and dtype {type} has {count * element.Bytes} bytes, its data_offsets are [{begin}, {end}]");
        return new(name, element, sizes, begin, end);
    }

    static long Count(int[] sizes, string name)
    {
        try
        {
            return Layout.Count(sizes);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{name}: {error.Message}", error);
        }
    }

    static List<long> Numbers(ref Utf8JsonReader reader)
    {
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (Next(ref reader) == JsonTokenType.Number)
            numbers.Add(reader.GetInt64());
        return reader.TokenType == JsonTokenType.EndArray ? numbers : throw new JsonException("an array has something that is not a number");
    }

    /// <summary>Each tensor begins where one ends: what overlaps or lies between them would be a mistake, or hidden.</summary>
    static void RequireNoGaps(List<StoredTensor> tensors, long bytes)
    {
        // An empty tensor comes before one that begins at the same place.
        tensors.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        long at = 0;
        foreach (var tensor in tensors)
        {
            if (tensor.Begin != at)
                throw new InvalidDataException(
                    $"{tensor.Name} begins at byte {tensor.Begin} of the data where {at} was expected: tensors {(tensor.Begin < at ? "overlap" : "leave a gap")}");
            at = tensor.End;
        }

        if (at != bytes)
            throw new InvalidDataException(
                $"the tensors take {at} bytes and the file has {bytes} for them; it is {(at > bytes ? "cut off" : "longer than it says")}");
    }

    static JsonTokenType Next(ref Utf8JsonReader reader) => reader.Read() ? reader.TokenType : throw new JsonException("it ends too early");

    static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (Next(ref reader) != token)
            throw new JsonException($"{token} was expected at byte {reader.TokenStartIndex}, where {reader.TokenType} is");
    }

    /// <summary>The header of tensors that lie in this order, filled up with spaces so that the data begins at a multiple of 8 bytes.</summary>
    public static byte[] Write(IEnumerable<StoredTensor> tensors, IReadOnlyDictionary<string, string> notes)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (notes.Count > 0)
            {
                writer.WriteStartObject(Metadata);
                foreach (var (name, value) in notes)
                    writer.WriteString(name, value);
                writer.WriteEndObject();
            }

            foreach (var tensor in tensors)
            {
                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", tensor.Element.Name);
                writer.WriteStartArray("shape");
                foreach (int size in tensor.Sizes)
                    writer.WriteNumberValue(size);
                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(tensor.Begin);
                writer.WriteNumberValue(tensor.End);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    /// <summary>Refuses a name that a tensor cannot have.</summary>
    public static void RequireName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == Metadata)
            throw new ArgumentException($"A tensor cannot be named {Metadata}; the format keeps its notes there");
    }
}
