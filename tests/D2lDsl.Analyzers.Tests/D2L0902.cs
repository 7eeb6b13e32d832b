using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A shape is not known from here.</summary>
public class D2L0902
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var {|D2L0902:x|} = Load();
                Console.WriteLine(x);

                static Tensor<float> Load() => Tensor.Zeros(Array.ConvertAll(Console.ReadLine()!.Split(), int.Parse));
            }
        }
        """,
        "The shape of x is not known: Load has no [return: Shape]");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var x = Load();
                Console.WriteLine(x);

                [return: Shape(3, 4)]
                static Tensor<float> Load() => Tensor.Zeros(Array.ConvertAll(Console.ReadLine()!.Split(), int.Parse));
            }
        }
        """);
}
