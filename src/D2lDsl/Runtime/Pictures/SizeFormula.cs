using System.Globalization;

namespace D2lDsl.Runtime;

/// <summary>Works out what a formula over size symbols, such as <c>4*d*n + (h/2)</c> or <c>(k%n)</c>, comes to; quotients are rounded down.</summary>
ref struct SizeFormula
{
    readonly ReadOnlySpan<char> text;
    readonly ReadOnlySpan<(string Symbol, long Size)> sizes;
    int at;

    SizeFormula(ReadOnlySpan<char> text, ReadOnlySpan<(string Symbol, long Size)> sizes)
    {
        this.text = text;
        this.sizes = sizes;
    }

    /// <summary>The number; null where a symbol is not among the sizes.</summary>
    public static long? Value(string formula, ReadOnlySpan<(string Symbol, long Size)> sizes) => new SizeFormula(formula, sizes).Sum();

    long? Sum()
    {
        long? sum = Take('-') ? -Product() : Product();
        while (Take('+') is var plus && (plus || Take('-')))
        {
            long? term = Product();
            sum = plus ? sum + term : sum - term;
        }

        return sum;
    }

    long? Product()
    {
        long? product = Factor();
        while ((Take('*') ? '*' : Take('/') ? '/' : Take('%') ? '%' : (char?)null) is { } sign)
        {
            long? factor = Factor();
            product = sign == '*' ? product * factor : factor == 0 ? (sign == '%' ? 0 : null) : sign == '/' ? Floor(product, factor) : product - Floor(product, factor) * factor;
        }

        return product;
    }

    static long? Floor(long? a, long? b) => a is { } x && b is { } y ? (long)Math.Floor((double)x / y) : null;

    long? Factor()
    {
        if (Take('('))
        {
            long? inner = Sum();
            Take(')');
            return inner;
        }

        int start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.'))
            at++;
        var word = text[start..at];
        if (long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            return number;
        foreach (var (symbol, size) in sizes)
        {
            if (word.SequenceEqual(symbol))
                return size;
        }

        return null;
    }

    bool Take(char sign)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        if (at >= text.Length || text[at] != sign)
            return false;
        at++;
        while (at < text.Length && text[at] == ' ')
            at++;
        return true;
    }
}
