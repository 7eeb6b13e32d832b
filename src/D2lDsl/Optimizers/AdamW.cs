namespace D2lDsl;

/// <summary>
/// Adam with decoupled weight decay (<c>torch.optim.AdamW</c>): first p ← (1 − learningRate · weightDecay) · p, then a step of
/// <see cref="Adam"/> along the gradient as it is.
/// </summary>
/// <param name="learningRate">How far to go; 0 or more.</param>
/// <param name="beta1">How much of the mean gradient m stays; 0 or more and below 1.</param>
/// <param name="beta2">How much of the mean square v stays; 0 or more and below 1.</param>
/// <param name="epsilon">Keeps the denominator from 0; 0 or more.</param>
/// <param name="weightDecay">How fast parameters shrink; 0 or more.</param>
/// <param name="amsGrad">Divides by the largest v so far.</param>
/// <exception cref="ArgumentOutOfRangeException">One of them is out of range.</exception>
public sealed class AdamW(
    double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01, bool amsGrad = false)
    : Adam(learningRate, beta1, beta2, epsilon, weightDecay, amsGrad)
{
    internal override bool IsDecoupled => true;
}
