using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A tensor cannot grow in place.</summary>
public class D2L0708
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var a = Tensor.Zeros(3);
                {|D2L0708:a += Tensor.Ones(2, 3)|};
            }
        }
        """,
        "'a += Tensor.Ones(2, 3)' writes [2, 3] into a [3], but the result would be [2, 3]; write 'a = a + Tensor.Ones(2, 3)'");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var a = Tensor.Zeros(3);
                a = a + Tensor.Ones(2, 3);
            }
        }
        """);
}
