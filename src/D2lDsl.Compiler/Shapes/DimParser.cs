using System.Globalization;

namespace D2lDsl.Compiler.Shapes;

/// <summary>Reads a size as declared: <c>n</c>, <c>2*d</c>, <c>h/2</c>, <c>(n-1)*k + 3</c>; or any as it is printed: <c>-n</c>, <c>(k%n)</c>.</summary>
public sealed class DimParser
{
    readonly string text;
    readonly bool isPrinted;
    int position;

    DimParser(string text, bool isPrinted) => (this.text, this.isPrinted) = (text, isPrinted);

    /// <summary>A size as users declare it. Null, and what is wrong, where the text is no such expression.</summary>
    public static (Dim? Dim, string? Error) Parse(string text) => Parse(new DimParser(text, isPrinted: false));

    /// <summary>A size as <see cref="Dim.ToString"/> prints it, which has signs in front and rests besides.</summary>
    public static (Dim? Dim, string? Error) ParsePrinted(string text) => Parse(new DimParser(text, isPrinted: true));

    static (Dim? Dim, string? Error) Parse(DimParser parser)
    {
        try
        {
            var dim = parser.Sum();
            parser.SkipSpace();
            return parser.position < parser.text.Length ? (null, $"'{parser.text[parser.position]}' is not expected at position {parser.position}") : (dim, null);
        }
        catch (FormatException error)
        {
            return (null, error.Message);
        }
        catch (DivideByZeroException)
        {
            return (null, "it divides by zero");
        }
        catch (OverflowException)
        {
            return (null, "a number in it is too large");
        }
    }

    Dim Sum()
    {
        var sum = isPrinted && Take('-', '-') is not null ? Dim.Constant(0) - Product() : Product();
        while (Take('+', '-') is { } sign)
            sum = sign == '+' ? sum + Product() : sum - Product();
        return sum;
    }

    Dim Product()
    {
        var product = Atom();
        while ((Take('*', '/') ?? (isPrinted ? Take('%', '%') : null)) is { } sign)
            product = sign == '*' ? product * Atom() : sign == '/' ? product / Atom() : Dim.Rest(product, Atom());
        return product;
    }

    Dim Atom()
    {
        if (Take('(', '(') is not null)
        {
            var inner = Sum();
            return Take(')', ')') is null ? throw new FormatException("a ')' is missing") : inner;
        }
        SkipSpace();
        var start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] == '_'))
            position++;
        var token = text.Substring(start, position - start);
        if (token == "")
            throw new FormatException(start < text.Length ? $"'{text[start]}' is not expected at position {start}" : "it ends too early");
        if (!char.IsDigit(token[0]))
            return Dim.Symbol(token);
        return token.All(char.IsDigit) ? long.Parse(token, CultureInfo.InvariantCulture) : throw new FormatException($"'{token}' is no name");
    }

    char? Take(char a, char b)
    {
        SkipSpace();
        return position < text.Length && (text[position] == a || text[position] == b) ? text[position++] : null;
    }

    void SkipSpace()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
    }
}
