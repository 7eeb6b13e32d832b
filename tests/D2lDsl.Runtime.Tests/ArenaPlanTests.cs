namespace D2lDsl.Runtime.Tests;

public class ArenaPlanTests
{
    /// <summary>Places temporaries, checks that those alive together lie apart, and gives what is needed over what is alive at most.</summary>
    static double Ratio(int[] lives, long[] counts, int alignment)
    {
        var offsets = new long[counts.Length];
        long needed = ArenaPlan.Place(lives, counts, alignment, offsets);
        for (int i = 0; i < counts.Length; i++)
        {
            Assert.Equal(0, offsets[i] % alignment);
            Assert.InRange(offsets[i], 0, needed - counts[i]);
            for (int j = 0; j < i; j++)
            {
                bool together = lives[2 * i] <= lives[2 * j + 1] && lives[2 * j] <= lives[2 * i + 1];
                bool apart = offsets[i] + counts[i] <= offsets[j] || offsets[j] + counts[j] <= offsets[i];
                Assert.True(apart || !together, $"{i} and {j} overlap");
            }
        }

        long alive = Enumerable.Range(0, lives.Max() + 1).Max(step => counts.Where((_, i) => lives[2 * i] <= step && step <= lives[2 * i + 1])
            .Sum(count => (count + alignment - 1) / alignment * alignment));
        return alive == 0 ? 1 : (double)needed / alive;
    }

    [Fact]
    public void Random_temporaries_do_not_overlap_while_they_live()
    {
        var random = new Random(3);
        double worst = 0;
        for (int round = 0; round < 300; round++)
        {
            int count = random.Next(1, 100);
            int[] lives = new int[2 * count];
            for (int i = 0; i < count; i++)
                lives[2 * i + 1] = (lives[2 * i] = random.Next(30)) + random.Next(10);
            long[] counts = [.. Enumerable.Range(0, count).Select(_ => random.Next(4) == 0 ? 0 : (long)random.Next(1, 5000))];
            worst = Math.Max(worst, Ratio(lives, counts, 16));
        }

        Assert.InRange(worst, 1, 1.5);
    }

    [Fact]
    public void What_lives_one_after_the_other_shares_memory() =>
        Assert.Equal(1, Ratio([0, 1, 1, 2, 2, 3, 3, 4], [100, 200, 100, 200], 16));

    [Fact]
    public void A_gap_is_used_again() => Assert.Equal(1, Ratio([0, 5, 0, 1, 2, 3, 2, 3], [1000, 600, 300, 300], 4));
}
