namespace D2lDsl.EagerTests;

/// <summary>Selecting the first places of long lines gives those of sorting them.</summary>
public class RankingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(499)]
    public void The_first_places_are_those_of_the_order(int k)
    {
        var numbers = Tensor.RandN(new Random(k), 3, 4000);
        // Equal elements, NaN, infinities; and lines in either order, in which every element is one of the first for a time.
        numbers = Ops.Where(numbers > 1.5f, Ops.Floor(numbers * 4), numbers);
        numbers = Ops.Where(numbers < -2.5f, float.NaN, numbers);
        numbers[1, ..] = Tensor.Arange(4000f);
        numbers[2, ..] = Tensor.Arange(4000f).Flip(0);
        numbers[0, 7] = float.PositiveInfinity;
        Check(numbers, k);
        Check(numbers.Cast<double>(), k);
        Check(Tensor.Of(Enumerable.Range(0, 4000).Select(i => i * 7919 % 5).ToArray()), k, axis: 0);
        Check(Tensor.Of(Enumerable.Range(0, 4000).Select(i => i * 7919L % 1009).ToArray()), k, axis: 0);
        Check(numbers.T, k, axis: 0);
    }

    static void Check<T>(Tensor<T> x, int k, int axis = 1)
        where T : unmanaged
    {
        foreach (bool largest in (bool[])[true, false])
        {
            var (values, places) = Ops.TopK(x, k, axis, largest);
            var sorted = Ops.ArgSort(x, axis, descending: largest).Slice(axis, 0, k, 1).Clone();
            Assert.Equal(sorted.ToArray(), places.ToArray());
            Assert.Equal(Ops.Gather(x, axis, sorted).ToArray(), values.ToArray());
        }
    }
}
