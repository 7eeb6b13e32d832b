#pragma warning disable D2L0222, D2L0404, D2L0407, D2L0408    // These models are there for their branches, not for what they mean.

namespace D2lDsl.CompilerTests.Models;

/// <summary>The same around loops, which may make no turn, stop early or forget what they began with.</summary>
public static partial class Untaken
{
    [Model]
    public static Tensor<double> NoTurn([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Sqrt(x);
        var y = x * k;
        var left = f[2];
        while (left > 0)
        {
            y = y * 0.5 + r;
            left = left - 1;
        }
        return Sum(y);
    }

    [Model]
    public static Tensor<double> StartReplaced([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var y = Sqrt(x);
        var left = f[2];
        while (left > 0)
        {
            y = x * k * left;
            left = left - 1;
        }
        return Sum(y);
    }

    [Model]
    public static Tensor<double> BranchInALoop([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Log(x);
        var y = x * k;
        var left = f[2];
        while (left > 0)
        {
            var q = Sqrt(y * y);
            if (f[0] > 0)
                y = y + r * left;
            else
                y = f[1] > 0 ? y + q : y * 0.5;
            left = left - 1;
        }
        return Sum(y);
    }

    [Model]
    public static Tensor<double> OnlyTheLastTurnCounts([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var h = x;
        var y = k;
        var left = f[2];
        while (left > 0)
        {
            y = Sqrt(h) * k;
            h = h * 0.5 + Pow(k, 2.0);
            left = left - 1;
        }
        return Sum(y) + (f[0] > 0 ? Sum(h) : Sum(x));
    }

    [Model]
    public static Tensor<double> Breaks([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Sqrt(x);
        var y = x * k;
        var left = f[2];
        while (left > 0)
        {
            var s = Log(x) * y;
            if (f[0] > 0)
                break;
            y = y * 0.5;
            if (f[1] > 0 && left > 1)
                y = y + r + s;
            left = left - 1;
        }
        return Sum(y);
    }

    [Model]
    public static Tensor<double> ReturnsFromALoop([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Sqrt(x);
        var y = x * k;
        for (int i = 0; i < x.Shape[0] * 2; i++)
        {
            if (f[0] > 0 && Sum(y) > 3 * f[2])
                return Sum(y * r);
            y = y + k * i;
        }
        if (f[1] > 0)
            y = y + r;
        return Sum(y);
    }

    [Model]
    public static Tensor<double> LoopInALoop([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Sqrt(x);
        var q = Log(x);
        var y = x * k;
        var left = f[2];
        while (left > 0)
        {
            var inner = f[1];
            var z = y;
            while (inner > 0)
            {
                z = z + (f[0] > 0 ? r : k);
                inner = inner - 1;
            }
            y = z * 0.5;
            if (left > 2)
                y = f[0] > 0 && f[1] > 0 ? y + q : y;
            left = left - 1;
        }
        return Sum(y);
    }

    [Model]
    public static Tensor<double> LoopInABranch([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Sqrt(x);
        var y = x * k;
        if (f[0] > 0)
        {
            var left = f[2];
            while (left > 0)
            {
                y = y + r * left;
                left = left - 1;
            }
        }
        else
        {
            for (int i = 0; i < x.Shape[0] * 3; i++)
                y = f[1] > 0 ? y + r : y * 0.9;
        }
        return Sum(y);
    }

    [Model]
    public static Tensor<double> Swapped([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var a = Sqrt(x);
        var b = x * k;
        var left = f[2];
        while (left > 0)
        {
            var c = a;
            a = b;
            b = c;
            left = left - 1;
        }
        return Sum(a);
    }

    [Model]
    public static Tensor<double> Accumulated([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var total = Sum(k);
        var h = x;
        var left = f[2];
        while (left > 0)
        {
            h = Tanh(h * k) + x[0];
            total = total + (f[0] > 0 ? Sum(Square(h)) : Sum(h * Log(x)));
            left = left - 1;
        }
        return f[1] > 0 ? total : Sum(x * x);
    }

    [Model]
    public static Tensor<double> Own([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Rooted(x, k);
        return f[0] > 0 ? Sum(r) : Sum(x * k);
    }

    [Model]
    public static Tensor<double> LastTurnOnly([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var z = Sqrt(x - x + f[0]);
        var w = 1 / (k - k + f[1]);
        var y = x;
        var left = f[2];
        while (left > 0)
        {
            y = y * k;
            if (left < 2)
            {
                if (f[0] > 0)
                    y = y + z;
                if (f[1] > 0)
                    y = y * w;
            }
            left = left - 1;
        }
        return Sum(y);
    }

    [Model]
    public static Tensor<double> InnerLoopWithoutATurn([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var z = Log(x - x);
        var y = x;
        for (int i = 0; i < x.Shape[0] * 2; i++)
        {
            var left = f[2] - 5;
            while (left > 0)
            {
                y = y + z * k;
                left = left - 1;
                z = z * k;
            }
            y = y * 0.8 + k;
            if (f[0] > 0)
                z = x * k;
        }
        return Sum(y) + (f[0] > 0 ? Sum(z) : Sum(k));
    }

    [Model]
    public static Tensor<double> Places([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k, [Shape(3)] Tensor<double> f)
    {
        var r = Log(x);
        var s = Concat([r[1..], r[..1]], axis: 0) * k;
        var t = Softmax(r / k, axis: 0);
        if (f[0] > 0)
            return Sum(s);
        return f[1] > 0 ? Sum(t * k) : x[0] * k[1];
    }

    /// <summary>With a derivative of the user's own.</summary>
    [Model]
    public static Tensor<double> Rooted([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> k) => Sqrt(x) * k;

    [Derivative(nameof(Rooted))]
    static (Tensor<double>, Tensor<double>) RootedGradient(Tensor<double> x, Tensor<double> k, Tensor<double> result, Tensor<double> dy) => (dy * k / (2 * Sqrt(x)), dy * Sqrt(x));
}
