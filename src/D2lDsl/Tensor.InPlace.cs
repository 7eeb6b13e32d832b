namespace D2lDsl;

public sealed partial class Tensor<T>
{
    /// <summary>Adds into this tensor's elements (<c>x.add_(other)</c>); views of it see the change.</summary>
    /// <param name="other">A tensor that broadcasts to this one's shape.</param>
    /// <exception cref="ArgumentException">It does not, or the result would be larger than this tensor.</exception>
    public void operator +=(Tensor<T> other) => InPlace<Add>("+=", other);

    /// <summary>Adds a number to every element, in place.</summary>
    /// <param name="other">The number.</param>
    public void operator +=(T other) => InPlace<Add>("+=", other);

    /// <summary>Adds a number to every element, in place.</summary>
    /// <param name="other">The number.</param>
    public void operator +=(int other) => InPlace<Add>("+=", ElementType.From<T>((long)other));

    /// <summary>Subtracts from this tensor's elements (<c>x.sub_(other)</c>); views of it see the change.</summary>
    /// <param name="other">A tensor that broadcasts to this one's shape.</param>
    /// <exception cref="ArgumentException">It does not, or the result would be larger than this tensor.</exception>
    public void operator -=(Tensor<T> other) => InPlace<Subtract>("-=", other);

    /// <summary>Subtracts a number from every element, in place.</summary>
    /// <param name="other">The number.</param>
    public void operator -=(T other) => InPlace<Subtract>("-=", other);

    /// <summary>Subtracts a number from every element, in place.</summary>
    /// <param name="other">The number.</param>
    public void operator -=(int other) => InPlace<Subtract>("-=", ElementType.From<T>((long)other));

    /// <summary>Multiplies this tensor's elements (<c>x.mul_(other)</c>); views of it see the change.</summary>
    /// <param name="other">A tensor that broadcasts to this one's shape.</param>
    /// <exception cref="ArgumentException">It does not, or the result would be larger than this tensor.</exception>
    public void operator *=(Tensor<T> other) => InPlace<Multiply>("*=", other);

    /// <summary>Multiplies every element by a number, in place.</summary>
    /// <param name="other">The number.</param>
    public void operator *=(T other) => InPlace<Multiply>("*=", other);

    /// <summary>Multiplies every element by a number, in place.</summary>
    /// <param name="other">The number.</param>
    public void operator *=(int other) => InPlace<Multiply>("*=", ElementType.From<T>((long)other));

    /// <summary>Divides this tensor's elements (<c>x.div_(other)</c>); views of it see the change.</summary>
    /// <param name="other">A tensor that broadcasts to this one's shape.</param>
    /// <exception cref="ArgumentException">It does not, or the result would be larger than this tensor.</exception>
    /// <exception cref="NotSupportedException">The elements are integers, which cannot hold fractions.</exception>
    public void operator /=(Tensor<T> other) => InPlace<Divide>("/=", other);

    /// <summary>Divides every element by a number, in place.</summary>
    /// <param name="other">The number.</param>
    /// <exception cref="NotSupportedException">The elements are integers, which cannot hold fractions.</exception>
    public void operator /=(T other) => InPlace<Divide>("/=", other);

    /// <summary>Divides every element by a number, in place.</summary>
    /// <param name="other">The number.</param>
    /// <exception cref="NotSupportedException">The elements are integers, which cannot hold fractions.</exception>
    public void operator /=(int other) => InPlace<Divide>("/=", ElementType.From<T>((long)other));

    void InPlace<TOperation>(string operation, Tensor<T> other)
        where TOperation : IArithmetic
    {
        ArgumentNullException.ThrowIfNull(other);
        RequireArithmetic<TOperation>(operation);
        Span<int> strides = stackalloc int[Rank];
        other = Prepare(operation, other, strides);
        Strided.Walk<T, T, ArithmeticRow<T, TOperation>>(Sizes, ref Origin, Strides, ref other.Origin, strides);
    }

    void InPlace<TOperation>(string operation, T other)
        where TOperation : IArithmetic
    {
        RequireArithmetic<TOperation>(operation);
        RequireWritable(operation);
        Span<int> still = stackalloc int[Rank];
        still.Clear();
        Strided.Walk<T, T, ArithmeticRow<T, TOperation>>(Sizes, ref Origin, Strides, ref other, still);
    }

    static void RequireArithmetic<TOperation>(string operation)
    {
        if (typeof(T) == typeof(bool))
            throw new NotSupportedException($"{operation}: bool tensors have no arithmetic; use & and |, or Cast<int>() first");
        if (typeof(TOperation) == typeof(Divide) && ElementType.IsInteger<T>())
        {
            throw new NotSupportedException(
                $"{operation}: dividing gives fractions, which a tensor of {ElementType.Keyword<T>()} cannot hold; Cast<float>() first");
        }
    }
}
