using D2lDsl.Benchmarks;

// dotnet run -c Release --project tests/D2lDsl.Benchmarks -- table [row…] [--quick] [--out FILE]
// dotnet run -c Release --project tests/D2lDsl.Benchmarks -- kernels [options of BenchmarkDotNet]
// dotnet run -c Release --project tests/D2lDsl.Benchmarks -- first [row…]
// dotnet run -c Release --project tests/D2lDsl.Benchmarks -- first methods ROW MILLISECONDS
// dotnet run -c Release --project tests/D2lDsl.Benchmarks -- eager [word…] [--quick] [--alone]
// dotnet run -c Release --project tests/D2lDsl.Benchmarks [-- gemm|math|generator [models …]|analyzers [models …]]
var what = args.Length > 0 ? args[0] : "all";
if (what is "table")
    return TableCommand.Run(args[1..]);
if (what is "first")
    return FirstCallBenchmark.Run(args[1..]);
if (what is "eager")
    return EagerBenchmark.Run(args[1..]);
if (what is "kernels")
    KernelBenchmarks.RunAll(args[1..]);
if (what is "gemm" or "all")
    GemmBenchmark.Run();
if (what is "math" or "all")
    VectorMathBenchmark.Run();
if (what is "analyzers")
    AnalyzerBenchmark.Run([.. args.Skip(1).Select(int.Parse).DefaultIfEmpty(200)]);
if (what is "generator")
    GeneratorBenchmark.Run([.. args.Skip(1).Select(int.Parse).DefaultIfEmpty(0).SelectMany(n => n == 0 ? [1, 50, 200, 500] : new[] { n })]);
return 0;
