using D2lDsl;
using static D2lDsl.Ops;

namespace TrainingLoopSample;

/// <summary>The mistake that the notes warn of.</summary>
public static class Wrong
{
    /// <summary>The mean of all differences of two tensors that are stretched to one another, and not of the n that were meant.</summary>
    public static float Loss(Tensor<float> yHat, Tensor<float> y) => Mean(Square(yHat - y) / 2).Item();
}
