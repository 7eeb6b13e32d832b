namespace D2lDsl.Runtime.Tests;

public class NamedTensorsTests
{
    [Fact]
    public void Tensors_lie_one_after_the_other()
    {
        var tensors = new NamedTensors<float>("W", "B", "S");
        Assert.True(tensors.Resize(2, 2, 3, 1, 3, 0));
        Assert.Equal([10], tensors.Flat.Shape);
        tensors["W"].Fill(1);
        tensors["B"].Fill(2);
        tensors.At(2).Fill(3);
        Assert.Equal([1f, 1f, 1f, 1f, 1f, 1f, 2f, 2f, 2f, 3f], tensors.Flat.ToArray());
        Assert.Equal(["W", "B", "S"], tensors.Names);
        Assert.Equal(["[2, 3]", "[3]", "[]"], tensors.Select(entry => entry.Value.Shape.ToString()));
        Assert.Equal("W [2, 3], B [3], S []", tensors.ToString());
    }

    [Fact]
    public void Resizing_to_the_same_sizes_changes_and_allocates_nothing()
    {
        var tensors = new NamedTensors<float>("W", "B");
        int[] sizes = [2, 2, 3, 1, 3];
        tensors.Resize(sizes);
        var (w, flat) = (tensors["W"], tensors.Flat);
        w.Fill(5);
        Assert.Equal(0, Allocation.Of(() => tensors.Resize(sizes)));
        Assert.Same(w, tensors["W"]);
        Assert.Same(flat, tensors.Flat);
        Assert.True(tensors.Resize(2, 4, 3, 1, 3));
        Assert.Equal([4, 3], tensors["W"].Shape);
        Assert.All(tensors.Flat.ToArray(), element => Assert.Equal(0, element));
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        var tensors = new NamedTensors<float>("W", "B");
        Assert.Equal("W has no size yet; a kernel's gradients get theirs in the first ForwardBackward",
            Assert.Throws<InvalidOperationException>(() => tensors["W"]).Message);
        Assert.Equal("No tensor is named V; the names are W, B", Assert.Throws<KeyNotFoundException>(() => tensors["V"]).Message);
        Assert.Equal("Resize: [1, 3, 2, 4] ends before the shape of B, tensor 1 of 2",
            Assert.Throws<ArgumentException>(() => tensors.Resize(1, 3, 2, 4)).Message);
        Assert.Equal("Resize: [1, 3, 1, 4, 0] has shapes for more than the 2 tensors there are",
            Assert.Throws<ArgumentException>(() => tensors.Resize(1, 3, 1, 4, 0)).Message);
        Assert.Equal("Two tensors are named W; names must differ",
            Assert.Throws<ArgumentException>(() => new NamedTensors<float>("W", "B", "W")).Message);
    }
}
