namespace D2lDsl.SeedsTests;

/// <summary>Queries, keys and values that are parts of one tensor are read, and their gradients written, in its memory.</summary>
public class ProjectedTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 1)]
    [InlineData(1, 400)]
    [InlineData(2, 0)]
    public void Values_and_gradients_are_those_of_the_eager_run(int b, int t)
    {
        var random = new Random(3);
        Tensor<double> Numbers(params int[] shape) => Tensor.RandN<double>(random, shape);
        var (x, w, wo) = (Numbers(b, t, 6), Numbers(6, 18), Numbers(6, 6));
        var (x2, w8, bias, seed, seed3) = (Numbers(t, 5), Numbers(5, 16), Numbers(18), Numbers(t, 4), Numbers(b, t, 6));
        var one = Numbers(5, 12);

        var columns = new ProjectedModels.ColumnsKernel();
        Close(ProjectedModels.Columns(x2, one), columns.Forward(x2, one));
        Close(ProjectedModels.Columns(x2, one), columns.ForwardBackward(x2, one, seed));
        Right(columns.CheckGradients(x2, one));
        var chunked = new ProjectedModels.ChunkedKernel();
        Close(ProjectedModels.Chunked(x, w, bias), chunked.Forward(x, w, bias));
        Close(ProjectedModels.Chunked(x, w, bias), chunked.ForwardBackward(x, w, bias, seed3));
        Right(chunked.CheckGradients(x, w, bias));
        var gated = new ProjectedModels.GatedKernel();
        Close(ProjectedModels.Gated(x2, w8), gated.Forward(x2, w8));
        Close(ProjectedModels.Gated(x2, w8), gated.ForwardBackward(x2, w8, seed));
        Right(gated.CheckGradients(x2, w8));
        var even = Numbers(2 * t, 8);
        var stepped = new ProjectedModels.SteppedKernel();
        Close(ProjectedModels.Stepped(even), stepped.Forward(even));
        if (t < 100)
            Right(stepped.CheckGradients(even));
        if (t == 0)
            return;
        var (picked, turned, grouped) = (new ProjectedModels.PickedKernel(), new ProjectedModels.TurnedKernel(), new ProjectedModels.GroupedKernel());
        Assert.Equal(ProjectedModels.Picked(x, w, wo).Item(), picked.Forward(x, w, wo), 1e-9);
        Assert.Equal(ProjectedModels.Picked(x, w, wo).Item(), picked.ForwardBackward(x, w, wo), 1e-9);
        Right(picked.CheckGradients(x, w, wo));
        Assert.Equal(ProjectedModels.Turned(x, w, wo).Item(), turned.ForwardBackward(x, w, wo), 1e-9);
        Right(turned.CheckGradients(x, w, wo));
        Assert.Equal(ProjectedModels.Grouped(x2, w8).Item(), grouped.ForwardBackward(x2, w8), 1e-9);
        Right(grouped.CheckGradients(x2, w8));

        void Right(GradientCheck check) => Assert.True(t == 0 || check.RelativeError < 1e-6, check.ToString());
    }

    [Fact]
    public void Nothing_is_copied()
    {
        foreach (var plan in new[] { ProjectedModels.ColumnsKernel.Plan, ProjectedModels.ChunkedKernel.Plan, ProjectedModels.PickedKernel.Plan, ProjectedModels.TurnedKernel.Plan })
        {
            var backward = plan[plan.IndexOf("ForwardBackward", StringComparison.Ordinal)..];
            Assert.Matches(@"; \w+(, \w+)* read where (it lies|they lie); \w+(, \w+)* written where (it belongs|they belong)\n", backward);
            Assert.DoesNotMatch(@"pass 1: \w+ = \w+\n", plan);
            Assert.DoesNotContain("at its place", plan);
        }
        Assert.Contains("Forward: 0 loop nests, 1 matrix product", ProjectedModels.ColumnsKernel.Plan);
        Assert.Contains("ForwardBackward: 0 loop nests, 2 matrix products", ProjectedModels.ColumnsKernel.Plan);
    }

    static void Close(Tensor<double> expected, Tensor<double> actual)
    {
        Assert.Equal(expected.Shape.ToString(), actual.Shape.ToString());
        foreach (var (a, b) in expected.ToArray().Zip(actual.ToArray()))
            Assert.InRange(b - a, -1e-9 * (1 + Math.Abs(a)), 1e-9 * (1 + Math.Abs(a)));
    }
}
