using System.Reflection;
using D2lDsl.GpuTests.Running;
using D2lDsl.OpTests.Cases;
using D2lDsl.OpTests.Running;
using D2lDsl.Testing;
using Xunit.Abstractions;

namespace D2lDsl.GpuTests;

/// <summary>With the real ILGPU: kernels as PTX and OpenCL, without a device; and run by its CPU accelerator.</summary>
public class RealIlgpuTests(ITestOutputHelper output)
{
    static readonly Lazy<IReadOnlyList<(OpModel Model, Type Type)>> Full = new(() => Compiled(small: false));

    internal static IReadOnlyList<(OpModel Model, Type Type)> Compiled(bool small)
    {
        var types = new List<(OpModel, Type)>();
        // That accelerator is a debugger, and slow: two models of each op.
        foreach (var batch in (small ? AllCases.Models.GroupBy(m => m.Op).SelectMany(op => op.Take(2)) : AllCases.Models).Chunk(200))
        {
            var source = Compile.Beside(RealIlgpu.Reference, [.. batch.Select(OpModels.Source)]);
            using var generated = small ? Generated.Over(source, OnDevice.WithSmallGroups) : Generated.Over(source);
            generated.RequireClean();
            var assembly = RealIlgpu.Load(generated.Compilation);
            types.AddRange(batch.Select((model, i) => (model, assembly.GetType($"Case{i:D4}")!)));
        }
        return types;
    }

    static IEnumerable<MethodInfo> Kernels(Type model) => model.Assembly.GetType($"D2lDsl.Gpu.Kernels.{model.Name}_F")!
        .GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.DeclaringType!.Namespace == "D2lDsl.Gpu.Kernels");

    [IlgpuFact]
    public void Every_kernel_of_every_op_is_PTX()
    {
        var (count, bytes, failures) = (0, 0L, new List<string>());
        foreach (var (model, type) in Full.Value)
            foreach (var kernel in Kernels(type))
            {
                var what = $"{AllCases.Key(model)}: {kernel.Name}";
                try
                {
                    var text = (string)RealIlgpu.Call("Ptx", kernel)!;
                    (count, bytes) = (count + 1, bytes + text.Length);
                    if (text.Contains(".extern .func"))
                        failures.Add($"{what} calls {text[text.IndexOf(".extern .func")..].Split('\n')[0]}");
                    if (text.Contains(".local"))
                        failures.Add($"{what} has values outside of registers: {text[text.IndexOf(".local")..].Split('\n')[0]}");
                    if (!UsesDoubles(model) && text.Contains(".f64"))
                        failures.Add($"{what} computes in double: {text.Split('\n').First(l => l.Contains(".f64"))}");
                }
                catch (InvalidOperationException exception)
                {
                    failures.Add($"{what}: {exception.Message}");
                }
            }
        output.WriteLine($"{count} kernels, {bytes} characters of PTX for sm_80");
        Assert.True(failures.Count == 0, $"{failures.Count} of {count}:\n{string.Join("\n", failures.Take(20))}");
    }

    [IlgpuFact]
    public void Every_kernel_of_every_op_is_OpenCL()
    {
        var (count, bytes, failures) = (0, 0L, new List<string>());
        foreach (var (model, type) in Full.Value)
            foreach (var kernel in Kernels(type))
            {
                try
                {
                    var text = (string)RealIlgpu.Call("OpenCl", kernel, UsesDoubles(model))!;
                    (count, bytes) = (count + 1, bytes + text.Length);
                    if (!UsesDoubles(model) && text.Contains("double "))
                        failures.Add($"{AllCases.Key(model)}: {kernel.Name} computes in double");
                }
                catch (InvalidOperationException exception)
                {
                    failures.Add($"{AllCases.Key(model)}: {kernel.Name}: {exception.Message}");
                }
            }
        output.WriteLine($"{count} kernels, {bytes} characters of OpenCL C");
        Assert.True(failures.Count == 0, $"{failures.Count} of {count}:\n{string.Join("\n", failures.Take(20))}");
    }

    [IlgpuFact]
    public void Joined_products_and_attention_are_PTX_and_OpenCL()
    {
        var (kernels, wide, models) = (0, 0, RealModels.In(small: false));
        foreach (var type in RealModels.Types(models))
            foreach (var kernel in Kernels(type))
            {
                var text = (string)RealIlgpu.Call("Ptx", kernel)!;
                Assert.DoesNotContain(".extern .func", text);
                Assert.DoesNotContain(".local", text);
                Assert.True(type.Name == "Precise" || !text.Contains(".f64"), kernel.Name);
                Assert.NotEmpty((string)RealIlgpu.Call("OpenCl", kernel, type.Name == "Precise")!);
                (kernels, wide) = (kernels + 1, wide + (text.Contains("ld.shared.v4") || text.Contains("ld.shared.v2") ? 1 : 0));
            }
        output.WriteLine($"{kernels} kernels, {wide} of them with wide loads from shared memory");
        Assert.InRange(wide, 1, kernels);
    }

    [IlgpuFact]
    public void The_CPU_accelerator_multiplies_and_attends_as_the_CPU_kernels_do()
    {
        var (models, accelerator) = (RealModels.In(small: true), RealIlgpu.Call("CpuAccelerator")!);
        foreach (var (n, k, m) in new[] { (3, 2, 5), (3, 9, 5), (17, 3, 5), (9, 9, 5) })
            ProductTests.All(models, accelerator, n, k, m);
        AttentionTests.All(models, accelerator, 9, 10, 3, 5);
        ((IDisposable)accelerator).Dispose();
    }

    [IlgpuFact]
    public void Optimiser_sweeps_are_PTX_and_OpenCL()
    {
        var sweeps = new List<string>();
        foreach (var (name, isDouble) in new[] { ("Float", false), ("Double", true) })
            foreach (var kernel in Full.Value[0].Type.Assembly.GetType($"D2lDsl.Gpu.SweepsOf{name}")!.GetMethods(BindingFlags.Public | BindingFlags.Static))
            {
                var text = (string)RealIlgpu.Call("Ptx", kernel)!;
                Assert.DoesNotContain(".extern .func", text);
                Assert.Equal(isDouble, text.Contains(".f64"));
                Assert.NotEmpty((string)RealIlgpu.Call("OpenCl", kernel, isDouble)!);
                sweeps.Add($"{kernel.Name} of {name}");
            }
        output.WriteLine($"{sweeps.Count} sweeps: {string.Join(", ", sweeps)}");
    }

    [IlgpuFact]
    public void The_CPU_accelerator_computes_what_the_CPU_kernels_do()
    {
        var (runs, failures, accelerator) = (0, new List<string>(), RealIlgpu.Call("CpuAccelerator")!);
        var models = Compiled(small: true);
        foreach (var (model, type) in models)
        {
            using var kernels = new KernelPair(type, [.. model.Operands.Select(o => o.Name)], accelerator);
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
        ((IDisposable)accelerator).Dispose();
        output.WriteLine($"{runs} cases of {models.Count} models ran on ILGPU's CPU accelerator, forward and backward");
        Assert.True(failures.Count == 0, $"{failures.Count} of {runs + failures.Count}:\n{string.Join("\n", failures.Take(20))}");
    }

    static bool UsesDoubles(OpModel model) => model.Result == "double" || model.Operands.Any(o => o.Type == "double") || model.Body.Contains("<double>");
}
