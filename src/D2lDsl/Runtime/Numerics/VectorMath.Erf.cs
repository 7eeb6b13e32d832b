using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

public static partial class VectorMath
{
    /// <summary>The error function (<c>torch.erf</c>). At most 1 ulp for a scalar, 2 ulp for vectors.</summary>
    [MethodImpl(Inline)]
    public static float Erf(float x) => (float)Erf((double)x);

    /// <summary>The error function (<c>torch.erf</c>). At most 4 ulp.</summary>
    public static double Erf(double x)
    {
        var size = Math.Abs(x);
        if (size < 1)
        {
            var z = x * x;
            var t = (((9.60497373987051638749e0 * z + 9.00260197203842689217e1) * z + 2.23200534594684319226e3) * z
                + 7.00332514112805075473e3) * z + 5.55923013010394962768e4;
            var u = ((((z + 3.35617141647503099647e1) * z + 5.21357949780152679795e2) * z + 4.59432382970980127987e3) * z
                + 2.26290000613890934246e4) * z + 4.92673942608635921086e4;
            return x * t / u;
        }
        // Also NaN's way out.
        if (!(size < 6))
            return double.IsNaN(x) ? x : Math.CopySign(1, x);

        var p = (((((((2.46196981473530512524e-10 * size + 5.64189564831068821977e-1) * size + 7.46321056442269912687e0) * size
            + 4.86371970985681366614e1) * size + 1.96520832956077098242e2) * size + 5.26445194995477358631e2) * size
            + 9.34528527171957607540e2) * size + 1.02755188689515710272e3) * size + 5.57535335369399327526e2;
        var q = (((((((size + 1.32281951154744992508e1) * size + 8.67072140885989742329e1) * size + 3.54937778887819891062e2) * size
            + 9.75708501743205489753e2) * size + 1.82390916687909736289e3) * size + 2.24633760818710981792e3) * size
            + 1.65666309194161350182e3) * size + 5.57535340817727675546e2;
        return Math.CopySign(1 - Math.Exp(-size * size) * p / q, x);
    }

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Erf(Vector512<float> x)
    {
        // From 4 on the result rounds to 1.
        var t = AtMost(4f, Vector512.Abs(x));
        var z = t * t;

        // 1 - e^-(t + t·R(t))
        var r = Fma(All(-1.72853470e-5f), t, All(3.83197126e-4f));
        r = Fma(r, z, Fma(All(-3.88396438e-3f), t, All(2.42546219e-2f)));
        r = Fma(r, t, All(-1.06777877e-1f));
        r = Fma(r, t, All(-6.34846687e-1f));
        r = Fma(r, t, All(-1.28717512e-1f));
        var far = All(1f) - Power(Fma(r, t, -t));

        return Joined(x, t, z, far);
    }

    /// <summary>The error function, and e^(-x²) with it: half of the cost of both. At most 2 ulp.</summary>
    [MethodImpl(Inline)]
    public static Vector512<float> Erf(Vector512<float> x, out Vector512<float> bell)
    {
        // Beyond this e^-t² is nothing.
        var t = AtMost(10.2f, Vector512.Abs(x));
        var z = t * t;
        bell = Power(-z);

        // 1 - e^-t²·Q(t)
        var z2 = z * z;
        var q01 = Fma(All(-1.0876160860061646f), t, All(0.9938009977340698f));
        var q23 = Fma(All(-0.5392261743545532f), t, All(0.8795287609100342f));
        var q45 = Fma(All(-0.07978945225477219f), t, All(0.24568380415439606f));
        var q67 = Fma(All(-0.002230474492534995f), t, All(0.017303580418229103f));
        var q47 = Fma(Fma(All(0.00012857081310357898f), z, q67), z, q45);
        var far = All(1f) - bell * Fma(q47, z2, Fma(q23, z, q01));
        return Joined(x, t, z, far);
    }

    /// <summary>1 + erf(x), twice the normal distribution, and e^(-x²) with it. At most 2 ulp from 0 up, within 2·10^-7 below.</summary>
    [MethodImpl(Inline)]
    public static Vector512<float> OnePlusErf(Vector512<float> x, out Vector512<float> bell)
    {
        var t = AtMost(10.2f, Vector512.Abs(x));
        var z = t * t;
        bell = Power(-z);

        // 1 - erf(t) = e^-t²·Q(t)
        var q = Fma(All(7.675151209696196e-6f), z, Fma(All(-1.4817067e-4f), t, All(1.2947723e-3f)));
        q = Fma(q, z, Fma(All(-6.8666325e-3f), t, All(0.025173929f)));
        q = Fma(q, z, Fma(All(-0.06951042f), t, All(0.15497495f)));
        q = Fma(q, z, Fma(All(-0.29524583f), t, All(0.4982432f)));
        q = Fma(q, z, Fma(All(-0.7519325f), t, All(0.9999708f)));
        var rest = bell * Fma(q, z, Fma(All(-1.1283783f), t, All(1f)));
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), rest, All(2f) - rest);
    }

    /// <summary>1 + erf(x), twice the normal distribution. At most 2 ulp from 0 up, within 2·10^-7 below.</summary>
    [MethodImpl(Inline)]
    public static Vector512<float> OnePlusErf(Vector512<float> x) => OnePlusErf(x, out _);

    /// <summary>1 + erf(x), and e^(-x²) with it. The error function has at most 4 ulp.</summary>
    [MethodImpl(Inline)]
    public static Vector512<double> OnePlusErf(Vector512<double> x, out Vector512<double> bell) => All(1.0) + Erf(x, out bell);

    /// <summary>1 + erf(x). The error function has at most 4 ulp.</summary>
    [MethodImpl(Inline)]
    public static Vector512<double> OnePlusErf(Vector512<double> x) => All(1.0) + Erf(x);

    // Near 0: x + x·S(x²).
    [MethodImpl(Inline)]
    static Vector512<float> Joined(Vector512<float> x, Vector512<float> t, Vector512<float> z, Vector512<float> far)
    {
        var s = Fma(All(-5.96761703e-4f), z, All(4.99119423e-3f));
        s = Fma(s, z, All(-2.67681349e-2f));
        s = Fma(s, z, All(1.12819925e-1f));
        s = Fma(s, z, All(-3.76125336e-1f));
        s = Fma(s, z, All(1.28379166e-1f));
        var near = Fma(s, x, x);
        return Vector512.ConditionalSelect(Vector512.LessThan(t, All(0.927734375f)), near, WithSign(far, x));
    }

    /// <summary>The error function, and e^(-x²) with it. At most 4 ulp.</summary>
    [MethodImpl(Inline)]
    public static Vector512<double> Erf(Vector512<double> x, out Vector512<double> bell)
    {
        bell = Exp(-(x * x));
        return Erf(x);
    }

    /// <inheritdoc cref="Erf(double)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Erf(Vector512<double> x)
    {
        var t = Clamp(Vector512.Abs(x), 0.0, 6.0);
        var z = t * t;
        var near = x * (NearNumerator(z) / NearDenominator(z));
        var far = All(1.0) - Exp(-z) * (FarNumerator(t) / FarDenominator(t));
        return Vector512.ConditionalSelect(Vector512.LessThan(t, All(1.0)), near, WithSign(far, x));
    }

    [MethodImpl(Inline)]
    static Vector512<double> NearNumerator(Vector512<double> z)
    {
        var p = Fma(All(9.60497373987051638749e0), z, All(9.00260197203842689217e1));
        p = Fma(p, z, All(2.23200534594684319226e3));
        p = Fma(p, z, All(7.00332514112805075473e3));
        return Fma(p, z, All(5.55923013010394962768e4));
    }

    [MethodImpl(Inline)]
    static Vector512<double> NearDenominator(Vector512<double> z)
    {
        var p = Fma(z + All(3.35617141647503099647e1), z, All(5.21357949780152679795e2));
        p = Fma(p, z, All(4.59432382970980127987e3));
        p = Fma(p, z, All(2.26290000613890934246e4));
        return Fma(p, z, All(4.92673942608635921086e4));
    }

    [MethodImpl(Inline)]
    static Vector512<double> FarNumerator(Vector512<double> t)
    {
        var p = Fma(All(2.46196981473530512524e-10), t, All(5.64189564831068821977e-1));
        p = Fma(p, t, All(7.46321056442269912687e0));
        p = Fma(p, t, All(4.86371970985681366614e1));
        p = Fma(p, t, All(1.96520832956077098242e2));
        p = Fma(p, t, All(5.26445194995477358631e2));
        p = Fma(p, t, All(9.34528527171957607540e2));
        p = Fma(p, t, All(1.02755188689515710272e3));
        return Fma(p, t, All(5.57535335369399327526e2));
    }

    [MethodImpl(Inline)]
    static Vector512<double> FarDenominator(Vector512<double> t)
    {
        var p = Fma(t + All(1.32281951154744992508e1), t, All(8.67072140885989742329e1));
        p = Fma(p, t, All(3.54937778887819891062e2));
        p = Fma(p, t, All(9.75708501743205489753e2));
        p = Fma(p, t, All(1.82390916687909736289e3));
        p = Fma(p, t, All(2.24633760818710981792e3));
        p = Fma(p, t, All(1.65666309194161350182e3));
        return Fma(p, t, All(5.57535340817727675546e2));
    }
}
