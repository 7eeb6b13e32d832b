using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A shape on a member that is no module.</summary>
public class D2L0111
{
    [Fact]
    public Task A_class_that_is_no_module() => Diagnose<ModelAnalyzer>.With("""
        public sealed class Settings { }

        [Model]
        public sealed partial class Net
        {
            [Shape("d", "h")] readonly Settings {|D2L0111:settings|} = new();

            [Parameter, Shape("d")] public partial Tensor<float> W { get; }
        }
        """,
        "settings has a [Shape], but Settings is no module; mark that class [Model], or remove the [Shape]");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public sealed class Settings { }

        [Model]
        public sealed partial class Net
        {
            public readonly Settings Settings = new();

            [Shape("d")] public Tensor<float>? Mean { get; init; }

            [Parameter, Shape("d")] public partial Tensor<float> W { get; }
        }
        """);
}
