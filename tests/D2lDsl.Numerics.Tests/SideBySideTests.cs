using System.Runtime.Intrinsics;
using D2lDsl.Runtime;

namespace D2lDsl.Numerics.Tests;

/// <summary>Rows side by side: what is loaded, turned and stored is what lies there, and nothing beside it is touched.</summary>
public sealed class SideBySideTests
{
    const float Untouched = -7;

    [Fact]
    public void Pairs_are_columns_and_rows_again()
    {
        foreach (var both in new[] { false, true })
            for (var rows = 0; rows <= 20; rows++)
            {
                var width = both ? 2 : 1;
                // Nothing lies behind the last row: a load past it would give these tests away only by its values.
                var source = Enumerable.Range(1, Math.Max(1, rows * width)).Select(i => (float)i).ToArray();
                var wide = source.Select(x => (double)x).ToArray();
                var first = VectorMath.LoadPair(ref source[0], both, rows, out var second);
                var wideFirst = VectorMath.LoadPair(ref wide[0], both, rows, out var wideSecond);
                for (var lane = 0; lane < 16; lane++)
                {
                    Assert.Equal(lane < rows ? source[lane * width] : 0, first[lane]);
                    Assert.Equal(lane < rows && both ? source[lane * width + 1] : 0, second[lane]);
                    if (lane < 8)
                    {
                        Assert.Equal(lane < rows ? wide[lane * width] : 0, wideFirst[lane]);
                        Assert.Equal(lane < rows && both ? wide[lane * width + 1] : 0, wideSecond[lane]);
                    }
                }

                var (target, wideTarget) = (Enumerable.Repeat(Untouched, 48).ToArray(), Enumerable.Repeat((double)Untouched, 48).ToArray());
                VectorMath.StorePair(first, second, ref target[3], both, rows);
                VectorMath.StorePair(wideFirst, wideSecond, ref wideTarget[3], both, rows);
                for (var i = 0; i < target.Length; i++)
                {
                    Assert.Equal(i >= 3 && i < 3 + Math.Min(rows, 16) * width ? source[i - 3] : Untouched, target[i]);
                    Assert.Equal(i >= 3 && i < 3 + Math.Min(rows, 8) * width ? wide[i - 3] : Untouched, wideTarget[i]);
                }
            }
    }

    [Fact]
    public void A_block_is_turned_and_turned_back()
    {
        var random = new Random(1);
        for (var rows = 1; rows <= 18; rows++)
            for (var columns = 1; columns <= 16; columns++)
                foreach (var pitch in new[] { columns, columns + 3 })
                {
                    var source = Enumerable.Range(0, (rows - 1) * pitch + columns).Select(_ => random.NextSingle()).ToArray();
                    var (turned, back) = (Enumerable.Repeat(Untouched, 256).ToArray(), Enumerable.Repeat(Untouched, source.Length + 5).ToArray());
                    VectorMath.Turn(ref source[0], pitch, rows, columns, ref turned[0], 16);
                    VectorMath.Turn(ref turned[0], 16, columns, rows, ref back[0], pitch);
                    for (var column = 0; column < 16; column++)
                        for (var row = 0; row < 16; row++)
                            Assert.Equal(column < columns && row < rows ? source[row * pitch + column] : Untouched, turned[column * 16 + row]);
                    for (var i = 0; i < back.Length; i++)
                        Assert.Equal(i < source.Length && i / pitch < 16 && i % pitch < columns ? source[i] : Untouched, back[i]);
                }
    }

    [Fact]
    public void Places_are_gathered_where_a_lane_counts()
    {
        var source = Enumerable.Range(0, 100).Select(i => (float)i).ToArray();
        for (var count = 0; count <= 16; count++)
        {
            // The other lanes' places lie outside, and are not read.
            var at = Vector512.ConditionalSelect(VectorMath.SinglePart(count).AsInt32(), Vector512<int>.Indices * 6, Vector512.Create(int.MaxValue / 2));
            var found = VectorMath.Gather(ref source[2], at, VectorMath.SinglePart(count));
            for (var lane = 0; lane < 16; lane++)
                Assert.Equal(lane < count ? 2 + 6 * lane : 0, found[lane]);
        }
    }
}
