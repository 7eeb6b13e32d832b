// Automatic differentiation: every derivative of the notes, from kernels that were compiled with this program. It ends with 1 if a
// number is not as expected.
//
//   dotnet run --project samples/04-Autograd
//
// Functions.cs has the functions; its kernels are Functions.LineKernel and so on.

using System.Text;
using AutogradSample;
using D2lDsl;

Console.OutputEncoding = Encoding.UTF8;
var examples = new Comparison();

examples.Chapter("Automatic differentiation",
    """
    A program of additions and products is a graph: values are its nodes, and each edge carries a derivative. The chain rule multiplies
    them along the paths from x to y. It can begin at either end. Forward accumulation begins at x and takes one pass for each input;
    reverse accumulation begins at y and takes one pass for each output, which is why training, with a million inputs and one loss,
    goes backward. It needs the values of the forward pass, so memory is the price.
    """, "S1-28, S2-20");
examples.Say(
    """
    PyTorch writes the graph down while the program runs (a dynamic, implicit graph) and walks back over it. D2lDsl reads it out of the source
    when the program is built (a static graph): shapes are checked, both passes are fused, and nothing is recorded at run time. Loops and
    branches over values stay in the graph, so nothing is lost by it.
    """, "S1-28, S2-30");

var eight = Tensor.Arange<float>(8);
var mean = new Functions.ScaledMeanKernel();
mean.ForwardBackward(eight);
examples.Prints("S0-29", "z = Mean(2·x) of eight numbers: every derivative is 1/4", mean.Gradients.X,
    "tensor([0.2500, 0.2500, 0.2500, 0.2500, 0.2500, 0.2500, 0.2500, 0.2500])");

var line = new Functions.LineKernel();
var (x1, x2) = (Tensor.Of(1f), Tensor.Of(2f));
examples.Prints("S2-23", "y = x1 + 2·x2 at 1 and 2", line.Forward(x1, x2), "5");
examples.Refuses<InvalidOperationException>("S2-25", "a gradient before the first backward pass; PyTorch has None there",
    () => _ = new Functions.LineKernel().Gradients.X1, "x1 has no size yet");
line.ForwardBackward(x1, x2);
examples.Prints("S2-26", "its derivatives", $"{line.Gradients.X1} {line.Gradients.X2}", "tensor(1.) tensor(2.)");
line.ForwardBackward(x1, x2, accumulate: true);
examples.Prints("S2-27", "once more with accumulate: true, as PyTorch always does", $"{line.Gradients.X1} {line.Gradients.X2}", "tensor(2.) tensor(4.)");
line.ForwardBackward(x1, x2);
examples.Prints("S2-28", "without it they are overwritten; there is nothing to clear", $"{line.Gradients.X1} {line.Gradients.X2}", "tensor(1.) tensor(2.)");

var x = Tensor.Arange<float>(4);
var twice = new Functions.TwiceDotKernel();
examples.Prints("S3-47", "y = 2·Dot(x, x) at [0, 1, 2, 3]", twice.ForwardBackward(x), "28");
examples.Prints("S3-47", "its gradient is 4·x", twice.Gradients.X, "tensor([ 0.,  4.,  8., 12.])");
var total = new Functions.TotalKernel();
total.ForwardBackward(x);
examples.Prints("S3-48", "the gradient of Sum(x), another function", total.Gradients.X, "tensor([1., 1., 1., 1.])");

examples.Say(
    """
    A result that is not one number has a Jacobian: a matrix with a row for each result and a column for each input. Training never needs
    it whole, only a vector times it, and that is what a backward pass gives: the seed is the vector, and a seed of ones is the sum over the
    samples of a batch. Derivatives of vectors by vectors, of matrices by vectors and so on have the shape of the result followed
    by the shape of the input.
    """, "S2-19, S3-55, S3-56");
var squares = new Functions.SquaresKernel();
squares.ForwardBackward(x, seed: Tensor.Ones(4));
examples.Prints("S2-21", "y = x·x with a seed of ones", squares.Gradients.X, "tensor([0., 2., 4., 6.])");
var sum = new Functions.SumOfSquaresKernel();
sum.ForwardBackward(x);
examples.Prints("S3-49", "which is the gradient of the sum", sum.Gradients.X, "tensor([0., 2., 4., 6.])");
examples.Prints("S2-19", "the whole Jacobian", squares.Jacobian(x).X,
    """
    tensor([[0., 0., 0., 0.],
            [0., 2., 0., 0.],
            [0., 0., 4., 0.],
            [0., 0., 0., 6.]])
    """);

var detached = new Functions.DetachedKernel();
detached.ForwardBackward(x);
examples.Prints("S3-50", "z = Sum(u·x), where u = x² is detached: the gradient is u", detached.Gradients.X, "tensor([0., 1., 4., 9.])");
examples.Prints("S3-51", "y = x² itself still has its own, 2·x", sum.Gradients.X, "tensor([0., 2., 4., 6.])");

examples.Say(
    """
    Functions.ControlFlow doubles b until its norm is 1000, then takes one of two ways. Whatever happens, the result is a multiple of a, so the gradient
    is result / a. That the loop runs differently for each a does not matter: the kernel remembers how often it ran.
    """);
var flow = new Functions.ControlFlowKernel();
foreach (var (a, d, gradient) in ((float, float, float)[])
    [(1, 1024, 1024), (-1, -102400, 102400), (0.3f, 1228.8f, 4096), (-0.3f, -122880, 409600), (500, 1000, 2), (499.9f, 1999.6f, 4), (1e-3f, 1048.576f, 1048576)])
{
    string at = FormattableString.Invariant($"{a}");
    examples.IsNear("S3-52", $"f({at})", flow.ForwardBackward(Tensor.Of(a)), d, 1e-6 * Math.Abs(d));
    examples.IsNear("S3-52", $"f'({at}), which is f({at}) / {at}", flow.Gradients.A.Item(), gradient, 1e-6 * gradient);
}

flow.ForwardBackward(Tensor.Of(float.NaN));
examples.Prints("S3-52", "NaN is not below 1000: the loop ends at once, the other way is taken, f' =", flow.Gradients.A, "tensor(200.)");
examples.Refuses<InvalidOperationException>("S3-53", "f(0) would never end: 0 doubled is 0", () => flow.Forward(Tensor.Of(0f)), "took 1000000 turns");

// A kernel keeps its memory: once it has seen a size, a step allocates nothing.
// The least of some rounds, since the runtime may allocate for itself meanwhile.
long allocated = long.MaxValue;
for (int round = 0; round < 5; round++)
{
    long before = GC.GetAllocatedBytesForCurrentThread();
    for (int i = 0; i < 1000; i++)
        twice.ForwardBackward(x);
    allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
}

examples.Prints("S1-29", "bytes allocated by 1000 more passes", allocated, "0");
return examples.Finish();
