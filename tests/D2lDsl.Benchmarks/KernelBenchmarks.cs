using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace D2lDsl.Benchmarks;

/// <summary>The rows of the table under BenchmarkDotNet: times, errors and allocated bytes of the emitted kernels alone.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    Action work = () => { };

    public IEnumerable<string> Rows => TableRows.All.Select(r => r.Name);

    [ParamsSource(nameof(Rows))]
    public string Row { get; set; } = "";

    [GlobalSetup]
    public void Prepare() => work = TableRows.All.Single(r => r.Name == Row).Prepare();

    [Benchmark]
    public void Run() => work();

    public static void RunAll(string[] arguments) => BenchmarkSwitcher.FromTypes([typeof(KernelBenchmarks)]).Run(
        arguments.Length > 0 ? arguments : ["--filter", "*"],
        DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results")));
}
