// Newton's method: a step solves H·s = g with the Hessian H and the gradient g, both from one kernel. Near the minimum each step
// squares the error: the number of right digits doubles. The program ends with 1 if it does not.
using D2lDsl;
using D2lDsl.Data;
using NewtonSample;

// Two overlapping clouds of points, 100 each, labelled +1 and −1.
var random = new Random(7);
var y = Tensor.Zeros<double>(200);
y.AsSpan()[..100].Fill(1);
y.AsSpan()[100..].Fill(-1);
var x = Tensor.RandN<double>(random, 200, 2) + y.Unsqueeze(1) * Tensor.Of(new[] { 0.8, -0.5 });

var kernel = new Classifier.LossKernel();
var w = Tensor.Zeros<double>(2);
var b = Tensor.Zeros<double>(1);

var steps = new List<(double Loss, double Gradient, double[] Point)>();
for (int step = 0; step < 12; step++)
{
    double loss = kernel.ForwardBackward(x, y, w, b);
    var gradient = kernel.Gradients.Flat;
    steps.Add((loss, Math.Sqrt(gradient.ToArray().Sum(g => g * g)), [.. w.ToArray(), .. b.ToArray()]));

    // Matrix is [3, 3] over both parameters together, in the order of Gradients.Flat; Hessian.W and Hessian.B are its blocks.
    var move = LinearAlgebra.Solve(kernel.Hessian(x, y, w, b).Matrix, gradient);
    w = w - move[..2];
    b = b - move[2..];
}

// The last point is as near to the minimum as double gets; earlier ones are measured against it.
var errors = steps.Select(step => Math.Sqrt(step.Point.Zip(steps[^1].Point, (p, q) => (p - q) * (p - q)).Sum())).ToArray();
Console.WriteLine("step      loss              |gradient|   error       error / previous²");
bool quadratic = true;
int squared = 0;
for (int i = 0; i < steps.Count && (i == 0 || errors[i - 1] > 1e-12); i++)
{
    string ratio = "";
    // Below 1e-13 rounding decides, not the method.
    if (i > 0 && errors[i] > 1e-13)
    {
        double factor = errors[i] / (errors[i - 1] * errors[i - 1]);
        ratio = $"{factor:F3}";
        quadratic &= factor < 2;
        squared++;
    }

    Console.WriteLine($"{i,4}      {steps[i].Loss:F12}    {steps[i].Gradient:E2}     {errors[i]:E2}    {ratio}");
}

bool converged = errors[7] < 1e-12 && steps[^1].Gradient < 1e-12;
Console.WriteLine(quadratic && converged && squared >= 3
    ? "Each error is at most a constant times the square of the one before: quadratic convergence."
    : "This is no quadratic convergence.");
return quadratic && converged && squared >= 3 ? 0 : 1;
