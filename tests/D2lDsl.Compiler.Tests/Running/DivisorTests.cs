using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Running;

/// <summary>What a row shares as a divisor is inverted once; where the inverse is no ordinary number, quotients are the same as one by one.</summary>
public class DivisorTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(7)]
    public void Rows_with_any_sum_have_the_quotients_of_single_elements(int width)
    {
        float[] sums = [1, 3, 1e-39f, -1e-39f, 3e-45f, 1.2e-38f, 2e38f, -3e38f, 9e37f, 0, float.PositiveInfinity, float.NaN, 1e30f, 1e-30f];
        var x = Tensor.Zeros(sums.Length, width);
        for (var i = 0; i < sums.Length; i++)
        {
            // Two numbers make the sum, so that the others may be 0.
            x[i, 0] = sums[i] / 2;
            x[i, width - 1] = sums[i] - sums[i] / 2;
        }
        var quotients = new LargeModels.SharesKernel().Forward(x);
        for (var i = 0; i < sums.Length; i++)
        {
            var sum = x[i, 0].Item() + x[i, width - 1].Item();
            foreach (var j in new[] { 0, 1, width - 1 })
            {
                var (expected, actual) = (x[i, j].Item() / sum, quotients[i, j].Item());
                Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= 2.4e-7f * Math.Abs(expected), $"row {i}, column {j}: {actual}, not {expected}");
            }
        }
    }
}
