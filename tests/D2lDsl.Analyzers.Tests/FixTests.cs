using D2lDsl.CodeFixes;
using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>What the light bulb offers.</summary>
public class FixTests
{
    [Theory]
    [InlineData("y += w", "y = y + w")]
    [InlineData("y -= w * 2", "y = y - (w * 2)")]
    [InlineData("y *= Tanh(w)", "y = y * Tanh(w)")]
    [InlineData("y /= Sum(w)", "y = y / Sum(w)")]
    public Task A_write_becomes_a_new_value(string inPlace, string outOfPlace) => Fix<ModelAnalyzer, OutOfPlaceFix>
        .From(Model($"{{|D2L0104:{inPlace}|}}")).To(Model(outOfPlace));

    [Theory]
    [InlineData("public static class", "public static partial class")]
    [InlineData("class", "partial class")]
    public Task A_type_becomes_partial(string before, string after) => Fix<ModelAnalyzer, PartialFix>
        .From(Type(before, "{|D2L0102:P|}")).To(Type(after, "P"));

    static string Model(string statement) => $$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w)
            {
                var y = w * 2;
                {{statement}};   // once
                return Sum(y);
            }
        }
        """;

    static string Type(string kind, string name) => $$"""
        /// <summary>Kept.</summary>
        {{kind}} {{name}}
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum(w);
        }
        """;
}
