using D2lDsl;

/// <summary>The same training with a module, which keeps its parameters together.</summary>
public static class Concise
{
    /// <summary>Trains a line on features x [n, d] and labels y [n, 1]; <paramref name="report"/> hears of each epoch and its loss.</summary>
    public static TrainedLine Train(Tensor<float> x, Tensor<float> y, Hyperparameters how, Action<int, float> report)
    {
        var net = new LinearNet(d: x.Shape[1], seed: how.Seed);
        var batches = new DataLoader<float, float>(x, y, how.BatchSize, shuffle: true, how.Seed);
        var kernel = new LinearNet.LossKernel(net);
        var sgd = new Sgd(how.LearningRate);

        var batchLosses = new List<float>();
        var epochLosses = new List<float>();
        for (int epoch = 1; epoch <= how.Epochs; epoch++)
        {
            foreach (var (batchX, batchY) in batches)
            {
                batchLosses.Add(kernel.ForwardBackward(batchX, batchY));
                sgd.Step(net.Parameters, kernel.Gradients);    // all parameters in one sweep
            }

            epochLosses.Add(kernel.Forward(x, y));
            report(epoch, epochLosses[^1]);
        }

        return new TrainedLine(net.W.ToArray(), net.B.Item(), batchLosses, epochLosses);
    }
}
