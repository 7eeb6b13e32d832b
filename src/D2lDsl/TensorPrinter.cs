using System.Text;

namespace D2lDsl;

/// <summary>Prints tensors to the letter as PyTorch does, with its default options.</summary>
sealed class TensorPrinter<T>
    where T : unmanaged
{
    const int LineWidth = 80, Threshold = 1000, EdgeItems = 3;
    const string Prefix = "tensor(";

    readonly Tensor<T> tensor;
    readonly bool summarize;
    readonly NumberFormat format;

    TensorPrinter(Tensor<T> tensor)
    {
        this.tensor = tensor;
        summarize = tensor.Length > Threshold;
        var shown = new List<T>(Math.Min(tensor.Length, Threshold));
        Collect(shown, 0, tensor.Offset);
        format = NumberFormat.For(shown);
    }

    public static string Print(Tensor<T> tensor)
    {
        var text = new StringBuilder(Prefix);
        if (tensor.Length == 0)
            text.Append("[]");
        else
            new TensorPrinter<T>(tensor).Append(text, 0, tensor.Offset);
        // An empty tensor hides its sizes and its type, and only the default types go without saying.
        if (tensor.Length == 0 && tensor.Rank != 1)
            AppendSuffix(text, $"size=({string.Join(", ", tensor.Sizes)})", 0);
        bool isDefault = typeof(T) == typeof(float) || (tensor.Length > 0 && (typeof(T) == typeof(long) || typeof(T) == typeof(bool)));
        if (!isDefault)
            AppendSuffix(text, $"dtype={ElementType.Name<T>()}", "torch.".Length);
        return text.Append(')').ToString();
    }

    /// <summary>Lines break where PyTorch's do, so what it writes and we leave out still counts.</summary>
    static void AppendSuffix(StringBuilder text, string suffix, int leftOut)
    {
        // PyTorch counts two columns more than the line has.
        int lineLength = text.Length - text.ToString().LastIndexOf('\n') + 1;
        bool breaks = lineLength + suffix.Length + leftOut + 2 > LineWidth;
        text.Append(breaks ? ",\n" + new string(' ', Prefix.Length) : ", ").Append(suffix);
    }

    /// <summary>Whether only three positions at either end of an axis are printed.</summary>
    bool IsCut(int axis) => summarize && tensor.Sizes[axis] > 2 * EdgeItems;

    void Collect(List<T> shown, int axis, int offset)
    {
        if (axis == tensor.Rank)
        {
            shown.Add(tensor.Storage[offset]);
            return;
        }

        for (int i = 0; i < tensor.Sizes[axis]; i = Next(axis, i))
            Collect(shown, axis + 1, offset + i * tensor.Strides[axis]);
    }

    int Next(int axis, int i) => i == EdgeItems - 1 && IsCut(axis) ? tensor.Sizes[axis] - EdgeItems : i + 1;

    void Append(StringBuilder text, int axis, int offset)
    {
        if (axis == tensor.Rank)
        {
            text.Append(format.Format(tensor.Storage[offset]));
            return;
        }

        int indent = Prefix.Length + axis + 1;
        bool isRow = axis == tensor.Rank - 1;
        int perLine = Math.Max(1, (LineWidth - indent + 1) / (format.Width + 2)), onLine = 0;
        text.Append('[');
        for (int i = 0; i < tensor.Sizes[axis]; i = Next(axis, i))
        {
            if (i > 0)
                Separate();
            Append(text, axis + 1, offset + i * tensor.Strides[axis]);
            onLine++;
            if (i == EdgeItems - 1 && IsCut(axis))
            {
                Separate();
                text.Append(isRow ? " ..." : "...");
                onLine++;
            }
        }

        text.Append(']');

        void Separate()
        {
            if (!isRow)
                text.Append(',').Append('\n', tensor.Rank - axis - 1).Append(' ', indent);
            else if (onLine % perLine == 0)
                text.Append(",\n").Append(' ', indent);
            else
                text.Append(", ");
        }
    }
}
