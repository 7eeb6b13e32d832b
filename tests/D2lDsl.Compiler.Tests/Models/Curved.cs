using static D2lDsl.Derivatives;

#pragma warning disable D2L0222, D2L0408    // These models are there for their nodes, not for what they mean.

namespace D2lDsl.CompilerTests.Models;

/// <summary>Models with every derivative a kernel gives: between them they hold every kind of node.</summary>
public static partial class Curved
{
    const Derivatives All = Jvp | Jacobian | Hessian | HessianVectorProduct;

    [Model(Derivatives = All)]
    public static Tensor<double> Maps([Parameter, Shape("n")] Tensor<double> a, [Parameter, Shape("n")] Tensor<double> b, [Shape("n")] Tensor<double> x)
        => Sum(Exp(a * x) / (1 + Square(b)) + Tanh(a) * Sqrt(b) + Pow(a, b) + Where(a > x, a * b, Log(b)) + Sigmoid(a - b) + Relu(x - a) * Maximum(a, b * b));

    [Model(Derivatives = All)]
    public static Tensor<double> Reductions([Parameter, Shape("n", "d")] Tensor<double> w, [Parameter, Shape("d")] Tensor<double> v)
        => Sum(Square(Mean(w, axis: 0))) + Norm(w * v) + Sum(Max(w * v, axis: 1) * Min(w, axis: 1)) + Mean(w) * Sum(v * v * v) + Norm(v);

    [Model(Derivatives = All)]
    public static Tensor<double> Factors([Parameter, Shape("n", "d")] Tensor<double> w, [Parameter, Shape("d")] Tensor<double> v)
        => Sum(Prod(w, axis: 1) * Prod(w * v, axis: 1)) + Sum(Square(Prod(w, axis: 0)) * v) + Prod(v);

    [Model(Derivatives = All)]
    public static Tensor<double> Turns([Parameter, Shape("n", "d")] Tensor<double> w, [Parameter, Shape("d")] Tensor<double> v)
        => Sum(Roll(w, 1, axis: 0) * Square(Flip(w, 1)) * Rsqrt(v)) + Sum(Square(Pad(w * v, 1, 2)) * Roll(Pad(w, 2, 1), -5, axis: 1))
            + Sum(MaskedFill(w * w * v, w > v, 3) * Reciprocal(v));

    [Model(Derivatives = All)]
    public static Tensor<double> Windows([Parameter, Shape("n", "c", "h", "l")] Tensor<double> x, [Parameter, Shape("o", "c", 2, 3)] Tensor<double> w)
        => Sum(Square(MaxPool2d(Tanh(Conv2d(x, w, stride: 2, padding: 1)), 2, stride: 1))) + Sum(AvgPool2d(x * x, 3, stride: 2, padding: 1) * AvgPool2d(x, 3, 2, 1))
            + Sum(Square(Unfold(x, 2, 3)) * Unfold(x, 2, 3)) * Norm(Conv2d(x, w[..1], dilation: 2));

    [Model(Derivatives = All)]
    public static Tensor<double> Movements([Parameter, Shape("n", "d")] Tensor<double> w, [Parameter, Shape("d")] Tensor<double> v)
        => Sum(Square(w.T + v.Unsqueeze(1)) * w.Reshape(w.Shape[1], w.Shape[0])) + Sum(Tanh(w * v));

    [Model(Derivatives = All)]
    public static Tensor<double> Products([Shape("n", "d")] Tensor<double> x, [Parameter, Shape("d", "h")] Tensor<double> w, [Parameter, Shape("h")] Tensor<double> b)
        => Sum(Square(Tanh(MatMul(x, w) + b))) + Sum(MatMul(w.T, w)) * Dot(b, b);

    [Model(Derivatives = All)]
    public static Tensor<double> Classes([Shape("n", "d")] Tensor<double> x, [Shape("n")] Tensor<int> labels, [Parameter, Shape("d", "c")] Tensor<double> w, [Parameter, Shape("c")] Tensor<double> b)
        => CrossEntropy(MatMul(x, w) + b, labels);

    [Model(Derivatives = All)]
    public static Tensor<double> Loops([Parameter, Shape("n")] Tensor<double> a, [Parameter, Shape("n")] Tensor<double> k)
    {
        var b = a;
        while (Norm(b) < 50)
            b = b * b * k + 2 * b;
        return Sum(b * a) / 100;
    }

    [Model(Derivatives = All)]
    public static Tensor<double> Collecting([Parameter, Shape("t", "n")] Tensor<double> a, [Parameter, Shape("n")] Tensor<double> k)
    {
        var (states, squares, h) = (new List<Tensor<double>>(), new List<Tensor<double>>(), k);
        for (int t = 0; t < a.Shape[0]; t++)
        {
            h = Tanh(h * k + a[t]) * a[a.Shape[0] - 1 - t];
            states.Add(h);
            squares.Add(Sum(h * h));
        }
        return Sum(Square(Stack(states, axis: 1)) * a.T) + Norm(Stack(squares));
    }

    /// <summary>Products in loops: of what every turn has of its own, twice with one factor, of vectors, in a loop inside of a loop.</summary>
    [Model(Derivatives = All)]
    public static Tensor<double> Recurrences([Parameter, Shape("t", "n", "d")] Tensor<double> xs, [Parameter, Shape("d", "d")] Tensor<double> w)
    {
        var (state, last, weight) = (xs[0], xs[0] / 2, w[0]);
        for (int t = 0; t < xs.Shape[0]; t++)
        {
            state = Tanh(MatMul(xs[t], w) + MatMul(Tanh(MatMul(state, w)), w / 2) + last / 4);
            last = state;
            weight = weight + MatMul(weight, w) / 8;
            for (int i = 0; i < 5; i++)
                last = last + MatMul(last, w) / 16;
        }
        return Sum(state * last) + Sum(Square(weight));
    }

    [Model(Derivatives = All)]
    public static Tensor<double> Branches([Parameter, Shape("n")] Tensor<double> a, [Parameter, Shape("n")] Tensor<double> k)
    {
        var c = a;
        if (Sum(a) > 1)
            c = a * a * k;
        else
            c = Exp(k) + a;
        return Sum(c * (Sum(k) > 100 ? a : k * k));
    }

    /// <summary>Where the sum of a is small, log and root of a are not used; one branch's gradient is constant.</summary>
    [Model(Derivatives = All)]
    public static Tensor<double> OneSided([Parameter, Shape("n")] Tensor<double> a, [Parameter, Shape("n")] Tensor<double> k)
    {
        var (l, r) = (Log(a), Sqrt(a));
        var c = k * k + a;
        if (Sum(a) > 10)
            c = c * l;
        var left = Sum(a) - 10;
        while (left > 0)
        {
            c = c * k + r;
            left = left - 60;
        }
        return Sum(c * k) + (Sum(a) > 10 ? Sum(c) : Sum(k));
    }

    [Model(Derivatives = All)]
    public static Tensor<double> Nested([Parameter, Shape("n")] Tensor<double> a, [Parameter, Shape("n")] Tensor<double> k)
    {
        var total = a;
        for (int i = 0; i < 7; i++)
        {
            var b = total * k;
            while (Norm(b) < 3)
                b = b * (1.5 + 0.1 * k);
            total = Sum(b) > 4 ? total + Sin(b) * 0.1 : total * k;
        }
        return Sum(Square(total));
    }

    [Model(Derivatives = All)]
    public static Tensor<double> Picked([Parameter, Shape("n", "d")] Tensor<double> w, [Parameter, Shape("n", "d")] Tensor<double> v, [Shape("m")] Tensor<int> rows)
        => Sum(Exp(w[1.., 0] * v[..^1, 1])) + Sum(Square(IndexSelect(w * v, 0, rows))) + Sum(Tanh(Concat([w, v * v], 0)) * Concat([v, w], 0));

    [Model(Derivatives = Jvp | Jacobian)]
    public static Tensor<double> Field([Parameter, Shape("n")] Tensor<double> a, [Parameter, Shape("n")] Tensor<double> k, [Shape("m", "n")] Tensor<double> x)
        => Tanh(x * a) + Exp(k) * a;
}
