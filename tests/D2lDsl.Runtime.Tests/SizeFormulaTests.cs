
namespace D2lDsl.Runtime.Tests;

public class SizeFormulaTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("4*d*n + 2", 4L * 3 * 10 + 2)]
    [InlineData("n - 1", 9L)]
    [InlineData("-1*d + n", 7L)]
    [InlineData("8*(n/d)*d", 72L)]
    [InlineData("((n + 1)/(d - 1))", 5L)]
    [InlineData("4*...*d", 84L)]
    [InlineData("((d - n)/2)", -4L)]
    [InlineData("n - ((d - n)%4)*d", 7L)]
    [InlineData("2*(n%(d - 3)) + ((-1)%n)", 9L)]
    public void A_formula_comes_to_a_number(string formula, long expected) =>
        Assert.Equal(expected, SizeFormula.Value(formula, [("n", 10), ("d", 3), ("...", 7)]));

    [Theory]
    [InlineData("4*m")]
    [InlineData("n + nn")]
    [InlineData("n/(d - 3)")]
    [InlineData("")]
    public void What_is_not_known_is_no_number(string formula) => Assert.Null(SizeFormula.Value(formula, [("n", 10), ("d", 3)]));
}
