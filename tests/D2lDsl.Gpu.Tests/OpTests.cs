using D2lDsl.GpuTests.Running;
using D2lDsl.OpTests.Cases;
using D2lDsl.OpTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.GpuTests;

/// <summary>Every op: what the emitted GPU kernels compute is what the CPU's do. CI runs every model, <c>D2LDSL_ALL=1</c> every case of each too.</summary>
public class OpTests
{
    public static TheoryData<string> Models => [.. OpModels.Run.Select(AllCases.Key)];

    [Theory, MemberData(nameof(Models))]
    public void Values_and_gradients_are_the_CPUs(string name) => ForEach(name, Compare);

    /// <summary>Value, gradients and gradients added to themselves.</summary>
    internal static void Compare(KernelPair kernels, OpCase test)
    {
        if (Refused(kernels, test))
            return;
        var value = kernels.Forward(false, Dense(test));
        Check($"{test}: value", value, kernels.Forward(true, Dense(test)));
        if (!kernels.HasGradient)
            return;
        var seed = value.Shape.Length == 0 ? null : Tensors.Dense(value with { Values = [.. value.Values.Select((_, i) => 0.25 + (i * 7 % 11) / 8.0)] });
        var (expected, actual) = (kernels.ForwardBackward(false, Dense(test), seed), kernels.ForwardBackward(true, Dense(test), seed));
        Check($"{test}: value", expected.Value, actual.Value);
        for (var i = 0; i < expected.Gradients.Length; i++)
            if (expected.Gradients[i] is { } gradient)
                Check($"{test}: gradient {i}", gradient, actual.Gradients[i]!);
        var twice = kernels.ForwardBackward(true, Dense(test), seed, accumulate: true);
        for (var i = 0; i < expected.Gradients.Length; i++)
            if (expected.Gradients[i] is { } gradient)
                Check($"{test}: gradient {i} accumulated", gradient with { Values = [.. gradient.Values.Select(v => 2 * v)] }, twice.Gradients[i]!);
    }

    static void ForEach(string name, Action<KernelPair, OpCase> check)
    {
        var model = AllCases.ModelByName[name];
        using var kernels = new KernelPair(OpModels.Of(model), [.. model.Operands.Select(o => o.Name)], Ilgpu.Accelerator());
        // A thread a lane is slow: every day each model runs a quarter of its cases, the first among them.
        foreach (var test in model.Cases.Where((_, i) => All || i % 4 == 0))
            check(kernels, test);
    }

    /// <summary>Sizes that the CPU's kernel does not take, the other must not take either.</summary>
    static bool Refused(KernelPair kernels, OpCase test)
    {
        if (!test.Inputs.Any(input => input.Shape.Contains(0)))
            return false;
        try
        {
            kernels.Forward(false, Dense(test));
            return false;
        }
        catch (ArgumentException)
        {
            // What indices point to is not asked on a device.
            if (test.Inputs.All(input => input.Type != "int"))
                Assert.ThrowsAny<ArgumentException>(() => kernels.Forward(true, Dense(test)));
            return true;
        }
    }

    static bool All => TestRun.IsExhaustive;

    static object[] Dense(OpCase test) => [.. test.Inputs.Select(Tensors.Dense)];

    static void Check(string what, TensorData expected, TensorData actual) => Tolerance.AssertClose(what, expected.Type, expected.Shape, expected.Values, actual);
}
