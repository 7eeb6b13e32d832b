#pragma warning disable D2L0222, D2L0404, D2L0407, D2L0408    // These models are there for their branches, not for what they mean.

namespace D2lDsl.CompilerTests.Models;

/// <summary>Values computed before a branch and used on some ways through it only, with slopes that are infinite where x is 0.</summary>
public static partial class Untaken
{
    [Model]
    public static Tensor<double> Root([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Sqrt(x);
        var y = x * 2;
        if (f[0] > 0)
            y = r;
        return Sum(y * k);
    }

    [Model]
    public static Tensor<double> Logarithm([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Log(x);
        return Sum(f[0] > 0 ? r * k : x * k);
    }

    [Model]
    public static Tensor<double> Quotient([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = k / x;
        var y = x;
        if (f[0] > 0)
            y = x + r;
        else
            y = x * k;
        return Sum(y);
    }

    [Model]
    public static Tensor<double> Power([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Pow(x, 0.5) + Pow(x, k);
        var y = k;
        if (f[0] > 0)
            y = r;
        return Sum(y * x);
    }

    [Model]
    public static Tensor<double> Product([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Sum(Log(x).Unsqueeze(1) * k.Unsqueeze(0), axis: 1);
        var s = MatMul(Log(x).Unsqueeze(1), (1 / x).Unsqueeze(0));
        if (f[0] > 0)
            return Sum(r);
        if (f[1] > 0)
            return Sum(s);
        return Sum(x * k);
    }

    [Model]
    public static Tensor<double> Chain([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var l = Log(x);
        var c = CumSum(Exp(-l) * k, 0);
        var n = Norm(c * l) + Mean(c) + Max(l);
        if (f[0] > 0)
            return n;
        return Sum(x * k);
    }

    [Model]
    public static Tensor<double> Inner([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Sqrt(x);
        var y = x * k;
        if (f[0] > 0)
        {
            y = y * 3;
            if (f[1] > 0)
                y = y + r;
        }
        return Sum(y);
    }

    [Model]
    public static Tensor<double> BothSides([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Sqrt(x);
        var y = x * k;
        if (f[0] > 0)
            y = y + r;
        else
        {
            if (f[1] > 0)
                y = y * r;
            else
                y = y * 5;
        }
        return Sum(y);
    }

    [Model]
    public static Tensor<double> OneAfterTheOther([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Sqrt(x);
        var y = x * k;
        if (f[0] > 0)
            y = y + r;
        y = y * 2;
        if (f[1] > 0)
            y = y + r * x;
        return Sum(y);
    }

    [Model]
    public static Tensor<double> ReadByTheCondition([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Sqrt(x);
        var y = x * k;
        if (Sum(r) > 2 + f[0])
            y = y + r;
        return Sum(y);
    }

    [Model]
    public static Tensor<double> ResultsOfABranch([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Log(x);
        var s = Sqrt(x);
        if (f[0] > 0)
        {
            r = s * k;
            s = 1 / x;
        }
        var y = x * k;
        if (f[1] > 0)
            y = y + r;
        return Sum(y) + (f[2] > 2 ? Sum(s) : Sum(k));
    }

    [Model]
    public static Tensor<double> GuardedBefore([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var s = Sum(Square(x - x));
        var r = Sqrt(s);
        var q = x / s;
        var y = s > 0 ? r + Sum(q) : Sum(x * k);
        return y * y;
    }

    [Model]
    public static Tensor<double> Deep([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var (a, b, c) = (Log(x - x), Sqrt(x - x), 1 / (k - k));
        var y = x * k;
        if (f[0] > 0)
        {
            if (f[1] > 0)
            {
                if (f[2] > 5)
                    y = a;
                else
                    y = y * 2;
            }
            else if (f[2] > 5)
                y = y + b;
        }
        else
        {
            if (f[1] > 5)
                y = y * c;
            var d = a * b;
            if (f[2] > 5)
                y = y + d + c;
        }
        return Sum(y * y);
    }
}
