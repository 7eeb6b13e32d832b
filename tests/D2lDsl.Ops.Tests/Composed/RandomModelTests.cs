using D2lDsl.OpTests.Cases;
using D2lDsl.OpTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.OpTests.Composed;

/// <summary>Models of many ops: the kernel gives what the eager run gives, and gradients that are its finite differences.</summary>
public class RandomModelTests
{
    const int Count = 120;
    const double Step = 1e-5;

    static readonly string[] Sources = [.. Enumerable.Range(0, Count).Select(seed => RandomModel.Source($"Model{seed:D3}", seed))];
    static readonly Lazy<Generated> Compiled = new(() => Generated.From(Sources));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Count)];

    [Theory, MemberData(nameof(Seeds))]
    public void Kernel_agrees_with_the_eager_run(int seed)
    {
        var kernel = new Kernel(Compiled.Value.Type($"Model{seed:D3}"), [.. RandomModel.Parameters.Select(p => p.Name)]);
        // The larger sizes fill vectors and leave tails; the same kernel runs both, and the small ones once more.
        foreach (var (n, d, k) in ((int, int, int)[])[(3, 4, 2), (7, 19, 10), (1, 1, 1), (3, 4, 2)])
            Compare(kernel, seed, [.. Inputs(n, d, k)]);
    }

    static void Compare(Kernel kernel, int seed, TensorData[] inputs)
    {
        var eager = kernel.Eager(Dense(inputs));
        var where = $"sizes [{string.Join(", ", inputs[0].Shape)}] of\n{Sources[seed]}\n";
        Tolerance.AssertClose($"forward, {where}", "double", eager.Shape, eager.Values, kernel.Forward(Dense(inputs)), relative: 1e-10);

        double[] direction = [.. eager.Values.Select((_, i) => eager.Shape.Length == 0 ? 1 : Math.Cos(i))];
        var start = eager.Shape.Length == 0 ? null : Tensors.Dense(eager with { Values = direction });
        var (value, gradients) = kernel.ForwardBackward(Dense(inputs), start);
        Tolerance.AssertClose($"value beside the gradients, {where}", "double", eager.Shape, eager.Values, value, relative: 1e-10);
        for (var i = 0; i < inputs.Length; i++)
            for (var element = 0; element < inputs[i].Values.Length; element += 1 + inputs[i].Values.Length / 12)
            {
                double Loss(double step) => kernel.Eager(Dense(Moved(inputs, i, element, step))).Values.Zip(direction, (v, s) => v * s).Sum();
                var (difference, analytic) = ((Loss(Step) - Loss(-Step)) / (2 * Step), gradients[i]!.Values[element]);
                Assert.True(Math.Abs(analytic - difference) <= 1e-6 * (1 + Math.Abs(difference)),
                    $"d{RandomModel.Parameters[i].Name}[{element}] is {analytic}, finite differences of the eager run give {difference}, {where}");
            }
    }

    static IEnumerable<TensorData> Inputs(int n, int d, int k)
    {
        var position = 0;
        foreach (var (_, axes) in RandomModel.Parameters)
        {
            int[] shape = [.. axes.Select(axis => axis switch { "n" => n, "d" => d, "k" => k, _ => 1 })];
            var offset = 0.37 * position++;
            yield return new("double", shape, [.. Enumerable.Range(1, shape.Aggregate(1, (a, b) => a * b)).Select(i => (offset + i * 0.6180339887498949) % 1 * 4 - 2)]);
        }
    }

    static TensorData[] Moved(TensorData[] inputs, int input, int element, double step)
    {
        var values = (double[])inputs[input].Values.Clone();
        values[element] += step;
        return [.. inputs.Select((data, i) => i == input ? data with { Values = values } : data)];
    }

    static object[] Dense(TensorData[] inputs) => [.. inputs.Select(Tensors.Dense)];
}
