namespace D2lDsl;

/// <summary>What a module learns: its parameters, in the order of declaration, in one buffer (<c>net.named_parameters()</c>).</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="names">One name per parameter.</param>
public class Parameters<T>(params string[] names) : NamedTensors<T>(names)
    where T : unmanaged
{
    /// <summary>
    /// Writes all parameters to a safetensors file (<c>save_file(net.state_dict(), path)</c>), under the names that PyTorch would give
    /// them: <c>blocks[1].hidden.W</c> is stored as <c>blocks.1.hidden.W</c>. There is never half a file.
    /// </summary>
    /// <param name="path">The file, which may exist.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        var file = new SafeTensors();
        foreach (var (name, value) in this)
            file.Add(StoredName(name), value);
        file.Save(path);
    }

    /// <summary>
    /// Reads all parameters from a safetensors file (<c>net.load_state_dict(load_file(path))</c>). It must have exactly these names, with
    /// these shapes and this element type; otherwise nothing is changed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is damaged or of another model; the message says how.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Load(string path)
    {
        var file = SafeTensors.Load(path);
        file.Require(path, this.Select(parameter => StoredName(parameter.Name)));
        var values = this.Select(parameter => file.Require(path, StoredName(parameter.Name), parameter.Value)).ToArray();
        for (int i = 0; i < values.Length; i++)
            At(i).CopyFrom(values[i]);
    }

    /// <summary>A name as in a state dict, where indices stand between dots.</summary>
    internal static string StoredName(string name) => name.Replace("[", ".").Replace("]", "");
}
