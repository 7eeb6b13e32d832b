// Calculus: a function, its derivative by small differences and by the compiler, the tangent, and a step downhill. The program
// draws output/tangent.svg and ends with 1 if a number is not as expected.
//
//   dotnet run --project samples/03-Calculus

using System.Text;
using CalculusSample;
using D2lDsl;
using D2lDsl.Plotting;

Console.OutputEncoding = Encoding.UTF8;
var examples = new Comparison();

examples.Chapter("Calculus",
    """
    The derivative of a function at a point is its slope there: how fast f grows when x grows. It is the limit of
    (f(x + h) − f(x − h)) / 2h as h becomes small. For a computer h must not be too small: below 1e-4 the rounding of f, divided by h, is
    larger than what the formula leaves out.
    """);
examples.IsNear("S0-24", "f(x) = 0.01·x² + 0.1·x at 10", Slope.F(10), 2.0, 1e-15);
examples.IsNear("S0-25", "(f(10 + h) − f(10 − h)) / 2h with h = 1e-4", Slope.Numeric(Slope.F, 10), 0.3, 1e-9);

// The compiler differentiates the method that is written for tensors: exactly, whatever the point.
var kernel = new Curve.FKernel();
examples.IsNear("S0-24", "the same f as a [Model]", kernel.ForwardBackward(Tensor.Of(10.0)), 2.0, 1e-15);
examples.IsNear("S0-25", "kernel.Gradients.X, the compiled derivative at 10", kernel.Gradients.X.Item(), 0.3, 1e-15);
double furthest = Enumerable.Range(0, 200).Max(i =>
{
    kernel.ForwardBackward(Tensor.Of(i / 10.0));
    return Math.Abs(kernel.Gradients.X.Item() - Slope.Numeric(Slope.F, i / 10.0));
});
examples.IsNear("S0-25", "the greatest difference of the two derivatives at 0.0, 0.1 … 19.9", furthest, 0, 1e-9);
var check = new Curve.FKernel().CheckGradients(Tensor.Of(10.0));
Console.WriteLine($"       {check}");
examples.Holds("S0-25", "kernel.CheckGradients compares the two by the same rule", check.Passed(1e-6));

var tangent = Slope.Tangent(Slope.F, 10);
examples.IsNear("S0-26", "the tangent at 10 has slope 0.3", tangent(1) - tangent(0), 0.3, 1e-9);
examples.IsNear("S0-26", "and meets the vertical axis at −1", tangent(0), -1, 1e-8);
examples.IsNear("S0-26", "at 19.9 it has come to", tangent(19.9), 4.97, 1e-8);

double[] x = [.. Enumerable.Range(0, 200).Select(i => i / 10.0)];
examples.Prints("S0-27", "two curves of so many points", x.Length, "200");
var picture = new Chart { Title = "A function and its tangent at x = 10", XLabel = "x", YLabel = "f(x)" }
    .Line(x, [.. x.Select(Slope.F)], "f(x)")
    .Line(x, [.. x.Select(tangent)], "tangent, x = 10", LineStyle.Dashed)
    .Scatter([10.0], [2.0], size: 4);
string path = Path.GetFullPath(Path.Combine("output", "tangent.svg"));
picture.Save(path);
Console.WriteLine();
Console.Write(picture.ToText());
Console.WriteLine($"Chart: {path}");

examples.Say(
    """
    A function of several variables has a partial derivative for each: its slope when that one grows and the others stay. Together they
    are the gradient, a vector of the shape of x, and it points where f grows fastest. To make f smaller one goes against it:
    x ← x − η·∇f(x). With a plus sign, as a careless note has it, one climbs.
    """, "S4-19");
var hill = new Bowl.FKernel();
var point = Tensor.Of([3.0, -2]);
double before = hill.ForwardBackward(point);
examples.Prints("S4-19", "the gradient of x₀² + 2·x₁² at [3, -2]", hill.Gradients.X.Cast<float>(), "tensor([ 6., -8.])");
examples.Holds("S4-19", "a step of 0.1 against the gradient goes down", hill.Forward(point - 0.1 * hill.Gradients.X) < before);
examples.Holds("S4-19", "a step along it goes up", hill.Forward(point + 0.1 * hill.Gradients.X) > before);
for (int step = 0; step < 100; step++)
{
    hill.ForwardBackward(point);
    point = point - 0.1 * hill.Gradients.X;
}

examples.IsNear("S4-19", "100 steps down end in the lowest point, [0, 0]; the distance to it", point.Norm().Item(), 0, 1e-8);

examples.Say(
    """
    Functions of functions have derivatives by the chain rule: if y = g(u) and u = h(x), then dy/dx = dy/du · du/dx. A network is such a chain,
    with a matrix of partial derivatives for each link. The compiler writes the chain rule out when your program is built; sample 04
    shows what it gives.
    """, "S2-20");
return examples.Finish();
