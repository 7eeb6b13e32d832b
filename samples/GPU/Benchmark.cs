using System.Diagnostics;
using System.Globalization;
using D2lDsl;
using ILGPU.Runtime;

// What a GPU gets out of the emitted kernels: dotnet run -c Release --project samples/GPU -- bench [--gflops N] [--gbytes N]
// The two numbers are the device's limits, from its data sheet; with them each row also says its share. torch_gpu.py times the same
// rows with PyTorch.

public static class Benchmark
{
    public static void Run(Accelerator device, string[] args)
    {
        if (device.AcceleratorType == AcceleratorType.CPU)
        {
            Console.WriteLine("skipped: no GPU");
            return;
        }
        Console.WriteLine($"{device.Name}; medians of 7 rounds, launches and host included");
        Console.WriteLine("| case | µs | GFLOP/s | GB/s | share of the limit |");
        Console.WriteLine("|---|---|---|---|---|");
        var limits = (Flops: Limit(args, "--gflops"), Bytes: Limit(args, "--gbytes"));
        Pointwise(device, 64 << 20, limits);
        Product(device, 4096, limits);
        foreach (var batch in new[] { 256, 4096 })
            Classifier(device, batch, limits);
        foreach (var n in new[] { 512, 4096 })
            Attention(device, n, limits);
        Normalized(device, limits);
    }

    static double Limit(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : 0;

    static void Pointwise(Accelerator device, int n, (double Flops, double Bytes) limits)
    {
        using var kernel = new Cases.LineGpuKernel(device);
        kernel.Upload(Tensor.Zeros(n));
        Row(device, $"2x + 1, {n >> 20}M", kernel.LaunchForward, 2.0 * n, 8.0 * n, limits);
    }

    static void Product(Accelerator device, int n, (double Flops, double Bytes) limits)
    {
        using var kernel = new Cases.ProductGpuKernel(device);
        kernel.Upload(Tensor.Zeros(n, n), Tensor.Zeros(n, n));
        Row(device, $"product {n}³", kernel.LaunchForward, 2.0 * n * n * n, 12.0 * n * n, limits);
    }

    static void Classifier(Accelerator device, int batch, (double Flops, double Bytes) limits)
    {
        const int d = 784, h = 256, c = 10;
        using var kernel = new Mlp.LossGpuKernel(device, new Mlp(d, h, c, seed: 1));
        var sgd = new Sgd(learningRate: 0.01);
        kernel.Upload(Tensor.RandN(new Random(1), batch, d), Tensor.Zeros<int>(batch));
        Row(device, $"MLP {d}-{h}-{c}, batch {batch}, training step", () => kernel.LaunchTrainingStep(sgd),
            2.0 * batch * (2.0 * d * h + 3.0 * h * c), 4.0 * (2.0 * batch * d + 3.0 * batch * h + 4.0 * d * h), limits);
    }

    static void Attention(Accelerator device, int n, (double Flops, double Bytes) limits)
    {
        const int d = 64;
        using var kernel = new Cases.AttentionGpuKernel(device);
        kernel.Upload(Tensor.RandN(new Random(1), n, d), Tensor.RandN(new Random(2), n, d), Tensor.RandN(new Random(3), n, d));
        Row(device, $"attention n {n}, d {d}, forward and backward", () => kernel.LaunchForwardBackward(), 2.0 * n * n * d * 7, 4.0 * 12 * n * d, limits);
    }

    static void Normalized(Accelerator device, (double Flops, double Bytes) limits)
    {
        const int n = 4096, d = 1024;
        using var kernel = new Cases.NormalizedGpuKernel(device);
        kernel.Upload(Tensor.RandN(new Random(1), n, d), Tensor.Ones(d), Tensor.Zeros(d));
        Row(device, $"LayerNorm + GELU {n} × {d}, forward and backward", () => kernel.LaunchForwardBackward(), 60.0 * n * d, 4.0 * 2 * n * d, limits);
    }

    /// <summary>Bytes are those that must be moved: each operand read and each result written once.</summary>
    static void Row(Accelerator device, string name, Action launch, double flops, double bytes, (double Flops, double Bytes) limits)
    {
        for (var i = 0; i < 3; i++)
            launch();
        device.Synchronize();
        var (turns, rounds) = (1, new List<double>());
        while (rounds.Count < 7)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < turns; i++)
                launch();
            device.Synchronize();
            // Rounds of a tenth of a second and more count.
            if (watch.Elapsed.TotalSeconds < 0.1)
                turns *= 2;
            else
                rounds.Add(watch.Elapsed.TotalSeconds / turns);
        }
        rounds.Sort();
        var time = rounds[3];
        var (rate, flow) = (flops / time / 1e9, bytes / time / 1e9);
        var share = limits is { Flops: > 0, Bytes: > 0 } ? Math.Max(rate / limits.Flops, flow / limits.Bytes).ToString("P0", CultureInfo.InvariantCulture) : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {time * 1e6:F1} | {rate:F0} | {flow:F0} | {share} |"));
    }
}
