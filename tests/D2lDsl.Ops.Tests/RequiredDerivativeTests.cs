using D2lDsl.Compiler.Ops;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.OpTests;

/// <summary>An op without a derivative does not compile.</summary>
public class RequiredDerivativeTests
{
    [Theory]
    [InlineData("UnaryOp", "Forward = x => x * x,", "Vjp = (dy, x, y) => dy * 2 * x,")]
    [InlineData("BinaryOp", "Forward = (a, b) => a * b, VjpA = (dy, a, b, y) => dy * b,", "VjpB = (dy, a, b, y) => dy * a,")]
    [InlineData("ReductionOp", "Monoid = Monoid.Sum,", "Vjp = (dy, x, y, count, over) => dy,")]
    public void Leaving_it_out_is_an_error(string kind, string others, string derivative)
    {
        Assert.Empty(Errors(kind, others + derivative));
        Assert.Equal(["CS9035"], Errors(kind, others));
    }

    static IEnumerable<string> Errors(string kind, string parts)
    {
        var compilation = Compile.Source($$"""
            using D2lDsl.Compiler.Ops;

            static class Family
            {
                public static readonly {{kind}} Entry = new() { Surface = "Op", Summary = "An op.", Torch = "torch.op(x)", Domain = Domain.All, {{parts}} };
            }
            """).AddReferences(MetadataReference.CreateFromFile(typeof(Op).Assembly.Location));
        return compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id);
    }
}
