using System.Globalization;
using System.Numerics;

namespace D2lDsl;

public abstract partial class Optimizer
{
    /// <summary>
    /// Writes what is kept for a module's parameters to a safetensors file (<c>torch.save(optimizer.state_dict(), path)</c>): training
    /// goes on from it as if it had not stopped. The learning rate and other settings are not in it.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="parameters">The parameters it steps: <c>net.Parameters</c>.</param>
    /// <param name="path">The file, which may exist.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void SaveState<T>(Parameters<T> parameters, string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var file = new SafeTensors();
        file.Notes["optimizer"] = Name;
        file.Notes["steps"] = StepsOf(parameters).ToString(CultureInfo.InvariantCulture);
        foreach (var (name, tensor) in Named(parameters))
            file.Add(name, tensor);
        file.Save(path);
    }

    /// <summary>Reads what <see cref="SaveState"/> wrote, for an optimiser of the same kind and parameters of the same names and shapes.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="parameters">The parameters it steps: <c>net.Parameters</c>.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is damaged or of another optimiser or model, and nothing is changed; the message says how.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void LoadState<T>(Parameters<T> parameters, string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var file = SafeTensors.Load(path);
        if (!file.Notes.TryGetValue("optimizer", out string? kind) || kind != Name)
            throw new InvalidDataException($"{path}: it holds {(kind is null ? "no state of an optimiser" : $"the state of {kind}")}, not that of {Name}");
        if (!file.Notes.TryGetValue("steps", out string? text) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long steps))
            throw new InvalidDataException($"{path}: it does not say how many steps were made");
        var named = Named(parameters).ToArray();
        file.Require(path, named.Select(entry => entry.Name));
        var values = named.Select(entry => file.Require(path, entry.Name, entry.Tensor)).ToArray();
        for (int i = 0; i < named.Length; i++)
            named[i].Tensor.CopyFrom(values[i]);
        SetSteps(parameters, steps);
    }

    /// <summary>The moments, one after the other, each by parameter: <c>0.hidden.W</c>.</summary>
    private protected virtual IEnumerable<(string Name, Tensor<T> Tensor)> Named<T>(Parameters<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int moment = 0, offset = 0; moment < Moments; moment++)
        {
            var state = Kept(parameters.Flat);
            foreach (var (name, value) in parameters)
            {
                yield return ($"{moment}.{Parameters<T>.StoredName(name)}", new Tensor<T>(state.Elements, offset, value.Sizes));
                offset += value.Length;
            }
        }
    }

    private protected virtual long StepsOf<T>(Parameters<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => Moments == 0 ? 0 : Kept(parameters.Flat).Steps;

    private protected virtual void SetSteps<T>(Parameters<T> parameters, long steps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Moments > 0)
            Kept(parameters.Flat).Steps = steps;
    }
}
