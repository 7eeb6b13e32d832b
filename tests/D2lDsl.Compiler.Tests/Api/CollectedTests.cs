using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>What the turns of a loop collect: any number of turns, no memory but its own, no step that grows with the number of turns.</summary>
public class CollectedTests
{
    static readonly Random Random = new(5);

    static (Tensor<double> Xs, Tensor<double> State, Tensor<double> Wx, Tensor<double> Wh) Arguments(int steps) =>
        (Tensor.RandN<double>(Random, steps, 3, 4), Tensor.RandN<double>(Random, 3, 5), Tensor.RandN<double>(Random, 4, 5) * 0.5, Tensor.RandN<double>(Random, 5, 5) * 0.5);

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(5), InlineData(17)]
    public void As_a_variable_that_every_turn_writes(int steps)
    {
        var (xs, state, wx, wh) = Arguments(steps);
        var (collecting, writing) = (new Recurrent.StatesKernel(), new Recurrent.WrittenKernel());
        var seed = Tensor.RandN<double>(Random, steps, 3, 5);
        var expected = writing.ForwardBackward(xs, state, wx, wh, seed);
        Assert.Equal(expected.ToArray(), collecting.Forward(xs, state, wx, wh).ToArray());
        var result = collecting.ForwardBackward(xs, state, wx, wh, seed);
        Assert.Equal([steps, 3, 5], result.Shape);
        Assert.Equal(expected.ToArray(), result.ToArray());
        foreach (var (a, b) in writing.Gradients.Flat.ToArray().Zip(collecting.Gradients.Flat.ToArray()))
            Assert.Equal(a, b, 1e-12);
        if (steps > 0)
            Assert.Equal(Recurrent.States(xs, state, wx, wh).ToArray(), result.ToArray());
    }

    [Fact]
    public void A_loop_with_less_than_no_turns_is_refused()
    {
        var kernel = new Recurrent.LaterKernel();
        Assert.Equal([4, 6], kernel.Forward(Tensor.Of(new double[,] { { 1, 2 }, { 3, 4 } })).ToArray());
        Assert.Empty(kernel.Forward(Tensor.Zeros<double>(1, 2)).ToArray());
        Assert.ThrowsAny<ArgumentException>(() => kernel.Forward(Tensor.Zeros<double>(0, 2)));
    }

    [Fact]
    public void Nothing_is_allocated_and_no_turn_touches_all_turns()
    {
        var (xs, state, wx, wh) = Arguments(6);
        var (kernel, seed) = (new Recurrent.StatesKernel(), Tensor.RandN<double>(Random, 6, 3, 5));
        AllocationTests.AssertNothing(() => kernel.ForwardBackward(xs, state, wx, wh, seed), () => kernel.Forward(xs, state, wx, wh));
        Assert.Contains("collects outputs, a turn's part at a time", Recurrent.StatesKernel.Plan);
        // The results have no memory beside their own.
        var forward = Recurrent.StatesKernel.Plan.Split("ForwardBackward:")[0];
        Assert.DoesNotContain("[t, n", string.Concat(forward.Split('\n').Where(line => line.Contains("keeps"))));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(6)]
    public void Two_variables_may_be_one_at_the_end_of_a_turn(int steps)
    {
        var (xs, state, wh) = (Tensor.RandN<double>(Random, steps, 3, 4), Tensor.RandN<double>(Random, 3, 4), Tensor.RandN<double>(Random, 4, 4) * 0.5);
        var kernel = new Recurrent.LastingKernel();
        if (steps == 0)
            Assert.True(double.IsNaN(kernel.Forward(xs, state, wh)));
        else
            Assert.Equal(Recurrent.Lasting(xs, state, wh).Item(), kernel.ForwardBackward(xs, state, wh), 1e-12);
        Assert.True(steps == 0 || kernel.CheckGradients(xs, state, wh).RelativeError < 1e-7);
    }

    [Fact]
    public void Going_back_multiplies_nothing_again_and_adds_up_weights_behind_the_turns()
    {
        var lines = Recurrent.StatesKernel.Plan.Split("ForwardBackward:")[1].Split('\n').Select(line => line.TrimEnd()).ToList();
        var back = lines.FindIndex(line => line.Contains("back through while"));
        var (turn, behind) = (lines.Skip(back + 1).TakeWhile(line => line.StartsWith("    ")).ToList(), lines.Skip(back + 1).SkipWhile(line => line.StartsWith("    ")).ToList());
        // One product for what was before the state, one for the step; both weights behind the loop, over all turns at once.
        Assert.Equal(2, turn.Count(line => line.Contains(": GEMM")));
        Assert.Single(behind, line => line.Contains("dwx = ") && line.Contains("GEMM [d, t·n] · [t·n, h]"));
        Assert.Single(behind, line => line.Contains("dwh = ") && line.Contains("GEMM [h, t·n] · [t·n, h]"));
    }
}
