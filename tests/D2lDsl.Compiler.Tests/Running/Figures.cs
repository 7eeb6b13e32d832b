using System.Runtime.CompilerServices;

namespace D2lDsl.CompilerTests.Running;

/// <summary>A result as plain numbers: a tensor, or an element that stands for a tensor of rank 0.</summary>
sealed record Figures(string Type, int[] Shape, double[] Values)
{
    /// <summary>The members of a result: one, or those of a tuple.</summary>
    public static IReadOnlyList<Figures> Of(object result) => result is ITuple tuple
        ? [.. Enumerable.Range(0, tuple.Length).Select(i => One(tuple[i]!))] : [One(result)];

    public static Figures One(object result) => result switch
    {
        Tensor<double> t => Tensor("double", t, v => v),
        Tensor<float> t => Tensor("float", t, v => v),
        Tensor<int> t => Tensor("int", t, v => v),
        Tensor<long> t => Tensor("long", t, v => v),
        Tensor<bool> t => Tensor("bool", t, v => v ? 1 : 0),
        bool truth => new("bool", [], [truth ? 1 : 0]),
        float number => new("float", [], [number]),
        double number => new("double", [], [number]),
        int number => new("int", [], [number]),
        long number => new("long", [], [number]),
        _ => throw new InvalidOperationException($"a result of type {result.GetType()}"),
    };

    static Figures Tensor<T>(string type, Tensor<T> tensor, Func<T, double> convert)
        where T : unmanaged => new(type, [.. tensor.Shape], [.. tensor.ToArray().Select(convert)]);

    /// <summary>Requires the same type and shape, and values as near as the type allows; NaN is near NaN.</summary>
    public static void AssertClose(Figures expected, Figures actual, string what, double? tolerance = null)
    {
        Assert.Equal(expected.Type, actual.Type);
        Assert.True(expected.Shape.SequenceEqual(actual.Shape), $"{what}: shape [{string.Join(", ", actual.Shape)}] where [{string.Join(", ", expected.Shape)}] was expected");
        var allowed = tolerance ?? (expected.Type == "float" ? 2e-5 : 1e-11);
        for (var i = 0; i < expected.Values.Length; i++)
        {
            var (e, a) = (expected.Values[i], actual.Values[i]);
            Assert.True(e.Equals(a) || Math.Abs(a - e) <= allowed * (1 + Math.Abs(e)), $"{what}[{i}] is {a:R} where {e:R} was expected");
        }
    }
}
