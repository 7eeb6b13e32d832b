using D2lDsl.OpTests.Cases;
using D2lDsl.OpTests.Golden;
using D2lDsl.OpTests.Running;

namespace D2lDsl.OpTests;

/// <summary>Every case of every op: eagerly, through the kernel, dense and strided, against PyTorch and finite differences.</summary>
public class OpTests
{
    public static TheoryData<string> Models => [.. AllCases.Run.Select(AllCases.Key)];

    public static TheoryData<string> Differentiable => [.. AllCases.Run.Where(model => model.Result is "double" or "float").Select(AllCases.Key)];

    public static TheoryData<string> Smooth => [.. AllCases.Run.Where(model => model.IsSmooth).Select(AllCases.Key)];

    public static TheoryData<string> Refusing =>
        [.. AllCases.Run.Where(model => model.Cases.Any(test => GoldenFile.All[AllCases.Key(test)].Refused is not null)).Select(AllCases.Key)];

    [Theory, MemberData(nameof(Models))]
    public void Eager_values_are_PyTorchs(string model) => ForEach(model, (kernel, test, golden) =>
    {
        Check("value", golden, kernel.Eager(Dense(test)));
        Check("value of strided arguments", golden, kernel.Eager(Strided(test)));
    });

    [Theory, MemberData(nameof(Models))]
    public void Kernel_values_are_PyTorchs(string model) => ForEach(model, (kernel, test, golden) =>
    {
        Check("value", golden, kernel.Forward(Dense(test)));
        Check("value of strided arguments", golden, kernel.Forward(Strided(test)));
    });

    [Theory, MemberData(nameof(Differentiable))]
    public void Kernel_gradients_are_PyTorchs(string model) => ForEach(model, (kernel, test, golden) =>
    {
        var seed = Seed(golden);
        CheckGradients("", golden, kernel.ForwardBackward(Dense(test), seed));
        CheckGradients(" of strided arguments", golden, kernel.ForwardBackward(Strided(test), seed));
        // Added once more to itself, every gradient is twice what it was.
        var twice = kernel.ForwardBackward(Dense(test), seed, accumulate: true);
        CheckGradients(" accumulated", golden with { Gradients = [.. golden.Gradients.Select(g => g?.Select(v => 2 * v).ToArray())] }, twice);
    });

    [Theory, MemberData(nameof(Smooth))]
    public void Kernel_gradients_are_central_differences(string model) => ForEach(model, (kernel, test, golden) =>
    {
        var gradients = kernel.ForwardBackward(Dense(test), Seed(golden)).Gradients;
        for (var i = 0; i < gradients.Length; i++)
            if (gradients[i] is { } gradient)
                foreach (var element in Probes(gradient.Values.Length))
                {
                    var difference = (Loss(kernel, test, golden, i, element, +Step) - Loss(kernel, test, golden, i, element, -Step)) / (2 * Step);
                    var (analytic, name) = (gradient.Values[element], test.Model.Operands[i].Name);
                    Assert.True(Math.Abs(analytic - difference) <= 1e-7 * (1 + Math.Abs(difference)), $"{test}: d{name}[{element}] is {analytic}, finite differences give {difference}");
                }
    });

    [Theory, MemberData(nameof(Refusing))]
    public void What_PyTorch_refuses_is_refused_or_has_no_elements(string model)
    {
        var kernel = new Kernel(AllCases.ModelByName[model]);
        foreach (var test in AllCases.ModelByName[model].Cases)
            if (GoldenFile.All[AllCases.Key(test)].Refused is { } refused)
            {
                var eager = Outcome(() => kernel.Eager(Dense(test)));
                Assert.True(eager == "refused" || eager.Contains("of 0 elements"), $"{test}: eagerly {eager}, where PyTorch says {refused}");
                Assert.True(eager == Outcome(() => kernel.Forward(Dense(test))), $"{test}: eagerly {eager}, but not in the kernel, where PyTorch says {refused}");
            }

        static string Outcome(Func<TensorData> call)
        {
            try
            {
                var result = call();
                return $"[{string.Join(", ", result.Shape)}] of {result.Values.Length} elements";
            }
            catch (ArgumentException)
            {
                return "refused";
            }
        }
    }

    const double Step = 1e-5;

    /// <summary>Some thirty elements, ends included: enough to meet every lane and tail of a loop.</summary>
    static IEnumerable<int> Probes(int count) => count <= 30 ? Enumerable.Range(0, count) : Enumerable.Range(0, 30).Select(i => (int)((long)i * (count - 1) / 29));

    static double Loss(Kernel kernel, OpCase test, GoldenCase golden, int input, int element, double step)
    {
        var values = (double[])test.Inputs[input].Values.Clone();
        values[element] += step;
        var moved = test.Inputs.Select((data, i) => Tensors.Dense(i == input ? data with { Values = values } : data));
        return kernel.Forward([.. moved]).Values.Zip(golden.Seed!, (value, seed) => value * seed).Sum();
    }

    static void ForEach(string name, Action<Kernel, OpCase, GoldenCase> check)
    {
        var model = AllCases.ModelByName[name];
        // One kernel for all sizes, as a user's: each new size plans its memory again.
        var kernel = new Kernel(model);
        foreach (var test in model.Cases)
            if (GoldenFile.All[AllCases.Key(test)] is { Refused: null } golden)
                check(kernel, test, golden);
    }

    static object[] Dense(OpCase test) => [.. test.Inputs.Select(Tensors.Dense)];

    static object[] Strided(OpCase test) => [.. test.Inputs.Select(Tensors.Strided)];

    static object? Seed(GoldenCase golden) => golden.Value.Shape.Length == 0 ? null : Tensors.Dense(golden.Value with { Values = golden.Seed! });

    static void Check(string what, GoldenCase golden, TensorData actual) =>
        Tolerance.AssertClose($"{golden.Id}: {what}", golden.Value.Type, golden.Value.Shape, golden.Value.Values, actual);

    static void CheckGradients(string what, GoldenCase golden, (TensorData Value, TensorData?[] Gradients) actual)
    {
        Check("value" + what, golden, actual.Value);
        for (var i = 0; i < golden.Gradients.Length; i++)
            if (golden.Gradients[i] is { } expected)
                Tolerance.AssertClose($"{golden.Id}: gradient {i}{what}", golden.Value.Type, golden.Inputs[i].Shape, expected, actual.Gradients[i]!);
    }
}
