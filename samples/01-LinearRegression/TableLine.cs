/// <summary>A line fitted to a table, in the table's own units: target = Intercept + Σ Coefficients[i] · Features[i].</summary>
/// <param name="Target">The column that is predicted.</param>
/// <param name="Features">The columns it is predicted from.</param>
/// <param name="Coefficients">How much the target grows with each feature.</param>
/// <param name="Intercept">The target where all features are 0.</param>
/// <param name="RSquared">The part of the target's variance that the line explains, up to 1.</param>
/// <param name="Losses">The mean squared half-loss at every step, of the standardised target.</param>
public sealed record TableLine(
    string Target, IReadOnlyList<string> Features, double[] Coefficients, double Intercept, double RSquared, IReadOnlyList<float> Losses);
