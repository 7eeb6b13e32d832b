using D2lDsl.Runtime;

namespace D2lDsl.Runtime.Tests;

public class GradientProbeTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(0.001, 1)]
    [InlineData(0.0001, 1)]
    [InlineData(-0.001, 0)]
    [InlineData(-0.0001, 0)]
    [InlineData(-1, 0)]
    public void A_kink_beside_an_element_is_no_error(float at, float gradient) => Assert.InRange(Of(at, gradient).RelativeError, 0, 1e-2);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 0.97f)]
    [InlineData(0.001, 0.9f)]
    [InlineData(0.001, 0)]
    [InlineData(-0.001, 0.5f)]
    [InlineData(-0.0001, 0.3f)]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    public void A_wrong_gradient_is_one_beside_a_kink_too(float at, float gradient) => Assert.True(Of(at, gradient).RelativeError > 2.5e-2);

    [Fact]
    public void The_parameters_are_as_they_were()
    {
        var (parameters, gradients) = (Single(0.001f), Single(1));
        GradientProbe.Check("M.F", parameters, gradients, () => Math.Max(0, parameters.Flat[0].Item()));
        Assert.Equal(0.001f, parameters.Flat[0].Item());
    }

    /// <summary>The check of relu(w) at a place, with what is said to be its gradient.</summary>
    static GradientCheck Of(float at, float gradient)
    {
        var parameters = Single(at);
        return GradientProbe.Check("M.F", parameters, Single(gradient), () => Math.Max(0, parameters.Flat[0].Item()));
    }

    static NamedTensors<float> Single(float value)
    {
        var tensors = new NamedTensors<float>("W");
        tensors.Resize(1, 1);
        tensors["W"].Fill(value);
        return tensors;
    }
}
