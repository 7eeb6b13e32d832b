/// <summary>What training found.</summary>
/// <param name="Weights">One weight a feature.</param>
/// <param name="Bias">The bias.</param>
/// <param name="BatchLosses">The loss of every batch, before its step.</param>
/// <param name="EpochLosses">The loss over all examples after every epoch.</param>
public sealed record TrainedLine(
    float[] Weights, float Bias, IReadOnlyList<float> BatchLosses, IReadOnlyList<float> EpochLosses);
