using D2lDsl;

/// <summary>Mini-batch gradient descent with every step in sight.</summary>
public static class FromScratch
{
    /// <summary>Trains a line on features x [n, d] and labels y [n, 1]; <paramref name="report"/> hears of each epoch and its loss.</summary>
    public static TrainedLine Train(Tensor<float> x, Tensor<float> y, Hyperparameters how, Action<int, float> report)
    {
        // 1. The parameters: small random weights, no bias.
        Tensor<float> w = Tensor.Normal(new Random(how.Seed), 0, 0.01, x.Shape[1], 1);
        Tensor<float> b = Tensor.Zeros(1);

        // 2. The data in shuffled batches, the compiled loss, and the rule that changes the parameters.
        var batches = new DataLoader<float, float>(x, y, how.BatchSize, shuffle: true, how.Seed);
        var kernel = new LinearRegression.LossKernel();
        var sgd = new Sgd(how.LearningRate);

        // 3. Loss and gradients of a batch, a small step downhill, the next batch.
        var batchLosses = new List<float>();
        var epochLosses = new List<float>();
        for (int epoch = 1; epoch <= how.Epochs; epoch++)
        {
            foreach (var (batchX, batchY) in batches)
            {
                batchLosses.Add(kernel.ForwardBackward(batchX, batchY, w, b));
                sgd.Step(w, kernel.Gradients.W);
                sgd.Step(b, kernel.Gradients.B);
            }

            epochLosses.Add(kernel.Forward(x, y, w, b));
            report(epoch, epochLosses[^1]);
        }

        return new TrainedLine(w.ToArray(), b.Item(), batchLosses, epochLosses);
    }
}
