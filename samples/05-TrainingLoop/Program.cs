// The training loop of the notes: each part of it with numbers that can be checked by hand, then the whole from scratch and
// concisely, side by side. It draws output/features.svg and output/training.html, and ends with 1 if a number is not as expected.
//
//   dotnet run --project samples/05-TrainingLoop
//
// Read on in this order: Notebook.cs, Net.cs, Training.cs.

using System.Text;
using D2lDsl;
using D2lDsl.Data;
using D2lDsl.Plotting;
using TrainingLoopSample;
using static D2lDsl.Ops;

Console.OutputEncoding = Encoding.UTF8;
string output = Path.GetFullPath("output");
var examples = new Comparison();

examples.Chapter("The parts",
    """
    A model, a loss, a gradient and a small step against it: with two examples and weights that are nearly right, every number
    can be followed on paper.
    """);
var x = Tensor.Of(new[,] { { 1f, 2 }, { 3, 4 } });
var y = Tensor.Zeros(2, 1);
Tensor<float> w = Tensor.Of(new[,] { { 2f }, { -3.4f } }), b = Tensor.Of([4.2f]);
var yHat = new Notebook.LinRegKernel().Forward(x, w, b);
examples.Prints("S4-23", "X·w + b for X = [[1, 2], [3, 4]], w = [2, -3.4], b = 4.2", yHat, "tensor([[-0.6000],\n        [-3.4000]])");
examples.Prints("S4-28", "(ŷ − y)²/2 for y = 0", new Notebook.SquaredLossKernel().Forward(yHat, y), "tensor([[0.1800],\n        [5.7800]])");
var loss = new Notebook.LossKernel();
examples.IsNear("S4-28", "its sum", loss.ForwardBackward(x, y, w, b), 5.96, 1e-5);
examples.Prints("S4-30", "the gradients", $"{loss.Gradients.W.T} {loss.Gradients.B}", "tensor([[-10.8000, -14.8000]]) tensor([-4.0000])");
w -= 0.03f / 2 * loss.Gradients.W;
b -= 0.03f / 2 * loss.Gradients.B;
examples.Prints("S4-30", "w and b after a step of 0.03 with a batch of 2", $"{w.T} {b}", "tensor([[ 2.1620, -3.1780]]) tensor([4.2600])");

// Why the notes reshape y: a column minus a row is a matrix, and its mean is not the loss.
var predictions = Tensor.Of([1f, 2, 3]);
examples.IsNear("S4-29", "the loss of perfect predictions", Mean(Square(predictions - predictions) / 2).Item(), 0, 0);
examples.IsNear("S4-29", "the same, with ŷ as a column and y as a row: [3, 3] differences", Wrong.Loss(predictions.Unsqueeze(1), predictions), 0.6667, 1e-4);
#pragma warning disable D2L0702    // The editor says so too; this is what running it says.
examples.Refuses<ArgumentException>("S4-29", "a kernel knows the declared shapes and does not stretch",
    () => new Notebook.SquaredLossKernel().Forward(predictions.Unsqueeze(1), predictions), "y has shape [3] where [n, 1] was declared");
#pragma warning restore D2L0702

examples.Chapter("The data",
    """
    Made-up examples of y = 2·x₀ − 3.4·x₁ + 4.2 with noise of deviation 0.01: training should find these numbers again.
    """);
Tensor<float> trueW = Tensor.Of([2f, -3.4f]);
const float TrueB = 4.2f;
var (features, labels) = Synthetic.LinearRegression(trueW, TrueB, count: 1000, noise: 0.01, seed: 42);
examples.Prints("S4-25", "the shapes of features and labels", $"{features.Shape} {labels.Shape}", "[1000, 2] [1000, 1]");
examples.Prints("S4-24", "labels.Reshape(-1).Reshape(-1, 1): a row into a column", labels.Reshape(-1).Reshape(-1, 1).Shape, "[1000, 1]");
int[] sizes = new int[32];
int batch = 0;
foreach (var (batchX, _) in DataLoader.Of(features, labels, batchSize: 32, shuffle: true, seed: 1))
    sizes[batch++] = batchX.Shape[0];
examples.Prints("S4-27", "1000 examples in batches of 32: how many, and the size of the last", $"{batch} {sizes[^1]}", "32 8");
float[] second = features[.., 1].ToArray();
var picture = new Chart { Title = "Labels over the second feature", XLabel = "features[:, 1]", YLabel = "label" }.Scatter(second, labels.AsSpan(), size: 1);
picture.Save(Path.Combine(output, "features.svg"));
Console.WriteLine();
Console.Write(picture.ToText(height: 12));
Console.WriteLine($"Chart (S4-26): {Path.Combine(output, "features.svg")}");

examples.Chapter("Training, from scratch and concisely",
    """
    Three epochs in batches of 10 with a learning rate of 0.03. The loss ends at the noise: half of σ² from scratch, σ² for the concise version, whose loss
    has no half in it. The chart grows while they train; output/training.html does so in a browser.
    """);
Trained scratch, concise;
using (var live = new LiveChart { Title = "Loss of each batch", XLabel = "batch", YScale = AxisScale.Log, HtmlFile = Path.Combine(output, "training.html") })
{
    scratch = Training.FromScratch(features, labels, live);
    concise = Training.Concise(features, labels, live);
}

Console.WriteLine();
Console.WriteLine("           from scratch      concise      true");
for (int epoch = 0; epoch < 3; epoch++)
    Console.WriteLine(FormattableString.Invariant($"epoch {epoch + 1}    {scratch.EpochLosses[epoch],12:0.000e-0} {concise.EpochLosses[epoch],12:0.000e-0}"));
for (int i = 0; i < 2; i++)
    Console.WriteLine(FormattableString.Invariant($"w[{i}]       {scratch.W[i],12:F4} {concise.W[i],12:F4} {trueW[i].Item(),9:F1}"));
Console.WriteLine(FormattableString.Invariant($"b          {scratch.B,12:F4} {concise.B,12:F4} {TrueB,9:F1}"));

examples.Holds("S4-31", "from scratch: the loss after three epochs is below 1e-4", scratch.EpochLosses[2] < 1e-4);
examples.Holds("S4-32", "concise: it is below 2e-4", concise.EpochLosses[2] < 2e-4);
foreach (var (id, trained) in new[] { ("S4-31", scratch), ("S4-32", concise) })
{
    examples.IsNear(id, "w[0]", trained.W[0], 2, 0.01);
    examples.IsNear(id, "w[1]", trained.W[1], -3.4, 0.01);
    examples.IsNear(id, "b", trained.B, 4.2, 0.01);
}

return examples.Finish();
