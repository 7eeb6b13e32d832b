namespace CalculusSample;

/// <summary>Derivatives by small differences, as the notes have them.</summary>
public static class Slope
{
    /// <summary>The curve of the example, 0.01·x² + 0.1·x.</summary>
    public static double F(double x) => 0.01 * x * x + 0.1 * x;

    /// <summary>The central difference: its error shrinks with the square of h.</summary>
    public static double Numeric(Func<double, double> f, double x, double h = 1e-4) => (f(x + h) - f(x - h)) / (2 * h);

    /// <summary>The line that touches f at x.</summary>
    public static Func<double, double> Tangent(Func<double, double> f, double x)
    {
        double slope = Numeric(f, x);
        double intercept = f(x) - slope * x;
        return t => slope * t + intercept;
    }
}
