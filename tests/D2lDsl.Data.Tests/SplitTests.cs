namespace D2lDsl.Data.Tests;

public class SplitTests
{
    static readonly Tensor<float> X = Tensor.From([.. Enumerable.Range(0, 20).Select(i => (float)i)], 10, 2);
    static readonly Tensor<int> Y = Tensor.From([.. Enumerable.Range(0, 10)]);

    [Fact]
    public void Every_row_goes_to_one_part_together_with_its_label()
    {
        var parts = Split.TrainTest(X, Y, testFraction: 0.3, seed: 1);

        Assert.Equal([7, 2], parts.TrainX.Shape);
        Assert.Equal([3], parts.TestY.Shape);
        Assert.Equal(Enumerable.Range(0, 10), parts.TrainY.ToArray().Concat(parts.TestY.ToArray()).Order());
        foreach (var (x, y) in new[] { (parts.TrainX, parts.TrainY), (parts.TestX, parts.TestY) })
            Assert.Equal(y.ToArray().SelectMany(label => new[] { 2f * label, 2f * label + 1 }), x.ToArray());
    }

    [Fact]
    public void A_seed_makes_it_reproducible()
    {
        Assert.Equal(Split.TrainTest(X, Y, seed: 7).TestY.ToArray(), Split.TrainTest(X, Y, seed: 7).TestY.ToArray());
        Assert.NotEqual(Split.TrainTest(X, Y, seed: 7).TrainY.ToArray(), Split.TrainTest(X, Y, seed: 8).TrainY.ToArray());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(0.01)]
    [InlineData(double.NaN)]
    public void Refuses_to_leave_a_part_empty(double fraction) => Assert.Contains(
        "leaves one part empty", Assert.Throws<ArgumentException>(() => Split.TrainTest(X, Y, fraction)).Message);

    [Fact]
    public void Refuses_labels_of_other_examples() => Assert.Equal(
        "Split.TrainTest: x has shape [10, 2] and y has shape [3]; both need the same first axis, one row an example",
        Assert.Throws<ArgumentException>(() => Split.TrainTest(X, Tensor.Ones(3))).Message);
}
