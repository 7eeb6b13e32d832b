using D2lApp;
using D2lDsl;
using D2lDsl.Data;
using D2lDsl.Plotting;

// dotnet run -- [file.csv [column to predict]]
string path = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "cars.csv");
Table table = Csv.Read(path).FillMissing().OneHot();
string target = args.Length > 1 ? args[1] : table.Columns[^1].Name;
string[] features = [.. table.Columns.Select(column => column.Name).Where(name => name != target)];
Console.WriteLine($"{table.RowCount} rows; {target} from {string.Join(", ", features)}");

// A fifth of the rows is kept back for testing. Standardised columns train faster.
var split = Split.TrainTest(table.ToTensor<float>(features), table.ToTensor<float>(target), testFraction: 0.2, seed: 1);
var (scaleX, scaleY) = (Standardizer.Fit(split.TrainX), Standardizer.Fit(split.TrainY));
var (x, y) = (scaleX.Transform(split.TrainX), scaleY.Transform(split.TrainY));

var net = new Regressor(d: features.Length, h: 16, seed: 1);
var loss = new Regressor.LossKernel(net);
var predict = new Regressor.PredictKernel(net);
var sgd = new Sgd(learningRate: 0.05, momentum: 0.9);
var losses = new List<float>();
foreach (int epoch in Enumerable.Range(1, 100))
{
    foreach (var (batchX, batchY) in new DataLoader<float, float>(x, y, batchSize: 16, shuffle: true, seed: epoch))
    {
        loss.ForwardBackward(batchX, batchY);
        sgd.Step(net.Parameters, loss.Gradients);
    }
    losses.Add(loss.Forward(x, y));
}

Tensor<float> predicted = scaleY.Inverse(predict.Forward(scaleX.Transform(split.TestX)));
Console.WriteLine($"loss {losses[0]:F3} after one epoch, {losses[^1]:F3} after {losses.Count}");
Console.WriteLine($"mean error on {split.TestX.Shape[0]} unseen rows: {Ops.Mean(Ops.Abs(predicted - split.TestY)).Item():F2} {target}");

new Figure(
    new Chart { Title = "Training", XLabel = "epoch", YLabel = "loss", YScale = AxisScale.Log }
        .Line(losses.Select((_, i) => i + 1f), losses),
    new Chart { Title = "Unseen rows", XLabel = $"{target}, actual", YLabel = $"{target}, predicted" }
        .Scatter(split.TestY.ToArray(), predicted.ToArray()))
    .Save("training.svg");
Console.WriteLine("charts: training.svg");
