using D2lDsl.CompilerTests.Models;
using D2lDsl.CompilerTests.Running;

namespace D2lDsl.CompilerTests.Fusing;

/// <summary>A whole training step of a perceptron: against differences, and against a backward pass written by hand.</summary>
public class PerceptronTests
{
    [Theory]
    [InlineData(6, 3, 5, 4), InlineData(17, 9, 33, 10), InlineData(1, 1, 1, 2)]
    public void Gradients_are_central_differences(int n, int d, int h, int c)
    {
        var sizes = new Dictionary<string, int> { ["n"] = n, ["d"] = d, ["h"] = h, ["c"] = c };
        var probe = new Probe(typeof(DoubleMlp), "Loss", sizes);
        ((Tensor<int>)probe.Arguments[1]).Fill(c - 1);
        probe.KernelAgreesWithEager();
        probe.GradientsAreCentralDifferences();
    }

    [Theory]
    [InlineData(6, 3, 5, 4), InlineData(64, 20, 33, 10)]
    public void Gradients_are_those_of_a_backward_pass_by_hand(int n, int d, int h, int c)
    {
        var net = new DoubleMlp(d, h, c, seed: 1);
        var random = new Random(2);
        var x = Tensor.RandN<double>(random, n, d);
        var labels = Tensor.RandInt<int>(random, 0, c, n);
        var kernel = new DoubleMlp.LossKernel(net);
        var loss = kernel.ForwardBackward(x, labels);

        var (expected, dw1, db1, dw2, db2) = ByHand(net, x, labels);
        Assert.Equal(expected, loss, 10);
        AssertClose(dw1, kernel.Gradients.W1);
        AssertClose(db1, kernel.Gradients.B1);
        AssertClose(dw2, kernel.Gradients.W2);
        AssertClose(db2, kernel.Gradients.B2);
    }

    static (double Loss, double[,] W1, double[] B1, double[,] W2, double[] B2) ByHand(DoubleMlp net, Tensor<double> x, Tensor<int> labels)
    {
        var (n, d) = x.Shape;
        var (h, c) = net.W2.Shape;
        var (dw1, db1, dw2, db2) = (new double[d, h], new double[h], new double[h, c], new double[c]);
        var loss = 0.0;
        for (var i = 0; i < n; i++)
        {
            var (hidden, scores) = (new double[h], new double[c]);
            for (var j = 0; j < h; j++)
            {
                hidden[j] = net.B1[j].Item();
                for (var k = 0; k < d; k++)
                    hidden[j] += x[i, k].Item() * net.W1[k, j].Item();
                hidden[j] = Math.Tanh(hidden[j]);
            }
            for (var j = 0; j < c; j++)
            {
                scores[j] = net.B2[j].Item();
                for (var k = 0; k < h; k++)
                    scores[j] += hidden[k] * net.W2[k, j].Item();
            }
            var total = scores.Sum(Math.Exp);
            var label = labels[i].Item();
            loss += (Math.Log(total) - scores[label]) / n;
            for (var j = 0; j < c; j++)
                scores[j] = (Math.Exp(scores[j]) / total - (j == label ? 1 : 0)) / n;
            for (var j = 0; j < h; j++)
            {
                var back = 0.0;
                for (var k = 0; k < c; k++)
                {
                    back += scores[k] * net.W2[j, k].Item();
                    dw2[j, k] += hidden[j] * scores[k];
                }
                back *= 1 - hidden[j] * hidden[j];
                db1[j] += back;
                for (var k = 0; k < d; k++)
                    dw1[k, j] += x[i, k].Item() * back;
            }
            for (var j = 0; j < c; j++)
                db2[j] += scores[j];
        }
        return (loss, dw1, db1, dw2, db2);
    }

    static void AssertClose(Array expected, Tensor<double> actual)
    {
        var values = actual.ToArray();
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Cast<double>().Zip(values), pair => Assert.Equal(pair.First, pair.Second, 10));
    }
}
