namespace D2lDsl.Runtime.Tests;

public class LogicTests
{
    [Fact]
    public void One_element_is_a_condition()
    {
        Assert.True(Holds(Tensor.Of(true)) && Holds(Tensor.Of([[2f]])) && Holds(Tensor.Of(double.NaN)) && Holds(Tensor.Of(-1)));
        Assert.False(Holds(Tensor.Of(false)) || Holds(Tensor.Of(0f)) || Holds(Tensor.Of(-0.0)) || Holds(Tensor.Of(0L)));
        var (yes, no) = (Tensor.Of(true), Tensor.Of([false]));
        Assert.True(yes && !no ? true : false);
        Assert.True(no || yes ? true : false);
        Assert.False(yes && false ? true : false);

        static bool Holds<T>(Tensor<T> x)
            where T : unmanaged => x ? true : false;
    }

    [Theory]
    [InlineData(2, "A tensor of shape [2] has 2 elements and is no condition; reduce it to one element first")]
    [InlineData(0, "A tensor of shape [0] has 0 elements and is no condition; reduce it to one element first")]
    public void Another_number_of_elements_is_no_condition(int size, string message)
    {
        var x = Tensor.Ones<bool>(size);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => x ? 1 : 0).Message);
    }

    [Fact]
    public void And_or_not_broadcast()
    {
        var (column, row) = (Tensor.Of([[true], [false]]), Tensor.Of([true, false]));
        Assert.Equal([true, false, false, false], (column & row).ToArray());
        Assert.Equal([true, true, true, false], (column | row).ToArray());
        Assert.Equal([false, true], (!row).ToArray());
        Assert.Equal([true, false], (!Tensor.Of([0f, 0.5f])).ToArray());
        Assert.Equal([4, 0], (Tensor.Of([12, 3]) & 4).ToArray());
        Assert.Equal([-1L, 7L], (Tensor.Of([-1L, 3L]) | Tensor.Of([4L])).ToArray());
        Assert.Equal([true, false], row.ToArray());
    }

    [Fact]
    public void Says_what_does_not_fit()
    {
        Assert.Equal("&: [2] and [3] do not broadcast",
            Assert.Throws<ArgumentException>(() => Tensor.Ones<bool>(2) & Tensor.Ones<bool>(3)).Message);
        Assert.Equal("|: float tensors have no bits to combine; compare first, as in x > 0",
            Assert.Throws<NotSupportedException>(() => Tensor.Ones(2) | Tensor.Ones(2)).Message);
    }
}
