using System.Globalization;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Shapes;

/// <summary>
/// The size of an axis: a polynomial with integer coefficients over size symbols, quotients (<c>h/2</c>) and rests (<c>k%n</c>).
/// Two sizes are equal where their polynomials are: <c>2*d</c> is <c>d + d</c>, but <c>n</c> is never <c>m</c>.
/// </summary>
public sealed record Dim
{
    readonly EquatableArray<Term> terms;

    Dim(IEnumerable<Term> terms) => this.terms = terms.ToEquatable();

    /// <summary>coefficient · factor · factor …; factors are sorted.</summary>
    readonly record struct Term(long Coefficient, EquatableArray<Factor> Factors)
    {
        public string Key => string.Join("*", Factors);
    }

    /// <summary>A symbol, a quotient that does not divide out, or the rest of a division.</summary>
    sealed record Factor(string? Symbol, Dim? Numerator = null, Dim? Denominator = null, bool IsRest = false)
    {
        public bool IsQuotient => Symbol is null && !IsRest;

        /// <summary>What emitted code has as a variable; null for a quotient, which it writes out.</summary>
        public string? Variable => IsQuotient ? null : ToString();

        public override string ToString() => Symbol ?? $"({Group(Numerator!)}{(IsRest ? '%' : '/')}{Group(Denominator!)})";

        static string Group(Dim dim) => dim.IsAtom || (dim.terms.Count == 1 && dim.terms[0] is { Coefficient: 1, Factors.Count: 1 }) ? dim.ToString() : $"({dim})";
    }

    public static Dim One { get; } = Constant(1);

    public static Dim Constant(long value) => new(value == 0 ? [] : [new Term(value, [])]);

    public static Dim Symbol(string name) => new([new Term(1, new([new Factor(name)]))]);

    /// <summary>All leading axes of a shape, run as one: <c>...</c>.</summary>
    public static Dim Leading { get; } = Symbol("...");

    public bool IsLeading => Name == "...";

    public static implicit operator Dim(long value) => Constant(value);

    /// <summary>The number, where the size is one.</summary>
    public long? Value => terms.Count == 0 ? 0 : terms.Count == 1 && terms[0].Factors.Count == 0 ? terms[0].Coefficient : null;

    public bool IsOne => Value == 1;

    /// <summary>The name, where the size is one bare symbol.</summary>
    public string? Name =>
        terms.Count == 1 && terms[0] is { Coefficient: 1, Factors: { Count: 1 } factors } ? factors[0].Symbol : null;

    /// <summary>What is divided by what, where the size is one quotient that may leave a rest.</summary>
    public (Dim Numerator, Dim Denominator)? Quotient =>
        terms.Count == 1 && terms[0] is { Coefficient: 1, Factors: { Count: 1 } factors } && factors[0].IsQuotient ? (factors[0].Numerator!, factors[0].Denominator!) : null;

    public IEnumerable<string> Symbols => terms.SelectMany(t => t.Factors)
        .SelectMany(f => f.Symbol is { } name ? [name] : f.Numerator!.Symbols.Concat(f.Denominator!.Symbols)).Distinct();

    /// <summary>The symbols and rests that the size is written with, as the text of each.</summary>
    public IEnumerable<string> Variables => terms.SelectMany(t => t.Factors)
        .SelectMany(f => f.Variable is { } variable ? [variable] : f.Numerator!.Variables.Concat(f.Denominator!.Variables)).Distinct();

    /// <summary>The rests in the size, each behind those that it is made of.</summary>
    public IEnumerable<(string Text, Dim Number, Dim Size)> Rests => terms.SelectMany(t => t.Factors).Where(f => f.Symbol is null)
        .SelectMany(f => f.Numerator!.Rests.Concat(f.Denominator!.Rests).Concat(f.IsRest ? [(f.ToString(), f.Numerator!, f.Denominator!)] : []));

    /// <summary>The size as a product of a number and symbols, each as often as it occurs; null where it is a sum, a quotient or 0.</summary>
    public (long Coefficient, IReadOnlyList<string> Symbols)? Factors() =>
        terms.Count == 1 && terms[0].Coefficient > 0 && terms[0].Factors.All(f => f.Symbol is not null)
            ? (terms[0].Coefficient, [.. terms[0].Factors.Select(f => f.Symbol!)]) : null;

    /// <summary>True where no sizes can make it negative: sizes are 0 or more.</summary>
    public bool IsNeverNegative => (terms.Any(t => t.Factors.Any(f => f.IsRest)) ? AtLeast() : this).terms.All(t => t.Coefficient > 0);

    /// <summary>What the size cannot be below: a rest that is taken away is at most what was divided by.</summary>
    Dim AtLeast() => terms.Aggregate(Constant(0), (sum, term) => sum + term.Factors.Aggregate(Constant(term.Coefficient),
        (product, f) => product * (f.IsRest && term.Coefficient < 0 ? f.Denominator! : new Dim([new Term(1, new([f]))]))));

    /// <summary>True where it is below 0 whatever the sizes are.</summary>
    public bool IsNegative => terms.All(t => t.Coefficient < 0) && terms.Any(t => t.Factors.Count == 0);

    public static Dim operator +(Dim a, Dim b) => Collect(a.terms.Concat(b.terms));

    public static Dim operator -(Dim a, Dim b) => a + b * -1;

    public static Dim operator *(Dim a, Dim b) => Collect(
        from x in a.terms
        from y in b.terms
        select new Term(checked(x.Coefficient * y.Coefficient),
            x.Factors.Concat(y.Factors).OrderBy(f => f.ToString(), StringComparer.Ordinal).ToEquatable()));

    /// <summary>a / b where it divides out exactly as a polynomial; otherwise a quotient that is rounded down at run time.</summary>
    public static Dim operator /(Dim a, Dim b) =>
        b.Value == 0 ? throw new DivideByZeroException()
        : a.DividedBy(b) ?? (a.Value is { } x && b.Value is { } y
            ? Constant((long)Math.Floor((double)x / y))
            : b.Symbols.Select(s => Symbol(s)).FirstOrDefault(s => a.DividedBy(s) is not null && b.DividedBy(s) is not null) is { } common ? a.DividedBy(common)! / b.DividedBy(common)!
            : new([new Term(1, new([new Factor(null, a, b)]))]));

    /// <summary>What is left of a number that is divided by a size: from 0 to below the size, also where the number is negative; 0 where the size is.</summary>
    public static Dim Rest(Dim number, Dim size) =>
        number.Value is { } a && size.Value is { } b ? b == 0 ? 0 : (a % b + b) % b
        : size.IsOne || (size.Value != 0 && number.DividedBy(size) is not null) ? 0
        : new Dim([new Term(1, new([new Factor(null, number, size, IsRest: true)]))]);

    /// <summary>The exact quotient, or null where b does not divide a as a polynomial.</summary>
    public Dim? DividedBy(Dim b)
    {
        if (Equals(b))
            return One;
        if (b.terms.Count != 1)
            return null;
        var divisor = b.terms[0];
        var result = new List<Term>();
        foreach (var term in terms)
        {
            if (term.Coefficient % divisor.Coefficient != 0)
                return null;
            var factors = term.Factors.ToList();
            foreach (var factor in divisor.Factors)
                if (!factors.Remove(factor))
                    return null;
            result.Add(new(term.Coefficient / divisor.Coefficient, factors.ToEquatable()));
        }
        return Collect(result);
    }

    /// <summary>The size if its quotients leave no rest: <c>4*(d/4)</c> is then <c>d</c>. Where they do, it is less.</summary>
    public Dim IfExact()
    {
        foreach (var term in terms)
            foreach (var quotient in term.Factors.Where(f => f.IsQuotient))
                if (new Dim([term]).DividedBy(new Dim([new Term(1, new([quotient]))]))?.DividedBy(quotient.Denominator!) is { } rest)
                    return (this - new Dim([term]) + rest * quotient.Numerator!).IfExact();
        return this;
    }

    /// <summary>The quotients of which <see cref="IfExact"/> assumes that they leave no rest: the 4 that must divide d.</summary>
    public IEnumerable<(Dim Numerator, Dim Denominator)> Assumed()
    {
        var stay = IfExact().terms.SelectMany(t => t.Factors).ToArray();
        return terms.SelectMany(t => t.Factors).Where(f => f.IsQuotient && !stay.Contains(f)).Distinct().Select(f => (f.Numerator!, f.Denominator!));
    }

    /// <summary>
    /// The one symbol of this size that is not <paramref name="known"/>, where the size is a multiple of it plus a rest that is known:
    /// <c>2*h + 1</c>. Null where there is no such symbol.
    /// </summary>
    public (string Symbol, long Times, Dim Known)? Unknown(Func<string, bool> known)
    {
        if (Symbols.Where(s => !known(s)).ToArray() is not { Length: 1 } unknown)
            return null;
        var inside = terms.Where(t => t.Factors.Any(f => f.Symbol == unknown[0] || f.Numerator?.Symbols.Contains(unknown[0]) == true || f.Denominator?.Symbols.Contains(unknown[0]) == true)).ToArray();
        return inside.Length == 1 && inside[0] is { Coefficient: > 0, Factors: { Count: 1 } factors } && factors[0].Symbol is { } symbol
            ? (symbol, inside[0].Coefficient, new(terms.Where(t => !t.Equals(inside[0])))) : null;
    }

    static Dim Collect(IEnumerable<Term> terms) => new(terms
        .GroupBy(t => t.Key, StringComparer.Ordinal)
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => new Term(g.Sum(t => t.Coefficient), g.First().Factors))
        .Where(t => t.Coefficient != 0));

    /// <summary>The size with every symbol replaced, as when a callee's declaration meets a caller's argument.</summary>
    public Dim Substitute(Func<string, Dim> bind) => terms.Aggregate(Constant(0), (sum, term) => sum + term.Factors.Aggregate(
        Constant(term.Coefficient),
        (product, f) => product * (f.Symbol is { } name ? bind(name) : f.IsRest ? Rest(f.Numerator!.Substitute(bind), f.Denominator!.Substitute(bind)) : f.Numerator!.Substitute(bind) / f.Denominator!.Substitute(bind))));

    public override string ToString() => Write(name => name, "", tight: true);

    /// <summary>As a C# expression over the variables <paramref name="variable"/> names, one for each of <see cref="Variables"/>.</summary>
    public string ToCode(Func<string, string> variable) => Write(variable, " ", tight: false);

    /// <summary>True where the C# text is a single token and needs no parentheses.</summary>
    public bool IsAtom => Value is >= 0 || Name is not null;

    string Write(Func<string, string> variable, string space, bool tight)
    {
        if (terms.Count == 0)
            return "0";
        var text = "";
        // Symbols first, the constant last: n - 1.
        foreach (var term in terms.OrderBy(t => t.Factors.Count == 0).ThenBy(t => t.Coefficient < 0))
        {
            var size = Math.Abs(term.Coefficient);
            var factors = term.Factors.Select(f => f.Variable is { } name ? variable(name)
                : $"({Group(f.Numerator!)}{space}/{space}{Group(f.Denominator!)})");
            if (size != 1 || term.Factors.Count == 0)
                factors = factors.Prepend(size.ToString(CultureInfo.InvariantCulture));
            var product = string.Join(tight ? "*" : " * ", factors);
            text += text == "" ? (term.Coefficient < 0 ? "-" : "") + product : (term.Coefficient < 0 ? " - " : " + ") + product;
        }
        return text;

        string Group(Dim dim) => dim.IsAtom ? dim.Write(variable, space, tight) : $"({dim.Write(variable, space, tight)})";
    }
}
