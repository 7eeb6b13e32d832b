using System.ComponentModel;

namespace D2lDsl.Runtime;

/// <summary>Where a module under construction finds its parameters: in a buffer of its own, or in that of the module around it. For generated code.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ParameterSlice<T>
    where T : unmanaged
{
    readonly Random random;
    readonly Parameters<T>? whole;
    readonly int first;

    /// <summary>A buffer of its own.</summary>
    /// <param name="seed">Of the initial values; none gives other values each time.</param>
    public ParameterSlice(int? seed) => random = seed is { } number ? new(number) : new();

    ParameterSlice(Random random, Parameters<T> whole, int first) => (this.random, this.whole, this.first) = (random, whole, first);

    /// <summary>The module's parameters with these names and shapes, not yet filled.</summary>
    /// <param name="names">One per parameter.</param>
    /// <param name="packed">For each parameter its rank and then its sizes.</param>
    /// <exception cref="InvalidOperationException">The module around this one was compiled for other parameters.</exception>
    public Parameters<T> Take(string[] names, params ReadOnlySpan<int> packed)
    {
        var parameters = new Parameters<T>(names);
        if (whole is null)
        {
            if (names.Length > 0)
                parameters.Resize(packed);
            return parameters;
        }

        int at = 0;
        for (int i = 0; i < names.Length; i++)
        {
            bool known = first + i < whole.Count && whole.Names[first + i].EndsWith("." + names[i], StringComparison.Ordinal);
            if (!known || !whole.At(first + i).Sizes.AsSpan().SequenceEqual(packed.Slice(at + 1, packed[at])))
                throw new InvalidOperationException(
                    $"A module has the parameter {names[i]} {Layout.Text(packed.Slice(at + 1, packed[at]))}, which the module around it was not compiled for; rebuild the latter");
            at += 1 + packed[at];
        }

        parameters.Share(whole, first);
        return parameters;
    }

    /// <summary>The slice of a module inside the one that has these parameters.</summary>
    /// <param name="parameters">What <see cref="Take"/> gave.</param>
    /// <param name="first">Where the inner module's parameters begin.</param>
    public ParameterSlice<T> Inside(Parameters<T> parameters, int first) => new(random, parameters, first);

    /// <summary>Writes a parameter's initial values and returns it.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="init">Which values.</param>
    public Tensor<T> Fill(Tensor<T> parameter, Init init)
    {
        Initializer.Fill(parameter, init, random);
        return parameter;
    }
}
