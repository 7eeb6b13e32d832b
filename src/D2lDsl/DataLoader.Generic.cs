using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>
/// Goes through samples and their targets in batches (<c>torch.utils.data.DataLoader</c>): <c>foreach (var (x, y) in loader)</c> is one
/// epoch. A short last batch is kept unless told otherwise.
/// </summary>
/// <remarks>
/// All batches are written into the same two buffers, so a batch is good until the next one; Clone() what must last. After the first
/// epoch nothing is allocated. For the same reason there is no IEnumerable, which ToList() could exhaust, and two loops over one loader
/// must not be nested.
/// </remarks>
/// <typeparam name="TX">Element type of the samples.</typeparam>
/// <typeparam name="TY">Element type of the targets.</typeparam>
public sealed class DataLoader<TX, TY>
    where TX : unmanaged
    where TY : unmanaged
{
    readonly BatchBuffer<TX> x;
    readonly BatchBuffer<TY> y;
    readonly int[] order;
    readonly Shuffler? shuffler;

    /// <summary>Makes a loader. The tensors are not copied: later changes to them show in later batches.</summary>
    /// <param name="x">The samples: axis 0 counts them.</param>
    /// <param name="y">Their targets: axis 0 is as long.</param>
    /// <param name="batchSize">Samples per batch, 1 or more.</param>
    /// <param name="shuffle">Whether every pass takes the samples in a new random order.</param>
    /// <param name="seed">Makes the orders reproducible.</param>
    /// <param name="dropLast">Whether to leave out a last batch that is too short.</param>
    /// <exception cref="ArgumentException">The tensors differ in the number of samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is not positive.</exception>
    public DataLoader(Tensor<TX> x, Tensor<TY> y, int batchSize, bool shuffle = false, int? seed = null, bool dropLast = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (batchSize < 1)
            throw new ArgumentOutOfRangeException(null, $"DataLoader: batchSize is {batchSize}; it must be 1 or more");
        if (x.Rank == 0 || y.Rank == 0 || x.Sizes[0] != y.Sizes[0])
            throw new ArgumentException(
                $"DataLoader: x has shape {x.Shape}, y has {y.Shape}; their first axes count the samples and must agree");
        int samples = x.Sizes[0];
        BatchSize = batchSize;
        Count = dropLast ? samples / batchSize : (int)(((long)samples + batchSize - 1) / batchSize);
        int capacity = Math.Min(batchSize, samples), rest = samples % batchSize;
        this.x = new BatchBuffer<TX>(x, capacity, rest);
        this.y = new BatchBuffer<TY>(y, capacity, rest);
        order = new int[samples];
        for (int i = 0; i < samples; i++)
            order[i] = i;
        shuffler = shuffle ? new Shuffler((ulong)(seed ?? Random.Shared.NextInt64())) : null;
    }

    /// <summary>Batches per epoch (<c>len(loader)</c>).</summary>
    public int Count { get; }

    /// <summary>Samples per batch, but for a short last one.</summary>
    public int BatchSize { get; }

    /// <summary>Starts an epoch: shuffles, if asked to, and gives the batches in turn.</summary>
    public Enumerator GetEnumerator()
    {
        shuffler?.Shuffle(order);
        return new Enumerator(this);
    }

    /// <summary>One epoch under way.</summary>
    public struct Enumerator
    {
        readonly DataLoader<TX, TY> loader;
        int batch;

        internal Enumerator(DataLoader<TX, TY> loader)
        {
            this.loader = loader;
            batch = -1;
        }

        /// <summary>The batch: samples and targets, overwritten by the next one.</summary>
        public (Tensor<TX> X, Tensor<TY> Y) Current { get; private set; }

        /// <summary>Fills the buffers with the next batch.</summary>
        /// <returns>Whether there was one.</returns>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public bool MoveNext()
        {
            if (++batch >= loader.Count)
                return false;
            int start = batch * loader.BatchSize;
            var rows = loader.order.AsSpan(start, Math.Min(loader.BatchSize, loader.order.Length - start));
            Current = (loader.x.Gather(rows), loader.y.Gather(rows));
            return true;
        }
    }
}
