using D2lDsl.GpuTests.Running;
using D2lDsl.OpTests.Cases;
using Xunit.Abstractions;

namespace D2lDsl.GpuTests;

/// <summary>On a GPU, where the machine has one and the build names ILGPU: values and gradients are the CPU's, in groups of 256 lanes.</summary>
public class GpuDeviceTests(ITestOutputHelper output)
{
    /// <summary>Small tiles, shared sums, and large tiles with edges.</summary>
    [GpuTheory]
    [InlineData(5, 7, 3)]
    [InlineData(65, 600, 33)]
    [InlineData(2100, 70, 1900)]
    public void Products(int n, int k, int m) => ProductTests.All(RealModels.In(small: false), GpuFactAttribute.Device!, n, k, m);

    [GpuTheory]
    [InlineData(3, 5, 2, 4)]
    [InlineData(130, 200, 64, 64)]
    [InlineData(64, 65, 70, 100)]
    public void Attention(int n, int m, int d, int e) => AttentionTests.All(RealModels.In(small: false), GpuFactAttribute.Device!, n, m, d, e);

    [GpuFact]
    public void Every_op()
    {
        var (runs, failures) = (0, new List<string>());
        foreach (var (model, type) in RealIlgpuTests.Compiled(small: false))
        {
            using var kernels = new KernelPair(type, [.. model.Operands.Select(o => o.Name)], GpuFactAttribute.Device!);
            foreach (var test in model.Cases.Take(2))
            {
                try
                {
                    OpTests.Compare(kernels, test);
                    runs++;
                }
                catch (Exception exception)
                {
                    failures.Add($"{AllCases.Key(model)}: {exception.Message}");
                }
            }
        }
        output.WriteLine($"{runs} cases ran on {GpuFactAttribute.Device}, forward and backward");
        Assert.True(failures.Count == 0, $"{failures.Count} of {runs + failures.Count}:\n{string.Join("\n", failures.Take(20))}");
    }
}
