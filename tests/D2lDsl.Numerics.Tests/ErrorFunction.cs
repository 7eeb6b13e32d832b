namespace D2lDsl.Numerics.Tests;

/// <summary>The error function to about 20 digits, from its series in decimal arithmetic.</summary>
static class ErrorFunction
{
    const decimal HalfRootPi = 0.8862269254527580136490837417m;

    public static double Erf(double x)
    {
        var size = Math.Abs(x);
        if (double.IsNaN(x))
            return x;
        if (size > 6)
            return Math.Sign(x);
        // Below 1e-9 the linear term is exact to double precision, and decimals would lose digits.
        if (size < 1e-9)
            return x * 1.1283791670955125739;

        // erf x = 2/sqrt(pi) · e^-x² · sum of 2^n·x^(2n+1)/(2n+1)!!
        var t = Exact(size);
        var square = t * t;
        decimal term = t, sum = t, power = 1, exponential = 1;
        for (var n = 1; n < 400 && term > 1e-28m; n++)
        {
            term *= 2 * square / (2 * n + 1);
            sum += term;
        }
        for (var n = 1; n < 400 && power > 1e-28m; n++)
        {
            power *= square / n;
            exponential += power;
        }
        return Math.CopySign((double)(sum / exponential / HalfRootPi), x);
    }

    // A cast to decimal keeps 15 digits only; two parts of 26 bits keep all.
    static decimal Exact(double x)
    {
        var high = Math.Round(x * 67108864.0) / 67108864.0;
        return (decimal)(high * 67108864.0) / 67108864m + (decimal)((x - high) * 9007199254740992.0) / 9007199254740992m;
    }
}
