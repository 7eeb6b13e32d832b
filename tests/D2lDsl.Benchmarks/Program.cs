using D2lDsl.Benchmarks;

// dotnet run -c Release --project tests/D2lDsl.Benchmarks [-- gemm|math]
var what = args.Length > 0 ? args[0] : "all";
if (what is "gemm" or "all")
    GemmBenchmark.Run();
if (what is "math" or "all")
    VectorMathBenchmark.Run();
