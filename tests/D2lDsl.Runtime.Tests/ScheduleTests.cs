using D2lDsl.Runtime.Tests.Golden;

namespace D2lDsl.Runtime.Tests;

/// <summary>Schedules against those of PyTorch, and the book's own, over 30 epochs.</summary>
public class ScheduleTests
{
    static readonly Dictionary<string, Func<Optimizer, LearningRateSchedule[]>> Made = new()
    {
        ["step"] = o => [new StepLr(o, stepSize: 4, gamma: 0.5)],
        ["multi step"] = o => [new MultiStepLr(o, [3, 7, 7, 20], gamma: 0.3)],
        ["exponential"] = o => [new ExponentialLr(o, gamma: 0.9)],
        ["linear"] = o => [new LinearLr(o)],
        ["linear down"] = o => [new LinearLr(o, startFactor: 1, endFactor: 0.25, totalEpochs: 12)],
        ["cosine"] = o => [new CosineAnnealingLr(o, epochs: 8, leastRate: 0.01)],
        ["linear and cosine"] = o => [new LinearLr(o, totalEpochs: 5), new CosineAnnealingLr(o, epochs: 30)],
        ["step and exponential"] = o => [new StepLr(o, stepSize: 10), new ExponentialLr(o, gamma: 0.95)],
        ["factor"] = o => [new FactorLr(o, 0.9, leastRate: 0.02)],
        ["cosine warmup"] = o => [new CosineWarmupLr(o, 20, finalRate: 0.01, warmupEpochs: 5, warmupBegin: 0.001)],
    };

    static readonly Dictionary<string, Func<Optimizer, ReduceLrOnPlateau>> Plateaus = new()
    {
        ["plateau"] = o => new(o, factor: 0.5, patience: 2),
        ["plateau absolute"] = o => new(o, factor: 0.5, patience: 0, threshold: 0.05, absolute: true, cooldown: 2, leastRate: 0.01),
        ["plateau rising"] = o => new(o, rising: true, factor: 0.1, patience: 1, threshold: 0.1),
    };

    public static TheoryData<string> Names => [.. TrainingGolden.Names("schedules")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_are_those_of_PyTorch(string name)
    {
        var expected = TrainingGolden.Numbers(TrainingGolden.Of("schedules", name));
        var sgd = new Sgd(0.3);
        if (Plateaus.TryGetValue(name, out var make))
        {
            var plateau = make(sgd);
            for (int epoch = 0; epoch < expected.Length; epoch++)
            {
                double before = sgd.LearningRate;
                Assert.Equal(plateau.Step(1.0 / (1 + epoch) + (epoch % 7 > 3 ? 0.2 : 0)), sgd.LearningRate != before);
                Assert.Equal(expected[epoch], sgd.LearningRate, 1e-12);
            }

            return;
        }

        var schedules = Made[name](sgd);
        foreach (double rate in expected)
        {
            Assert.Equal(rate, sgd.LearningRate, 1e-12);
            foreach (var schedule in schedules)
                schedule.Step();
        }

        Assert.All(schedules, schedule => Assert.Equal((expected.Length, 0.3), (schedule.Epoch, schedule.InitialRate)));
    }

    [Fact]
    public void A_rate_set_by_hand_is_what_a_schedule_goes_on_from()
    {
        var sgd = new Sgd(1);
        var schedule = new ExponentialLr(sgd, 0.5);
        schedule.Step();
        sgd.LearningRate = 10;
        schedule.Step();
        Assert.Equal(5, sgd.LearningRate);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        var sgd = new Sgd(0.1);
        Refused("StepLr: stepSize is 0; it must be 1 or more", () => new StepLr(sgd, 0));
        Refused("MultiStepLr: a milestone is 0; it must be 1 or more", () => new MultiStepLr(sgd, [0]));
        Refused("ExponentialLr: gamma is -1; it must be 0 or more", () => new ExponentialLr(sgd, -1));
        Refused("LinearLr: startFactor is 0; it must be above 0 and at most 1", () => new LinearLr(sgd, startFactor: 0));
        Refused("CosineWarmupLr: warmupEpochs is 20; it must be below epochs, which is 20", () => new CosineWarmupLr(sgd, 20, warmupEpochs: 20));
        Refused("ReduceLrOnPlateau: factor is 1; it must be 0 or more and below 1", () => new ReduceLrOnPlateau(sgd, factor: 1));
        Assert.Equal(0.1, sgd.LearningRate);

        static void Refused(string message, Func<object> make) => Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(make).Message);
    }
}
