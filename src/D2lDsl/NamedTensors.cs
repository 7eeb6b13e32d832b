using System.Collections;

namespace D2lDsl;

/// <summary>Named tensors that lie one after the other, without gaps, in one buffer.</summary>
/// <typeparam name="T">The element type.</typeparam>
public class NamedTensors<T> : IEnumerable<(string Name, Tensor<T> Value)>
    where T : unmanaged
{
    readonly string[] names;
    readonly Tensor<T>?[] tensors;
    int[] packed = [];

    /// <summary>Names the tensors; <see cref="Resize"/> gives them sizes and elements.</summary>
    /// <param name="names">One name per tensor, in the order they lie in.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public NamedTensors(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two tensors are named {twice.Key}; names must differ");
        this.names = [.. names];
        Names = Array.AsReadOnly(this.names);
        tensors = new Tensor<T>[names.Length];
    }

    /// <summary>All elements as one vector, in the order of the names; writing it writes the tensors.</summary>
    public Tensor<T> Flat { get; private set; } = new([0]);

    /// <summary>The names, in the order the tensors lie in.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many tensors there are.</summary>
    public int Count => names.Length;

    /// <summary>The tensor of that name; the same object until its size changes.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="KeyNotFoundException">No tensor has that name.</exception>
    public Tensor<T> this[string name]
    {
        get
        {
            int index = Array.IndexOf(names, name);
            return index >= 0
                ? At(index)
                : throw new KeyNotFoundException($"No tensor is named {name}; the names are {string.Join(", ", names)}");
        }
    }

    /// <summary>The tensor at a position; the same object until its size changes.</summary>
    /// <param name="index">From 0 to below <see cref="Count"/>.</param>
    /// <exception cref="InvalidOperationException">The tensors have no sizes yet.</exception>
    public Tensor<T> At(int index) => tensors[index] ?? throw WithoutSize(index);

    InvalidOperationException WithoutSize(int index) =>
        new($"{names[index]} has no size yet; a kernel's gradients get theirs in the first ForwardBackward");

    /// <summary>
    /// Gives every tensor its shape. Equal shapes keep everything as it is and allocate nothing; other ones make a new buffer of zeros
    /// and new tensors.
    /// </summary>
    /// <param name="packed">For each tensor its rank and then its sizes: shapes [3, 4] and [4] are <c>2, 3, 4, 1, 4</c>.</param>
    /// <returns>Whether anything changed.</returns>
    /// <exception cref="ArgumentException">The shapes are not as many as the names.</exception>
    public bool Resize(params ReadOnlySpan<int> packed)
    {
        if (packed.SequenceEqual(this.packed) && (names.Length == 0 || tensors[0] is not null))
            return false;
        var shapes = new int[names.Length][];
        int at = 0, length = 0;
        for (int i = 0; i < shapes.Length; i++)
        {
            if (at >= packed.Length || at + 1 + packed[at] > packed.Length)
                throw new ArgumentException(
                    $"Resize: {Layout.Text(packed)} ends before the shape of {names[i]}, tensor {i} of {names.Length}");
            shapes[i] = packed.Slice(at + 1, packed[at]).ToArray();
            at += 1 + packed[at];
            length = checked(length + Layout.Count(shapes[i]));
        }

        if (at != packed.Length)
            throw new ArgumentException($"Resize: {Layout.Text(packed)} has shapes for more than the {names.Length} tensors there are");
        Flat = new Tensor<T>(Runtime.AlignedArray.Of<T>(length, isCleared: true, out int start), start, [length]);
        for (int i = 0, offset = start; i < shapes.Length; offset += tensors[i++]!.Length)
            tensors[i] = new Tensor<T>(Flat.Storage, offset, shapes[i]);
        this.packed = packed.ToArray();
        return true;
    }

    /// <summary>Becomes a run of another's tensors: the same objects, in the same buffer.</summary>
    internal void Share(NamedTensors<T> whole, int first)
    {
        int offset = whole.Flat.Offset, skipped = 0;
        for (int i = 0; i < first; i++)
        {
            offset += whole.At(i).Length;
            skipped += 1 + whole.At(i).Rank;
        }

        int length = 0, rest = 0;
        for (int i = 0; i < names.Length; i++)
        {
            tensors[i] = whole.At(first + i);
            length += tensors[i]!.Length;
            rest += 1 + tensors[i]!.Rank;
        }

        Flat = new Tensor<T>(whole.Flat.Storage, offset, [length]);
        packed = whole.packed.AsSpan(skipped, rest).ToArray();
    }

    /// <summary>Gives the tensors the shapes of others; equal shapes keep everything as it is and allocate nothing. For generated code.</summary>
    /// <param name="other">As many tensors as these, with shapes.</param>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public bool ResizeLike(NamedTensors<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Resize(other.packed);
    }

    /// <summary>Adds the elements of equally laid out tensors to these. For generated code.</summary>
    /// <param name="more">What to add.</param>
    /// <exception cref="ArgumentException">Names or shapes differ.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public void Accumulate(NamedTensors<T> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        RequireSameLayout(more);
        // Through a local: += on the property would put a new tensor in its place, and leave the named ones behind.
        var flat = Flat;
        flat += more.Flat;
    }

    /// <summary>Refuses tensors of other names or shapes, naming the first that differs. Allocates nothing if they agree.</summary>
    internal void RequireSameLayout(NamedTensors<T> gradients)
    {
        if (!names.AsSpan().SequenceEqual(gradients.names))
        {
            throw new ArgumentException(
                $"The parameters are {string.Join(", ", names)}, the gradients {string.Join(", ", gradients.names)}; they must belong to one model");
        }

        if (packed.AsSpan().SequenceEqual(gradients.packed))
            return;
        for (int i = 0; i < names.Length; i++)
        {
            if (At(i).Shape != gradients.At(i).Shape)
                throw new ArgumentException($"Parameter {names[i]} has shape {At(i).Shape}, its gradient {gradients.At(i).Shape}");
        }
    }

    /// <summary>The names with their tensors, in order.</summary>
    public IEnumerator<(string Name, Tensor<T> Value)> GetEnumerator()
    {
        for (int i = 0; i < names.Length; i++)
            yield return (names[i], At(i));
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The names with their shapes, for a person to read: <c>W1 [784, 256], B1 [256]</c>.</summary>
    public override string ToString() =>
        string.Join(", ", names.Select((name, i) => tensors[i] is { } tensor ? $"{name} {tensor.Shape}" : name));
}
