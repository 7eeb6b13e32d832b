using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Index string cannot be read.</summary>
public class D2L0240
{
    [Theory]
    [InlineData("ij,jk->il", "the result has the label 'l', which no operand has; take it out, or label an axis of an operand by it")]
    [InlineData("ij,jk->ii", "the result has the label 'i' twice; name every axis of the result once")]
    [InlineData("ij,j->i", "'j' labels 1 axis of a tensor of rank 2; give every axis one label")]
    [InlineData("ij->i", "it names 1 operand where 2 tensors are given; separate one list of labels for each tensor by commas")]
    [InlineData("ij,j2->i", "'2' is no label; label axes by letters, and leading axes by '...'")]
    [InlineData("ij,jk->i->k", "it has more than one arrow; write one '->' before the labels of the result")]
    [InlineData("...i...,jk->i", "'...i...' has more than one '...'; leave one, for all axes without a label")]
    public Task A_string_that_says_nothing(string pattern, string message) => Diagnose<ModelAnalyzer>.With($$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "m")] Tensor<float> w) => Sum({|D2L0240:Einsum("{{pattern}}", x, w)|});
        }
        """,
        $"Einsum by '{pattern}': {message}");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            const string Product = "...ij, ...jk -> ...ik";

            [Model]
            public static Tensor<float> F([Shape("b", "n", "d")] Tensor<float> x, [Parameter, Shape("d", "m")] Tensor<float> w) => Sum(Einsum(Product, x, w) + Einsum("bij,jk", x, w));
        }
        """);
}
