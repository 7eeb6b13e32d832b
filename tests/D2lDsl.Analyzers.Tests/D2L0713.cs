using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>No such column.</summary>
public class D2L0713
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var table = D2lDsl.Data.Csv.Read("cars.csv").Select("speed", "dist");
                var x = {|D2L0713:table.ToTensor<float>("Speed")|};
            }
        }
        """,
        "The table has no column 'Speed'; it has speed, dist");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var table = D2lDsl.Data.Csv.Read("cars.csv").Select("speed", "dist");
                var x = table.ToTensor<float>("speed");
            }
        }
        """);
}
