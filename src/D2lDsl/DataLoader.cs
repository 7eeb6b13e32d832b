namespace D2lDsl;

/// <summary>Makes data loaders with the element types read off the tensors.</summary>
public static class DataLoader
{
    /// <summary>Goes through samples and their targets in batches (<c>torch.utils.data.DataLoader(TensorDataset(x, y), …)</c>).</summary>
    /// <typeparam name="TX">Element type of the samples.</typeparam>
    /// <typeparam name="TY">Element type of the targets.</typeparam>
    /// <param name="x">The samples: axis 0 counts them.</param>
    /// <param name="y">Their targets: axis 0 is as long.</param>
    /// <param name="batchSize">Samples per batch, 1 or more.</param>
    /// <param name="shuffle">Whether every pass takes the samples in a new random order.</param>
    /// <param name="seed">Makes the orders reproducible.</param>
    /// <param name="dropLast">Whether to leave out a last batch that is too short.</param>
    /// <exception cref="ArgumentException">The tensors differ in the number of samples.</exception>
    public static DataLoader<TX, TY> Of<TX, TY>(
        Tensor<TX> x, Tensor<TY> y, int batchSize, bool shuffle = false, int? seed = null, bool dropLast = false)
        where TX : unmanaged
        where TY : unmanaged => new(x, y, batchSize, shuffle, seed, dropLast);
}
