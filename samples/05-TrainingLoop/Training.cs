using D2lDsl;
using D2lDsl.Plotting;

namespace TrainingLoopSample;

/// <summary>What training came to: the parameters, and the loss over all examples after each epoch.</summary>
public sealed record Trained(float[] W, float B, List<float> EpochLosses);

/// <summary>The two training loops, side by side.</summary>
public static class Training
{
    const int Epochs = 3, BatchSize = 10;
    const double LearningRate = 0.03;

    /// <summary>From scratch: gradients, and the update of each parameter, in sight.</summary>
    public static Trained FromScratch(Tensor<float> x, Tensor<float> y, LiveChart live)
    {
        Tensor<float> w = Tensor.Normal(new Random(1), 0, 0.01, 2, 1), b = Tensor.Zeros(1);
        var kernel = new Notebook.LossKernel();
        var losses = new List<float>();
        int step = 0;
        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            foreach (var (batchX, batchY) in DataLoader.Of(x, y, BatchSize, shuffle: true, seed: epoch))
            {
                // The batch's own size, not BatchSize: the last batch may be short.
                int size = batchX.Shape[0];
                live.Add("from scratch", ++step, kernel.ForwardBackward(batchX, batchY, w, b) / size);
                w -= (float)LearningRate / size * kernel.Gradients.W;
                b -= (float)LearningRate / size * kernel.Gradients.B;
            }

            losses.Add(kernel.Forward(x, y, w, b) / x.Shape[0]);
        }

        return new Trained(w.ToArray(), b.Item(), losses);
    }

    /// <summary>Concisely: a module, a loader, an optimiser.</summary>
    public static Trained Concise(Tensor<float> x, Tensor<float> y, LiveChart live)
    {
        var net = new Net(d: 2, seed: 1);
        var loader = DataLoader.Of(x, y, BatchSize, shuffle: true, seed: 1);
        var kernel = new Net.LossKernel(net);
        var sgd = new Sgd(LearningRate);
        var losses = new List<float>();
        int step = 0;
        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            foreach (var (batchX, batchY) in loader)
            {
                live.Add("concise", ++step, kernel.ForwardBackward(batchX, batchY));
                sgd.Step(net.Parameters, kernel.Gradients);
            }

            losses.Add(kernel.Forward(x, y));
        }

        return new Trained(net.W.ToArray(), net.B.Item(), losses);
    }
}
