namespace D2lDsl.Benchmarks;

/// <summary>What one row gave on so many threads: a time here and at the peer for every round, in microseconds.</summary>
/// <param name="Limit">The shortest time possible; 0 where none is named.</param>
/// <param name="Rejected">Rounds thrown away because other processes had the processor.</param>
/// <param name="Noisy">True where too few quiet rounds came and noisy ones were taken too.</param>
sealed record TableResult(TableRow Row, int Threads, IReadOnlyList<(double Here, double Peer)> Rounds, double Limit, int Rejected, bool Noisy)
{
    public double Here => Median(Rounds.Select(r => r.Here));

    public double Peer => Median(Rounds.Select(r => r.Peer));

    public double Ratio => Peer / Here;

    /// <summary>The lowest and the highest ratio of one round.</summary>
    public (double Low, double High) Spread => (Rounds.Min(r => r.Peer / r.Here), Rounds.Max(r => r.Peer / r.Here));

    /// <summary>How much of what the machine can do the row reaches; 0 where no limit is named.</summary>
    public double Share => Limit / Here;

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
