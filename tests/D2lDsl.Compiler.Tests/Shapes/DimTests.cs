using D2lDsl.Compiler.Shapes;

namespace D2lDsl.CompilerTests.Shapes;

/// <summary>Sizes are polynomials: equal where their normal forms are.</summary>
public class DimTests
{
    static readonly Dim N = Dim.Symbol("n"), D = Dim.Symbol("d");

    [Theory]
    [InlineData("2*d", "d + d")]
    [InlineData("n*d", "d*n")]
    [InlineData("(n + 1)*(n - 1)", "n*n - 1")]
    [InlineData("(n + d)*2", "2*d + 2*n")]
    [InlineData("n - n", "0")]
    [InlineData("6*n/3", "2*n")]
    [InlineData("n*d/d", "n")]
    [InlineData("(2*n + 4*d)/2", "n + 2*d")]
    [InlineData("(n + 1)/(n + 1)", "1")]
    [InlineData("h/2 + h/2", "2*(h/2)")]
    [InlineData("7/2", "3")]
    public void Equal(string left, string right) => Assert.Equal(Parse(left), Parse(right));

    [Theory]
    [InlineData("n", "m")]
    [InlineData("n", "1")]
    [InlineData("n*n", "n")]
    [InlineData("h/2*2", "h")]
    [InlineData("n + 1", "n")]
    [InlineData("(n + 1)/2", "n/2")]
    public void Not_equal(string left, string right) => Assert.NotEqual(Parse(left), Parse(right));

    [Theory]
    [InlineData("d*n", "d*n")]
    [InlineData("1 + n", "n + 1")]
    [InlineData("0 - n", "-n")]
    [InlineData("3 - 2*n", "-2*n + 3")]
    [InlineData("d - n", "d - n")]
    [InlineData("h/2", "(h/2)")]
    [InlineData("(n+1)/2", "((n + 1)/2)")]
    [InlineData("n - n", "0")]
    public void Prints(string size, string text) => Assert.Equal(text, Parse(size).ToString());

    [Fact]
    public void Division_is_exact_or_null()
    {
        Assert.Equal(D, (N * D).DividedBy(N));
        Assert.Equal(2 * D + 1, (2 * N * D + N).DividedBy(N));
        Assert.Equal((Dim)0, ((Dim)0).DividedBy(N));
        Assert.Null((N + 1).DividedBy(N));
        Assert.Null((3 * N).DividedBy(2));
        Assert.Null(N.DividedBy(D));
    }

    [Fact]
    public void A_quotient_that_does_not_divide_out_is_rounded_down_once_its_symbols_are_known()
    {
        var half = Parse("h/2");
        Assert.Equal((Dim)3, half.Substitute(_ => 7));
        Assert.Equal(N, half.Substitute(_ => 2 * N));
        Assert.Equal(["h"], half.Symbols);
        Assert.Null(half.Name);
        Assert.Null(half.Value);
    }

    [Theory]
    [InlineData("1%n", "(1%n)")]
    [InlineData("(-1)%n", "((-1)%n)")]
    [InlineData("(k - 2)%n + n", "((k - 2)%n) + n")]
    [InlineData("(k%n)%(n + 1)", "((k%n)%(n + 1))")]
    [InlineData("7%3", "1")]
    [InlineData("(-7)%3", "2")]
    [InlineData("7%(n - n)", "0")]
    [InlineData("k%1", "0")]
    [InlineData("(2*n*k)%n", "0")]
    [InlineData("(n + 1)%n", "((n + 1)%n)")]
    [InlineData("k%n + n - k%n", "n")]
    public void Rests(string size, string text)
    {
        var dim = DimParser.ParsePrinted(size).Dim!;
        Assert.Equal(text, dim.ToString());
        Assert.Equal(dim, DimParser.ParsePrinted(text).Dim);
    }

    [Fact]
    public void A_rest_lies_between_0_and_its_size()
    {
        var rest = Dim.Rest(D - 5, N);
        foreach (var d in (int[])[0, 3, 5, 6, 12])
            foreach (var n in (int[])[1, 2, 7])
                Assert.Equal(((d - 5) % n + n) % n, rest.Substitute(s => s == "d" ? d : n).Value);
        Assert.Equal(0, rest.Substitute(s => s == "d" ? 2 : 0).Value);
        Assert.Equal(Dim.Rest(3 * N - 5, N + 1), rest.Substitute(s => s == "d" ? 3 * N : N + 1));
        Assert.True(rest.IsNeverNegative && (N - rest).IsNeverNegative && (2 * N + D - 2 * rest).IsNeverNegative);
        Assert.False((N - rest - 1).IsNeverNegative || (D - rest).IsNeverNegative || (N - 2 * rest).IsNeverNegative || (rest - N).IsNeverNegative);
    }

    [Fact]
    public void A_rest_is_no_quotient()
    {
        var rest = Dim.Rest(N, D);
        Assert.Null(rest.Quotient);
        Assert.Null(rest.Name);
        Assert.Null(rest.Factors());
        Assert.Equal(D * rest, (D * rest).IfExact());
        Assert.Empty((D * rest).Assumed());
        Assert.Equal(["n", "d"], rest.Symbols);
        Assert.Equal(["(n%d)", "d"], (rest / D + 1).Variables);
        Assert.Equal("n - nModD", (N - rest).ToCode(name => name == "(n%d)" ? "nModD" : name));
        Assert.Equal(["(n%d)", "((n%d)%n)"], Dim.Rest(rest, N).Rests.Select(r => r.Text));
    }

    [Fact]
    public void Substitution_replaces_every_symbol()
    {
        Assert.Equal(N * N + 2 * N + 1, Parse("a*b").Substitute(_ => N + 1));
        Assert.Equal((Dim)12, Parse("a*b").Substitute(name => name == "a" ? 3 : 4));
    }

    [Fact]
    public void Values_and_names_are_those_of_bare_numbers_and_symbols()
    {
        Assert.Equal(5, ((Dim)5).Value);
        Assert.Equal(0, (N - N).Value);
        Assert.True(Dim.One.IsOne);
        Assert.Equal("n", N.Name);
        Assert.Null((2 * N).Name);
        Assert.Null(N.Value);
    }

    [Fact]
    public void Code_names_symbols_by_variables_and_groups_quotients()
    {
        Assert.Equal("2 * rows", (2 * N).ToCode(_ => "rows"));
        Assert.Equal("(v / 2) + 1", Parse("h/2 + 1").ToCode(_ => "v"));
        Assert.True(N.IsAtom);
        Assert.False((N + 1).IsAtom);
    }

    [Fact]
    public void Equal_sizes_have_equal_hash_codes() => Assert.Equal(Parse("n*(d + 1)").GetHashCode(), Parse("n + d*n").GetHashCode());

    static Dim Parse(string text) => DimParser.Parse(text) is { Dim: { } dim } ? dim : throw new FormatException(text);
}
