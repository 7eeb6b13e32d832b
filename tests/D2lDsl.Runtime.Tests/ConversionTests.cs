using SystemTensor = System.Numerics.Tensors.Tensor;

namespace D2lDsl.Runtime.Tests;

public class ConversionTests
{
    [Fact]
    public void Item_and_casts_take_one_element()
    {
        var x = Tensor.Of([3.5f]);
        Assert.Equal((3.5f, 3.5f, 3), (x.Item(), (float)x, (int)x));
        Assert.Equal("Item: shape [2, 3] has 6 elements, and only a tensor of 1 element has an item; index one, as in x[0]",
            Assert.Throws<InvalidOperationException>(() => Tensor.Zeros(2, 3).Item()).Message);
        Tensor<float> scalar = 3;
        Assert.Equal((0, 3f), (scalar.Rank, scalar.Item()));
    }

    [Fact]
    public void Cast_follows_PyTorch()
    {
        Assert.Equal([-1, 2, 0], Tensor.Of([-1.7f, 2.9f, 0f]).Cast<long>().ToArray());
        Assert.Equal([true, false, true], Tensor.Of([0.3, 0.0, double.NaN]).Cast<bool>().ToArray());
        Assert.Equal([1f, 0f], Tensor.Of([true, false]).Cast<float>().ToArray());
        Assert.Equal([44, 127], Tensor.Of([300L, -129L]).Cast<sbyte>().ToArray());
        Assert.Equal([44], Tensor.Of([300f]).Cast<byte>().ToArray());
        Assert.Equal([9_007_199_254_740_993], Tensor.Of([9_007_199_254_740_993]).Cast<long>().ToArray());
        Assert.Equal([0.0, 2.0, 1.0, 3.0], Views.Reshape(Tensor.Arange(4), 2, 2).T.Cast<double>().ToArray());
        var x = Tensor.Ones(2);
        Assert.NotSame(x.Storage, x.Cast<float>().Storage);
    }

    [Fact]
    public void Spans_share_and_arrays_copy()
    {
        var x = Views.Reshape(Tensor.Arange<float>(6), 2, 3);
        x.AsSpan()[5] = 50;
        Assert.Equal(50, x[1, 2].Item());
        x.ToArray()[0] = 1;
        Assert.Equal(0, x[0, 0].Item());
        Assert.Equal([3f, 4f], x[1, ..2].AsSpan().ToArray());
        Assert.Equal("AsSpan: this view of shape [3, 2] with strides [1, 3] is not contiguous; take .Clone().AsSpan() or .ToArray()",
            Assert.Throws<InvalidOperationException>(() => x.T.AsSpan().Length).Message);
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 50f], x.T.Clone().AsSpan().ToArray());
        Assert.Equal("CopyTo: shape [2, 3] has 6 elements, the destination only 5",
            Assert.Throws<ArgumentException>(() => x.CopyTo(new float[5])).Message);
        Assert.Equal("CopyFrom: shape [2, 3] has 6 elements, the source 1",
            Assert.Throws<ArgumentException>(() => x.CopyFrom([1f])).Message);
    }

    [Fact]
    public void Tensor_spans_share_views_too()
    {
        var x = Views.Reshape(Tensor.Arange<float>(6), 2, 3);
        var span = x.T.AsTensorSpan();
        Assert.Equal([3, 2], span.Lengths.ToArray().Select(length => (int)length));
        Assert.Equal(5, x.T.AsReadOnlyTensorSpan()[2, 1]);
        span[2, 1] = 55;
        Assert.Equal(55, x[1, 2].Item());
        Assert.Equal(1, x[..1, 1..2].AsReadOnlyTensorSpan()[0, 0]);
    }

    [Fact]
    public void System_tensors_share_both_ways()
    {
        var x = Views.Reshape(Tensor.Arange<float>(6), 2, 3);
        System.Numerics.Tensors.Tensor<float> system = x;
        system[1, 2] = 55;
        Assert.Equal(55, x[1, 2].Item());
        Tensor<float> back = system;
        Assert.Same(x.Storage, back.Storage);
        Assert.Equal([2, 3], back.Shape);

        Tensor<double> created = SystemTensor.Create([1.0, 2, 3, 4, 5, 6], [2, 3]);
        Assert.Equal([1, 2, 3, 4, 5, 6], created.ToArray());
        Tensor<double> part = SystemTensor.Create([1.0, 2, 3, 4, 5, 6], 1, [2, 2], [3, 1]);
        Assert.Equal([2, 3, 5, 6], part.ToArray());
        System.Numerics.Tensors.Tensor<float> transposed = x.T;
        Assert.Equal(3, transposed[0, 1]);
        System.Numerics.Tensors.Tensor<float> scalar = Tensor.Of(4f);
        Assert.Equal(4, scalar[0]);
    }

    [Fact]
    public void CopyFrom_broadcasts_and_clone_is_independent()
    {
        var x = Tensor.Zeros(2, 2);
        x.CopyFrom(Tensor.Of([1f, 2f]));
        var clone = x.Clone();
        x.Fill(9);
        Assert.Equal([1f, 2f, 1f, 2f], clone.ToArray());
        x.CopyFrom([4f, 3f, 2f, 1f]);
        Assert.Equal([4f, 3f, 2f, 1f], x.ToArray());
        Assert.True(x.Equals(x) && !x.Equals(x.Clone()));
    }
}
