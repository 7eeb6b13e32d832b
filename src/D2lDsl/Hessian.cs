using System.ComponentModel;

namespace D2lDsl;

/// <summary>
/// The second derivatives of a number by a model's parameters (<c>torch.func.hessian</c>): one matrix over all elements of all parameters, and
/// one block per pair of parameters. The next call of the kernel overwrites it.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public class Hessian<T>
    where T : unmanaged
{
    readonly string[] names;
    readonly Tensor<T>?[] blocks;

    /// <summary>Names the parameters; <see cref="Resize"/> gives them sizes.</summary>
    /// <param name="names">One name per parameter, in the order of the gradients.</param>
    public Hessian(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        this.names = [.. names];
        Names = Array.AsReadOnly(this.names);
        blocks = new Tensor<T>[names.Length * names.Length];
    }

    /// <summary>
    /// The matrix [p, p], where p counts the elements of all parameters, in the order of <see cref="NamedTensors{T}.Flat"/> of the gradients.
    /// </summary>
    public Tensor<T> Matrix { get; private set; } = new([0, 0]);

    /// <summary>The names of the parameters.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The derivatives by two parameters: a view [sizes of <paramref name="row"/>…, sizes of <paramref name="column"/>…] of the matrix.</summary>
    /// <param name="row">One of <see cref="Names"/>.</param>
    /// <param name="column">One of <see cref="Names"/>.</param>
    /// <exception cref="KeyNotFoundException">No parameter has that name.</exception>
    public Tensor<T> this[string row, string column] => At(Index(row), Index(column));

    /// <summary>The derivatives by two parameters, by their positions.</summary>
    /// <param name="row">From 0 to below the number of names.</param>
    /// <param name="column">From 0 to below the number of names.</param>
    /// <exception cref="InvalidOperationException">The parameters have no sizes yet.</exception>
    public Tensor<T> At(int row, int column) => blocks[row * names.Length + column]
        ?? throw new InvalidOperationException($"The Hessian has no sizes yet; it gets them from the kernel that computes it");

    /// <summary>Takes the sizes of the parameters. Equal sizes keep everything as it is and allocate nothing. For generated code.</summary>
    /// <param name="parameters">Tensors of the parameters' names and shapes.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Resize(NamedTensors<T> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!Fits(parameters))
            Allocate(parameters, parameters.Flat.Length);
    }

    /// <summary>Writes a row of the matrix. For generated code.</summary>
    /// <param name="row">Which.</param>
    /// <param name="values">One gradient per parameter.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void SetRow(int row, NamedTensors<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int size = Matrix.Sizes[1];
        values.Flat.AsSpan().CopyTo(Matrix.AsSpan().Slice(row * size, size));
    }

    void Allocate(NamedTensors<T> parameters, int size)
    {
        Matrix = new([size, size]);
        for (int row = 0, top = 0; row < names.Length; top += parameters.At(row++).Length)
            for (int column = 0, left = 0; column < names.Length; left += parameters.At(column++).Length)
            {
                var (rows, columns) = (parameters.At(row), parameters.At(column));
                blocks[row * names.Length + column] = new(Matrix.Storage, Matrix.Offset + top * size + left, [.. rows.Sizes, .. columns.Sizes],
                    [.. rows.Strides.Select(stride => stride * size), .. columns.Strides]);
            }
    }

    bool Fits(NamedTensors<T> parameters)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (blocks[i * names.Length + i] is not { } block || block.Rank != 2 * parameters.At(i).Rank
                || !block.Sizes.AsSpan(0, block.Rank / 2).SequenceEqual(parameters.At(i).Sizes))
                return false;
        }

        return Matrix.Sizes[0] == parameters.Flat.Length;
    }

    int Index(string name) => Array.IndexOf(names, name) is >= 0 and var index ? index
        : throw new KeyNotFoundException($"No parameter is named {name}; the names are {string.Join(", ", names)}");
}
