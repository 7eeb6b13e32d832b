using D2lDsl.GpuTests.Running;
using D2lDsl.ProgramsTests;
using D2lDsl.Testing;

namespace D2lDsl.GpuTests;

/// <summary>Random models of many ops, branches and loops: what the GPU's kernels compute is what the CPU's do.</summary>
public class RandomProgramTests
{
    const int Seed = 31_000;

    // All of them in CI, a fifth in the run of every day.
    static readonly int Programs = TestRun.IsWhole ? 60 : 12;

    [Fact]
    public void Values_and_gradients_are_the_CPUs()
    {
        var programs = Enumerable.Range(0, Programs).Select(i => RandomProgram.Make(Seed + i, $"Model{i}")).ToArray();
        using var generated = OnDevice.Compile($"public static partial class Models\n{{\n{string.Concat(programs.Select(p => p.Source))}}}\n");
        var type = generated.Type("Models");
        for (var i = 0; i < Programs; i++)
        {
            var random = new Random(i);
            Tensor<double>[] arguments = [Sample(random, 3, 5), Sample(random, 3, 5), Sample(random, 5), Sample(random, 5, 5), Sample(random)];
            dynamic cpu = Activator.CreateInstance(type.GetNestedType($"Model{i}Kernel")!)!;
            dynamic gpu = Activator.CreateInstance(type.GetNestedType($"Model{i}GpuKernel")!, Ilgpu.Accelerator())!;
            try
            {
                Close((double)cpu.Forward(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]), (double)gpu.Forward(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]), "Forward");
                Close((double)cpu.ForwardBackward(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]), (double)gpu.ForwardBackward(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]), "ForwardBackward");
                var (expected, actual) = ((NamedTensors<double>)cpu.Gradients, (NamedTensors<double>)gpu.DownloadGradients());
                for (var e = 0; e < expected.Flat.Length; e++)
                    Close(expected.Flat.AsSpan()[e], actual.Flat.AsSpan()[e], $"element {e} of the gradients");
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {Seed + i}: {error}\n{programs[i].Source}");
            }
            gpu.Dispose();
        }
    }

    static Tensor<double> Sample(Random random, params int[] shape) => Tensor.RandN<double>(random, shape) * 0.8;

    static void Close(double expected, double actual, string what) =>
        Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{what}: {actual:R}, the CPU gives {expected:R}");
}
