using static D2lDsl.Ops;

namespace D2lDsl.EagerTests;

/// <summary>Operators, numbers beside tensors, and what is said to operands that do not fit.</summary>
public class OperatorTests
{
    static readonly Tensor<float> A = Tensor.Of([1f, 2f, 4f]);

    [Fact]
    public void Numbers_of_either_kind_stand_on_either_side()
    {
        Expect.Is(A + 1, [3], 2, 3, 5);
        Expect.Is(1 + A, [3], 2, 3, 5);
        Expect.Is(A - 0.5f, [3], 0.5, 1.5, 3.5);
        Expect.Is(8 / A, [3], 8, 4, 2);
        Expect.Is(A / 2, [3], 0.5, 1, 2);
        Expect.Is(2f * A, [3], 2, 4, 8);
        Expect.Is(-A, [3], -1, -2, -4);
        Expect.Is(A * A, [3], 1, 4, 16);
        Expect.Is(Tensor.Of([1, 2]) * 3, [2], 3, 6);
        Expect.Is(Tensor.Of([1L, 2L]) - 3, [2], -2, -1);
        Expect.Is(Tensor.Of([(byte)1]) + 3, [1], 4);
        Expect.Is(0.5 * A.Cast<double>(), [3], 0.5, 1, 2);
        Expect.Is(Pow(A, 2), [3], 1, 4, 16);
        Expect.Is(A.Pow(0.5f), [3], 1, (float)Math.Sqrt(2), 2);
        Expect.Is(Pow(2, A), [3], 2, 4, 16);
        Expect.Is(Maximum(A, 2), [3], 2, 2, 4);
    }

    [Fact]
    public void Half_works_over_any_element_type()
    {
        static Tensor<T> Half<T>(Tensor<T> x)
            where T : unmanaged => Mean(x) / 2;
        Expect.Is(Half(A.Cast<double>()), [], 7.0 / 6);
        Expect.Is(Half(A), [], 7f / 6);
    }

    [Fact]
    public void Comparisons_are_bool_tensors()
    {
        Expect.Is(A < 2, [3], 1, 0, 0);
        Expect.Is(A <= 2f, [3], 1, 1, 0);
        Expect.Is(2 < A, [3], 0, 0, 1);
        Expect.Is(A >= A.Clone(), [3], 1, 1, 1);
        Expect.Is(A == 2, [3], 0, 1, 0);
        Expect.Is(A != 2f, [3], 1, 0, 1);
        Tensor<float> nan = Tensor.Of([float.NaN]), other = nan.Clone();
        Expect.Is(nan == other, [1], 0);
        Expect.Is(nan != other, [1], 1);
        Expect.Is(nan >= other, [1], 0);
        if (Sum(A) > 6)
            return;
        Assert.Fail("a comparison of one element is a condition");
    }

    [Fact]
    public void Where_takes_numbers()
    {
        Expect.Is(Where(A > 1, A, 0), [3], 0, 2, 4);
        Expect.Is(Where(A > 1, 0, A), [3], 1, 0, 0);
        Expect.Is(Where(A > 1, 1f, 0f), [3], 0, 1, 1);
        Expect.Is(A.Where(A > 1, 9), [3], 9, 2, 4);
    }

    [Fact]
    public void Norm_of_a_growing_vector_ends_a_loop_and_NaN_does_too()
    {
        var b = A;
        int steps = 0;
        while (Norm(b) < 1000)
            (b, steps) = (b * 2, steps + 1);
        Assert.Equal(8, steps);
        while (Norm(b * float.NaN) < 1000)
            Assert.Fail("NaN is below nothing");
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_named_with_their_axis()
    {
        Tensor<float> a = Tensor.Zeros(3, 4), b = Tensor.Zeros(3);
        Assert.Equal("Add meets a [3, 4] and b [3]: axis 1 is 4 against 3; sizes must be equal or 1",
            Expect.Error<ArgumentException>(() => a + b));
        Assert.Equal("Less meets a [2, 3, 4] and b [5, 1]: axis 1 is 3 against 5; sizes must be equal or 1",
            Expect.Error<ArgumentException>(() => Tensor.Zeros(2, 3, 4) < Tensor.Zeros(5, 1)));
        Assert.Equal("Where meets condition [3] and values [3, 4]: axis 1 is 3 against 4; sizes must be equal or 1",
            Expect.Error<ArgumentException>(() => Where(b > 0, a, a)));
        Assert.Equal("Add meets a [0] and b [2]: axis 0 is 0 against 2; sizes must be equal or 1",
            Expect.Error<ArgumentException>(() => Tensor.Zeros(0) + Tensor.Zeros(2)));
    }

    [Fact]
    public void Element_types_that_do_not_fit_are_named_with_a_remedy()
    {
        var x = Tensor.Of([1, 2]);
        Assert.Equal("Tanh needs a floating-point tensor, x is Tensor<int>; use x.Cast<float>()",
            Expect.Error<NotSupportedException>(() => Tanh(x)));
        Assert.Equal("Divide needs a floating-point tensor, a is Tensor<int>; use a.Cast<float>()",
            Expect.Error<NotSupportedException>(() => x / 2));
        Assert.Equal("Add needs a numeric tensor, a is Tensor<bool>; use a.Cast<float>()",
            Expect.Error<NotSupportedException>(() => (x > 0) + (x > 0)));
        Assert.Equal("300 is no byte; cast the tensor to int first: x.Cast<int>()",
            Expect.Error<OverflowException>(() => Tensor.Of([(byte)1]) + 300));
    }

    [Fact]
    public void Null_is_named()
    {
        Assert.Equal("a", Assert.Throws<ArgumentNullException>(() => Add(null!, A)).ParamName);
        Assert.Equal("b", Assert.Throws<ArgumentNullException>(() => A * null!).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Exp<float>(null!)).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Sum<float>(null!)).ParamName);
        Assert.Equal("b", Assert.Throws<ArgumentNullException>(() => MatMul(A, null!)).ParamName);
        Assert.Equal("labels", Assert.Throws<ArgumentNullException>(() => CrossEntropy(A, null!)).ParamName);
    }

    [Fact]
    public void Results_are_new_tensors()
    {
        var copy = Detach(A);
        copy[0] = 99f;
        Expect.Is(A, [3], 1, 2, 4);
        Assert.True((A.Reshape(3, 1) + A).IsContiguous);
    }

    [Fact]
    public void Smallest_integers_wrap_as_in_PyTorch()
    {
        Expect.Is(Abs(Tensor.Of([sbyte.MinValue])), [1], sbyte.MinValue);
        Expect.Is(Tensor.Of([int.MaxValue]) + 1, [1], int.MinValue);
    }

    [Fact]
    public void Repeating_views_are_operands_like_any_other()
    {
        var rows = A.BroadcastTo(2, 3);
        var columns = A.Unsqueeze(1).BroadcastTo(3, 2);
        Expect.Is(rows + 1, [2, 3], 2, 3, 5, 2, 3, 5);
        Expect.Is(Exp(0 * columns), [3, 2], 1, 1, 1, 1, 1, 1);
        Expect.Is(rows * columns.T, [2, 3], 1, 4, 16, 1, 4, 16);
        Expect.Is(Where(columns > 1, columns, 0), [3, 2], 0, 0, 2, 2, 4, 4);
        Expect.Is(Sum(rows), [], 14);
        Expect.Is(Sum(rows, 0), [3], 2, 4, 8);
        Expect.Is(Max(columns, 0), [2], 4, 4);
        Expect.Is(MatMul(rows, columns), [2, 2], 21, 21, 21, 21);
        Expect.Is(MatMul(rows, A), [2], 21, 21);
        Expect.Is(MatMul(A, columns), [2], 21, 21);
    }
}
