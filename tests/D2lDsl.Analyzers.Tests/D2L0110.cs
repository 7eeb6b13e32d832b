using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A module with its own constructor.</summary>
public class D2L0110
{
    [Fact]
    public Task A_constructor_of_ones_own() => Diagnose<ModelAnalyzer>.With("""
        [Model]
        public sealed partial class Net
        {
            public {|D2L0110:Net|}(int size) { }

            [Parameter, Shape("d")] public partial Tensor<float> W { get; }
        }
        """,
        "Net has a constructor of its own; a module's constructor is generated, from its size symbols and a seed");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        [Model]
        public sealed partial class Net
        {
            public static Net Small() => new(d: 2);

            [Parameter, Shape("d")] public partial Tensor<float> W { get; }
        }
        """);
}
