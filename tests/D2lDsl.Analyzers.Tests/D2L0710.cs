using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Another number of elements.</summary>
public class D2L0710
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var a = {|D2L0710:Tensor.From(new float[6], 2, 4)|};
            }
        }
        """,
        "'Tensor.From(new float[6], 2, 4)': [2, 4] has 8 elements, the data 6; give as many of them, or another shape");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var a = Tensor.From(new float[8], 2, 4);
            }
        }
        """);
}
