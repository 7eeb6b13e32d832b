namespace D2lDsl.Runtime.Tests;

public class SgdTests
{
    /// <summary>Elements 0, 1, 17, 31, 35 and 36 after three steps, as torch.optim.SGD 1.13 computes them.</summary>
    [Theory]
    [InlineData(0, 0, new[] { -1.3250000f, -1.2374999f, 0.1624999f, 1.3875000f, 1.7374998f, 1.8250001f })]
    [InlineData(0.9, 0, new[] { -0.9301251f, -0.8645624f, 0.1844374f, 1.1023125f, 1.3645625f, 1.4301249f })]
    [InlineData(0, 0.01, new[] { -1.3194557f, -1.2323055f, 0.1621003f, 1.3822056f, 1.7308069f, 1.8179572f })]
    [InlineData(0.9, 0.01, new[] { -0.9195669f, -0.8546689f, 0.1837006f, 1.0922739f, 1.3518663f, 1.4167644f })]
    public void Steps_as_PyTorch_does(double momentum, double weightDecay, float[] expected)
    {
        var parameter = Train<float>(new Sgd(0.1f, momentum, weightDecay), 1f / 8);
        int[] positions = [0, 1, 17, 31, 35, 36];
        for (int i = 0; i < positions.Length; i++)
            Assert.Equal(expected[i], parameter[positions[i]].Item(), 1e-6f);
    }

    [Fact]
    public void Steps_doubles_as_PyTorch_does()
    {
        var parameter = Train<double>(new Sgd(0.1, 0.9, 0.01), 1.0 / 8);
        Assert.Equal(-0.9195669854999999, parameter[0].Item(), 1e-14);
        Assert.Equal(0.183700606125, parameter[17].Item(), 1e-14);
        Assert.Equal(9.198151890750001, parameter.ToArray().Sum(), 1e-12);
    }

    /// <summary>Three steps from p = (i - 16) / 8 along g = (i - 18) · step / 16, for i below 37.</summary>
    static Tensor<T> Train<T>(Sgd sgd, T eighth)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var parameter = Tensor.Arange<T>(T.CreateChecked(37));
        parameter *= eighth;
        parameter -= 2;
        for (int step = 1; step <= 3; step++)
        {
            var gradient = Tensor.Arange<T>(T.CreateChecked(37));
            gradient -= 18;
            gradient *= step;
            gradient /= 16;
            sgd.Step(parameter, gradient);
        }

        return parameter;
    }

    [Fact]
    public void Steps_all_parameters_of_a_module_at_once()
    {
        var parameters = new Parameters<float>("W", "B");
        var gradients = new Gradients<float>("W", "B");
        parameters.Resize(2, 2, 2, 1, 2);
        gradients.Resize(2, 2, 2, 1, 2);
        parameters.Flat.Fill(1);
        gradients["W"].Fill(2);
        gradients["B"].Fill(4);
        var sgd = new Sgd(learningRate: 0.5f);
        sgd.Step(parameters, gradients);
        Assert.Equal([0f, 0f, 0f, 0f, -1f, -1f], parameters.Flat.ToArray());
        sgd.LearningRate = 0.25f;
        sgd.Step(parameters, gradients);
        Assert.Equal([-0.5f, -0.5f, -0.5f, -0.5f, -2f, -2f], parameters.Flat.ToArray());
    }

    [Fact]
    public void Allocates_nothing_after_the_first_step()
    {
        var parameters = new Parameters<float>("W", "B");
        var gradients = new Gradients<float>("W", "B");
        parameters.Resize(2, 20, 3, 1, 3);
        gradients.Resize(2, 20, 3, 1, 3);
        var (plain, heavy) = (new Sgd(0.1), new Sgd(0.1, momentum: 0.9, weightDecay: 0.01));
        Assert.Equal(0, Allocation.Of(() =>
        {
            plain.Step(parameters, gradients);
            heavy.Step(parameters, gradients);
            heavy.Step(parameters["W"], gradients["W"]);
        }));
    }

    [Fact]
    public void Says_what_does_not_fit()
    {
        var sgd = new Sgd(0.1);
        Assert.Equal("Sgd.Step: the parameter has shape [3], its gradient [1, 3]",
            Assert.Throws<ArgumentException>(() => sgd.Step(Tensor.Zeros(3), Tensor.Zeros(1, 3))).Message);
        Assert.Equal("Sgd.Step: parameters are float or double, not long",
            Assert.Throws<NotSupportedException>(() => sgd.Step(Tensor.Arange(3), Tensor.Arange(3))).Message);
        Assert.Equal("Sgd.Step: the parameter or gradient of shape [3, 2] is a view that is not contiguous; step the tensor it was made from",
            Assert.Throws<InvalidOperationException>(() => sgd.Step(Tensor.Zeros(2, 3).T, Tensor.Zeros(3, 2))).Message);
        Assert.Equal("Sgd: learningRate is -1; it must be 0 or more", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(-1)).Message);

        var (parameters, gradients) = (new Parameters<float>("W", "B"), new Gradients<float>("W", "B"));
        parameters.Resize(2, 2, 2, 1, 2);
        gradients.Resize(2, 2, 2, 1, 1);
        Assert.Equal("Parameter B has shape [2], its gradient [1]",
            Assert.Throws<ArgumentException>(() => sgd.Step(parameters, gradients)).Message);
        Assert.Equal("The parameters are W, B, the gradients V; they must belong to one model",
            Assert.Throws<ArgumentException>(() => sgd.Step(parameters, new Gradients<float>("V"))).Message);
    }
}
