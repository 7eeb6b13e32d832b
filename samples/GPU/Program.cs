using System.Diagnostics;
using D2lDsl;
using ILGPU.Runtime;
using static D2lDsl.Ops;

using var context = BestDevice.Context();
using var device = BestDevice.In(context);
if (args is ["bench", ..])
{
    Benchmark.Run(device, args);
    return;
}
// On ILGPU's CPU accelerator a thread stands for each lane of a GPU: a few examples are enough to see that it works.
var isSlow = device.AcceleratorType == AcceleratorType.CPU;
Console.WriteLine($"On {device.Name}{(isSlow ? ", which is for finding mistakes: small sizes" : "")}");

Line(device, isSlow ? 20 : 100_000, isSlow ? 5 : 200);
Classifier(device, isSlow ? 20 : 4096, isSlow ? 5 : 500);

// Linear regression: upload once, step on the device, bring the parameters back at the end.
static void Line(Accelerator device, int examples, int steps)
{
    var x = Tensor.RandN(new Random(1), examples, 2);
    var y = MatMul(x, Tensor.Of(new[,] { { 2f }, { -3.4f } })) + 4.2f;
    var (w, b) = (Tensor.Zeros(2, 1), Tensor.Zeros(1));
    using var kernel = new LinearRegression.LossGpuKernel(device);
    var sgd = new Sgd(learningRate: 0.1);

    kernel.Upload(x, y, w, b);
    var before = kernel.ForwardBackward(x, y, w, b);
    for (var step = 0; step < steps; step++)
        kernel.LaunchTrainingStep(sgd);
    kernel.LaunchForward();
    Console.WriteLine($"linear regression: loss {before:G4} → {kernel.DownloadResult():G4} after {steps} steps");
    kernel.DownloadParameters(w, b);
    Console.WriteLine($"  w = {w.T}, b = {b}; the line has [2, -3.4] and 4.2");
}

// A network that tells points inside of a circle from those outside.
static void Classifier(Accelerator device, int examples, int steps)
{
    var x = Tensor.RandN(new Random(2), examples, 2);
    var labels = Tensor.Zeros<int>(examples);
    for (var i = 0; i < examples; i++)
        labels[i] = x[i, 0].Item() * x[i, 0].Item() + x[i, 1].Item() * x[i, 1].Item() < 1.4f ? 1 : 0;
    var net = new Mlp(d: 2, h: 32, c: 2, seed: 3);
    using var kernel = new Mlp.LossGpuKernel(device, net);
    var adam = new Adam(0.01);

    kernel.Upload(x, labels);
    kernel.LaunchForward();
    var before = kernel.DownloadResult();
    var watch = Stopwatch.StartNew();
    for (var step = 0; step < steps; step++)
        kernel.LaunchTrainingStep(adam);
    Console.WriteLine($"classifier: loss {before:G4} → {kernel.DownloadResult():G4} after {steps} steps in {watch.ElapsedMilliseconds} ms");
    kernel.DownloadParameters();
    Console.WriteLine($"  the CPU agrees: {new Mlp.LossKernel(net).Forward(x, labels):G4} with the parameters brought back");
}
