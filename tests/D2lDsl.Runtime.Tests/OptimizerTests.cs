using System.Numerics;
using System.Runtime.CompilerServices;
using D2lDsl.Runtime.Tests.Golden;

namespace D2lDsl.Runtime.Tests;

/// <summary>Every optimiser against PyTorch over 20 steps, as float and as double; memory, states and messages.</summary>
public class OptimizerTests
{
    const int Count = 37, Steps = 20;

    static readonly Dictionary<string, Func<Optimizer>> Made = new()
    {
        ["sgd"] = () => new Sgd(0.1),
        ["sgd decay"] = () => new Sgd(0.1, weightDecay: 0.01),
        ["sgd momentum"] = () => new Sgd(0.1, momentum: 0.9),
        ["sgd momentum decay"] = () => new Sgd(0.1, momentum: 0.9, weightDecay: 0.01),
        ["sgd dampening"] = () => new Sgd(0.1, momentum: 0.8, dampening: 0.3),
        ["sgd nesterov"] = () => new Sgd(0.05, momentum: 0.9, weightDecay: 0.01, nesterov: true),
        ["adam"] = () => new Adam(),
        ["adam settings"] = () => new Adam(0.05, 0.8, 0.95, 1e-4, 0.1),
        ["adam amsgrad"] = () => new Adam(0.05, 0.8, 0.6, amsGrad: true),
        ["adamw"] = () => new AdamW(),
        ["adamw settings"] = () => new AdamW(0.05, 0.8, 0.95, 1e-4, 0.1),
        ["adamw amsgrad"] = () => new AdamW(0.05, 0.8, 0.6, amsGrad: true),
        ["rmsprop"] = () => new RmsProp(),
        ["rmsprop decay"] = () => new RmsProp(0.02, 0.9, 1e-3, 0.1),
        ["rmsprop momentum"] = () => new RmsProp(momentum: 0.5),
        ["rmsprop centered"] = () => new RmsProp(centered: true, epsilon: 1e-3),
        ["rmsprop centered momentum"] = () => new RmsProp(0.02, 0.9, 1e-3, momentum: 0.5, centered: true),
        ["adagrad"] = () => new AdaGrad(),
        ["adagrad settings"] = () => new AdaGrad(0.1, 0.1, 0.1, 0.5, 1e-3),
        ["adadelta"] = () => new AdaDelta(),
        ["adadelta settings"] = () => new AdaDelta(0.5, 0.8, 1e-3, 0.1),
    };

    public static TheoryData<string> Names => [.. Made.Keys];

    /// <summary>A new optimiser of that name.</summary>
    public static Optimizer Of(string name) => Made[name]();

    [Fact]
    public void Every_golden_optimizer_is_tested() =>
        Assert.Equal(TrainingGolden.Names("optimizers").Order(), Made.Keys.SelectMany(name => new[] { $"{name} double", $"{name} float" }).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_as_PyTorch_does(string name)
    {
        Compare<float>($"{name} float", Made[name](), 4e-6);
        Compare<double>($"{name} double", Made[name](), 1e-13);
    }

    static void Compare<T>(string name, Optimizer optimizer, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var golden = TrainingGolden.Of("optimizers", name);
        var parameter = Start<T>();
        for (int step = 1, kept = 0; step <= Steps; step++)
        {
            optimizer.Step(parameter, Gradient(parameter, step));
            if (step is not (1 or 2 or Steps))
                continue;
            var expected = TrainingGolden.Numbers(golden[kept++]);
            for (int i = 0; i < Count; i++)
                Assert.True(Math.Abs(expected[i] - double.CreateTruncating(parameter[i].Item())) <= tolerance * (1 + Math.Abs(expected[i])),
                    $"{name}, step {step}, element {i}: {parameter[i].Item()} where PyTorch has {expected[i]}");
        }
    }

    static Tensor<T> Start<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var parameter = Tensor.Zeros<T>(Count);
        for (int i = 0; i < Count; i++)
            parameter.AsSpan()[i] = T.CreateTruncating((i - 16) / 8.0);
        return parameter;
    }

    static Tensor<T> Gradient<T>(Tensor<T> parameter, int step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var gradient = Tensor.ZerosLike(parameter);
        for (int i = 0; i < Count; i++)
            gradient.AsSpan()[i] = parameter.AsSpan()[i] / T.CreateTruncating(2) + T.CreateTruncating(((i * 7 + step * 5) % 23 - 11) / 16.0);
        return gradient;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_sweep_over_a_module_equals_steps_of_its_parameters_and_allocates_nothing(string name)
    {
        var (parameters, gradients) = (new Parameters<float>("W", "B"), new Gradients<float>("W", "B"));
        parameters.Resize(2, 20, 3, 1, 7);
        gradients.Resize(2, 20, 3, 1, 7);
        var random = new Random(5);
        Tensor.RandN(random, 67).CopyTo(parameters.Flat.AsSpan());
        Tensor.RandN(random, 67).CopyTo(gradients.Flat.AsSpan());
        var (w, b) = (parameters["W"].Clone(), parameters["B"].Clone());
        var (whole, each) = (Made[name](), Made[name]());
        for (int step = 0; step < 3; step++)
        {
            whole.Step(parameters, gradients);
            each.Step(w, gradients["W"]);
            each.Step(b, gradients["B"]);
        }

        Assert.Equal([.. w.ToArray(), .. b.ToArray()], parameters.Flat.ToArray());
        Assert.Equal(0, Allocation.Of(() =>
        {
            whole.Step(parameters, gradients);
            each.Step(w, gradients["W"]);
        }));
    }

    [Fact]
    public void What_is_kept_can_be_read()
    {
        var (adam, p, g) = (new Adam(amsGrad: true), Tensor.Zeros(5), Tensor.Ones(5));
        var state = adam.StateOf(p);
        Assert.Equal((0, 3, 5), (state.Steps, state.Moments, state.Length));
        adam.Step(p, g);
        Assert.Equal(1, state.Steps);
        Assert.All(state.Moment(0).ToArray(), m => Assert.Equal(0.1f, m, 1e-7f));
        Assert.All(state.Moment(1).ToArray(), v => Assert.Equal(0.001f, v, 1e-9f));
        Assert.Same(state, adam.StateOf(p));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Moment(3));
        Assert.Equal("Sgd.StateOf: with these settings nothing is kept from step to step",
            Assert.Throws<InvalidOperationException>(() => new Sgd(0.1).StateOf(p)).Message);
        Assert.All(new AdaGrad(initialAccumulator: 0.5).StateOf(p).Moment(0).ToArray(), s => Assert.Equal(0.5f, s));
    }

    [Fact]
    public void An_infinite_parameter_stays_infinite_without_decay()
    {
        var p = Tensor.Full([2], float.PositiveInfinity);
        new Sgd(0.1).Step(p, Tensor.Ones(2));
        new AdamW(weightDecay: 0).Step(p, Tensor.Ones(2));
        Assert.All(p.ToArray(), value => Assert.Equal(float.PositiveInfinity, value));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Refused("Adam: beta1 is 1; it must be 0 or more and below 1", () => new Adam(beta1: 1));
        Refused("AdamW: epsilon is -1; it must be 0 or more", () => new AdamW(epsilon: -1));
        Refused("RmsProp: learningRate is NaN; it must be 0 or more", () => new RmsProp(double.NaN));
        Refused("AdaDelta: rho is 2; it must be from 0 to 1", () => new AdaDelta(rho: 2));
        Refused("AdaGrad: rateDecay is -1; it must be 0 or more", () => new AdaGrad(rateDecay: -1));
        Assert.Equal("Sgd: nesterov needs momentum above 0 and no dampening; they are 0.9 and 0.1",
            Assert.Throws<ArgumentException>(() => new Sgd(0.1, 0.9, dampening: 0.1, nesterov: true)).Message);

        static void Refused(string message, Func<object> make) => Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(make).Message);
    }

    [Fact]
    public void A_rule_of_ones_own_runs_in_the_same_sweep()
    {
        var (p, g) = (Tensor.Zeros(20), Tensor.Of([.. Enumerable.Range(0, 20).Select(i => i - 9.5f)]));
        var signs = new SignDescent(0.5);
        signs.Step(p, g);
        signs.Step(p, g);
        Assert.Equal(g.ToArray().Select(value => -1.0f * Math.Sign(value)), p.ToArray());
        Assert.Equal(2f, signs.StateOf(p).Moment(0)[3].Item());
    }

    /// <summary>Steps by the sign of the gradient and counts, to have something kept.</summary>
    sealed class SignDescent(double learningRate) : Optimizer(learningRate)
    {
        protected internal override int Moments => 1;

        public override void Run<T, TSweep>(ref TSweep sweep) => sweep.Run(new Rule<T>(T.CreateTruncating(LearningRate)));

        readonly struct Rule<T>(T rate) : IUpdateRule<T, Rule<T>>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            public static int States => 1;

            public Rule<T> ForStep(long step) => this;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector<T> Update(Vector<T> parameter, Vector<T> gradient, ref Vector<T> count, ref Vector<T> state1, ref Vector<T> state2)
            {
                count += Vector<T>.One;
                return parameter - Vector.Create(rate) * Vector.CopySign(Vector<T>.One, gradient);
            }
        }
    }
}
