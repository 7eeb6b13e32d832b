using D2lDsl.Compiler.Ir;
using D2lDsl.CompilerTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Fusing;

/// <summary>A loop that keeps values of a row from pass to pass and adds up columns: each row reads what it kept itself.</summary>
public class KeptRowsTests
{
    const string Model = """
        public static partial class M
        {
            [Model]
            public static Tensor<double> F([Parameter, Shape("n", "d")] Tensor<double> x, [Parameter, Shape("d")] Tensor<double> scale, [Parameter, Shape("d")] Tensor<double> shift)
                => Mean(Square(LayerNorm(x, scale, shift)[.., 0]));
        }
        """;

    static readonly Lazy<Generated> All = new(() => Generated.From(Model));

    [Theory]
    [InlineData(1, 20)]
    [InlineData(4, 20)]
    [InlineData(9, 21)]
    [InlineData(6, 70)]
    public void Every_row_has_its_own(int n, int d)
    {
        var probe = new Probe(All.Value.Type("M"), "F", new Dictionary<string, int> { ["n"] = n, ["d"] = d });
        probe.KernelAgreesWithEager();
        probe.GradientsAreCentralDifferences();
    }

    [Fact]
    public void The_model_is_one_that_keeps_a_row_and_adds_up_columns()
    {
        Assert.Contains(Compiled.Program(Model, isBackward: true).Kernel.Steps.OfType<RowProgram>(), p => p.Kept.Count > 0 && p.Sinks.Any(s => s is MemoryTotal { Level: Level.Element }));
    }
}
