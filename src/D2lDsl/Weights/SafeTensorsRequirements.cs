namespace D2lDsl;

/// <summary>What a file must hold for a model to take it.</summary>
static class SafeTensorsRequirements
{
    /// <summary>Refuses a file that has other names.</summary>
    public static void Require(this SafeTensors file, string path, IEnumerable<string> names)
    {
        string[] wanted = [.. names];
        string[] missing = [.. wanted.Except(file.Names)], foreign = [.. file.Names.Except(wanted)];
        if (missing.Length + foreign.Length == 0)
            return;
        var parts = new List<string>();
        if (missing.Length > 0)
            parts.Add($"it lacks {Listed(missing)}");
        if (foreign.Length > 0)
            parts.Add($"it has {Listed(foreign)}, which the model has not");
        throw new InvalidDataException($"{path}: {string.Join(", and ", parts)}");
    }

    /// <summary>A tensor of the file, which must be like another.</summary>
    public static Tensor<T> Require<T>(this SafeTensors file, string path, string name, Tensor<T> like)
        where T : unmanaged
    {
        file.TryFind(name, out var found);
        if (found is not Tensor<T> tensor)
            throw new InvalidDataException($"{path}: {name} is {SafeTensors.TypeOf(found!)}, the model's is {StoredElement.From<T>().Name}");
        return tensor.Shape == like.Shape ? tensor : throw new InvalidDataException($"{path}: {name} has shape {tensor.Shape}, the model's has {like.Shape}");
    }

    static string Listed(string[] names) =>
        string.Join(", ", names.Take(5)) + (names.Length > 5 ? $" and {names.Length - 5} more" : "");
}
