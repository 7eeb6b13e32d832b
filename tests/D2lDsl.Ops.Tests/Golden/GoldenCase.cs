using D2lDsl.OpTests.Cases;

namespace D2lDsl.OpTests.Golden;

/// <summary>What PyTorch computed for a case.</summary>
/// <param name="Id">The case.</param>
/// <param name="Inputs">What went in; must still be what the case says.</param>
/// <param name="Value">The result.</param>
/// <param name="Seed">The vector of the vector-Jacobian product; empty where there is no gradient.</param>
/// <param name="Gradients">One per operand, null for operands without one.</param>
/// <param name="Refused">What PyTorch says where it takes no tensors of these sizes, of which one is 0; then there is nothing else.</param>
public sealed record GoldenCase(string Id, TensorData[] Inputs, TensorData Value, double[]? Seed, double[]?[] Gradients, string? Refused = null);
