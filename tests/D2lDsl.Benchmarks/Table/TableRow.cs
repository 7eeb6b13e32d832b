namespace D2lDsl.Benchmarks;

/// <summary>One row of the table: the same work here and in PyTorch.</summary>
/// <param name="Name">What it is called on the command line and in peer.py.</param>
/// <param name="Title">What the table calls it.</param>
/// <param name="Goals">How many times as fast as PyTorch it is meant to be, on one thread and on two; 0 where there is no such goal.</param>
/// <param name="Flops">Multiplications and additions of its matrix products; 0 where memory is the limit.</param>
/// <param name="Read">Bytes it has to read.</param>
/// <param name="Written">Bytes it has to write.</param>
/// <param name="Prepare">Makes the data and gives what is timed.</param>
sealed record TableRow(string Name, string Title, (double One, double Two) Goals, double Flops, double Read, double Written, Func<Action> Prepare)
{
    public double Goal(int threads) => threads == 1 ? Goals.One : Goals.Two;
}
