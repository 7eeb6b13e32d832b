namespace D2lDsl.CompilerTests.Models;

/// <summary>Models that return from inside a loop.</summary>
public static partial class Returning
{
    [Model]
    public static Tensor<double> FromWhile([Parameter, Shape("d")] Tensor<double> x)
    {
        var y = x;
        while (Norm(y) > 0.1)
        {
            if (Sum(y) > 1)
                return Sum(y * y * y);
            y = y * 0.8;
        }
        return Norm(x) + Sum(y);
    }

    [Model]
    public static Tensor<double> FromFor([Parameter, Shape("d")] Tensor<double> x)
    {
        var y = x;
        for (int i = 0; i < x.Shape[0]; i++)
        {
            y = Tanh(y) + x * 0.5;
            if (Sum(y * y) > 4)
                return Sum(y) * (i + 1);
        }
        var z = y * 2;
        return Sum(z);
    }

    [Model]
    public static Tensor<double> FromNested([Parameter, Shape("d")] Tensor<double> x)
    {
        var y = x;
        for (int i = 0; i < 6; i++)
        {
            while (Norm(y) > 1)
            {
                y = y * 0.7;
                if (Sum(y) < -1)
                    return Sum(Exp(y));
            }
            y = y + x * 0.6;
            if (Sum(y) > 2)
                return Sum(y * x);
        }
        return Norm(y);
    }
}
