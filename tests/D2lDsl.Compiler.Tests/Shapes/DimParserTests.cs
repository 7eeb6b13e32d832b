using D2lDsl.Compiler.Shapes;

namespace D2lDsl.CompilerTests.Shapes;

/// <summary>What users may write for a size, and what they are told otherwise.</summary>
public class DimParserTests
{
    [Theory]
    [InlineData("n", "n")]
    [InlineData(" 2 * d ", "2*d")]
    [InlineData("h/2", "(h/2)")]
    [InlineData("(n-1)*k + 3", "k*n - k + 3")]
    [InlineData("batch_size", "batch_size")]
    [InlineData("d2", "d2")]
    [InlineData("12", "12")]
    [InlineData("2*(n + 3*(m - 1))", "6*m + 2*n - 6")]
    public void Reads(string text, string size)
    {
        var (dim, error) = DimParser.Parse(text);
        Assert.Null(error);
        Assert.Equal(size, dim!.ToString());
    }

    [Theory]
    [InlineData("", "it ends too early")]
    [InlineData("n +", "it ends too early")]
    [InlineData("n m", "'m' is not expected at position 2")]
    [InlineData("(n", "a ')' is missing")]
    [InlineData("n)", "')' is not expected at position 1")]
    [InlineData("*n", "'*' is not expected at position 0")]
    [InlineData("n % 2", "'%' is not expected at position 2")]
    [InlineData("2n", "'2n' is no name")]
    [InlineData("n/0", "it divides by zero")]
    [InlineData("n/(d - d)", "it divides by zero")]
    [InlineData("99999999999999999999", "a number in it is too large")]
    [InlineData("9999999999*9999999999", "a number in it is too large")]
    public void Says_what_is_wrong(string text, string problem)
    {
        var (dim, error) = DimParser.Parse(text);
        Assert.Null(dim);
        Assert.Equal(problem, error);
    }
}
