namespace D2lDsl;

public sealed partial class Tensor<T>
{
    /// <summary>Lets a tensor of one element stand as a condition: <c>while (Norm(b) &lt; 1000)</c>.</summary>
    /// <param name="x">The tensor.</param>
    /// <returns>Whether the element is not zero.</returns>
    /// <exception cref="InvalidOperationException">The tensor has no or several elements.</exception>
    public static bool operator true(Tensor<T> x) => x.IsNotZero();

    /// <summary>Lets a tensor of one element stand as a condition.</summary>
    /// <param name="x">The tensor.</param>
    /// <returns>Whether the element is zero.</returns>
    /// <exception cref="InvalidOperationException">The tensor has no or several elements.</exception>
    public static bool operator false(Tensor<T> x) => !x.IsNotZero();

    /// <summary>Element-wise "is zero", which for bool is "not" (<c>torch.logical_not</c>).</summary>
    /// <param name="x">The tensor.</param>
    public static Tensor<bool> operator !(Tensor<T> x)
    {
        var result = new Tensor<bool>(x.Sizes);
        Strided.Walk<bool, T, NotRow<T>>(x.Sizes, ref result.Origin, result.Strides, ref x.Origin, x.Strides);
        return result;
    }

    /// <summary>Element-wise "and" of bools or of the bits of integers, with broadcasting (<c>x &amp; y</c>).</summary>
    /// <param name="left">A tensor.</param>
    /// <param name="right">A tensor that broadcasts with it.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <exception cref="NotSupportedException">The elements are float or double.</exception>
    public static Tensor<T> operator &(Tensor<T> left, Tensor<T> right) => Logic<And>("&", left, right);

    /// <summary>Element-wise "or" of bools or of the bits of integers, with broadcasting (<c>x | y</c>).</summary>
    /// <param name="left">A tensor.</param>
    /// <param name="right">A tensor that broadcasts with it.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <exception cref="NotSupportedException">The elements are float or double.</exception>
    public static Tensor<T> operator |(Tensor<T> left, Tensor<T> right) => Logic<Or>("|", left, right);

    /// <summary>Element-wise "either, but not both" of bools or of the bits of integers, with broadcasting (<c>x ^ y</c>). No power: that is <c>Pow</c>.</summary>
    /// <param name="left">A tensor.</param>
    /// <param name="right">A tensor that broadcasts with it.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <exception cref="NotSupportedException">The elements are float or double.</exception>
    public static Tensor<T> operator ^(Tensor<T> left, Tensor<T> right) => Logic<Xor>("^", left, right);

    static Tensor<T> Logic<TOperation>(string operation, Tensor<T> left, Tensor<T> right)
        where TOperation : ILogic
    {
        if (ElementType.IsFloating<T>())
            throw new NotSupportedException(
                $"{operation}: {ElementType.Keyword<T>()} tensors have no bits to combine; compare first, as in x > 0{(operation == "^" ? ", and write a power as Pow(x, y)" : "")}");
        int[] sizes = Layout.Broadcast(left.Sizes, right.Sizes)
            ?? throw new ArgumentException($"{operation}: {left.Shape} and {right.Shape} do not broadcast");
        var result = Views.Expand(left, sizes).Clone();
        Strided.Walk<T, T, LogicRow<T, TOperation>>(
            sizes, ref result.Origin, result.Strides, ref right.Origin, Views.Expand(right, sizes).Strides);
        return result;
    }

    bool IsNotZero() => Length == 1
        ? ElementType.Convert<T, bool>(Origin)
        : throw new InvalidOperationException(
            $"A tensor of shape {Shape} has {Layout.Elements(Length)} and is no condition; reduce it to one element first");
}
