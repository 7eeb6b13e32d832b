using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A module without an end.</summary>
public class D2L0113
{
    [Fact]
    public Task Holding_itself() => Diagnose<ModelAnalyzer>.With("""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d")] public partial Tensor<float> W { get; }

            [Shape("d")] readonly Net {|D2L0113:next|};
        }
        """,
        "Net contains itself through Net.next; its parameters would never end; hold a module of another type");

    [Fact]
    public Task Through_another() => Diagnose<ModelAnalyzer>.With("""
        [Model] public sealed partial class A { [Shape("d")] readonly B {|D2L0113:b|}; [Parameter, Shape("d")] public partial Tensor<float> W { get; } }
        [Model] public sealed partial class B { [Shape("d")] readonly A {|D2L0113:a|}; [Parameter, Shape("d")] public partial Tensor<float> W { get; } }
        """);

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        [Model] public sealed partial class A { [Parameter, Shape("d")] public partial Tensor<float> W { get; } }
        [Model] public sealed partial class B { [Shape("d", Count = 2)] readonly A[] many; [Shape("d")] readonly A one; }
        """);
}
