namespace D2lDsl.Runtime.Tests;

/// <summary>Groups of parameters with an optimiser each.</summary>
public class ParameterGroupsTests
{
    static (Parameters<float> Parameters, Gradients<float> Gradients) Model()
    {
        string[] names = ["hidden.W", "hidden.B", "blocks[0].W", "blocks[1].W", "W"];
        int[] packed = [2, 5, 7, 1, 7, 2, 3, 4, 2, 4, 3, 1, 2];
        var (parameters, gradients) = (new Parameters<float>(names), new Gradients<float>(names));
        parameters.Resize(packed);
        gradients.Resize(packed);
        parameters.Flat[..] = Tensor.RandN(new Random(1), parameters.Flat.Length);
        gradients.Flat[..] = Tensor.RandN(new Random(2), parameters.Flat.Length);
        return (parameters, gradients);
    }

    /// <summary>Every group steps as its optimiser alone would: with momentum, moments and a decay of its own.</summary>
    [Fact]
    public void A_group_steps_as_its_optimizer_alone()
    {
        var (parameters, gradients) = Model();
        var (alone, _) = Model();
        var groups = new ParameterGroups<float>(parameters, new Sgd(0.1, momentum: 0.9))
            .Group(new Adam(0.01), "hidden.W", "W").Group(new Sgd(0.1, weightDecay: 3), name => name.EndsWith(".B", StringComparison.Ordinal)).Freeze("blocks[1]");
        Dictionary<string, Optimizer?> own = new()
        {
            ["hidden.W"] = new Adam(0.01), ["hidden.B"] = new Sgd(0.1, weightDecay: 3), ["blocks[0].W"] = new Sgd(0.1, momentum: 0.9), ["blocks[1].W"] = null, ["W"] = new Adam(0.01),
        };
        for (int step = 0; step < 3; step++)
        {
            groups.Step(parameters, gradients);
            foreach (var (name, optimizer) in own)
                optimizer?.Step(alone[name], gradients[name]);
        }

        foreach (string name in own.Keys)
            Assert.Equal(alone[name].ToArray(), parameters[name].ToArray());
        Assert.Equal(0, Allocation.Of(() => groups.Step(parameters, gradients)));
    }

    /// <summary>torch.optim.SGD([{'params': w, 'weight_decay': 3}, {'params': b}], lr=0.01), one step from w = 2, b = 1 along 1.</summary>
    [Fact]
    public void Weights_decay_and_biases_do_not()
    {
        var (parameters, gradients) = (new Parameters<double>("W", "B"), new Gradients<double>("W", "B"));
        parameters.Resize(2, 200, 1, 1, 1);
        gradients.Resize(2, 200, 1, 1, 1);
        parameters["W"].Fill(2);
        parameters["B"].Fill(1);
        gradients.Flat.Fill(1);
        new ParameterGroups<double>(parameters, new Sgd(0.01)).Group(new Sgd(0.01, weightDecay: 3), "W").Step(parameters, gradients);
        Assert.All(parameters["W"].ToArray(), w => Assert.Equal(2 - 0.01 * (1 + 3 * 2), w, 1e-14));
        Assert.Equal(0.99, parameters["B"].Item(), 1e-14);
    }

    [Fact]
    public void A_schedule_keeps_the_relation_of_the_rates()
    {
        var (parameters, _) = Model();
        var (body, head) = (new Sgd(0.05), new Sgd(0.5));
        var groups = new ParameterGroups<float>(parameters, body).Group(head, "W");
        Assert.Equal(0.5, groups.LearningRate);
        var schedule = new ExponentialLr(groups, 0.5);
        schedule.Step();
        schedule.Step();
        Assert.Equal((0.0125, 0.125), (body.LearningRate, head.LearningRate));
        groups.LearningRate = 0;
        groups.LearningRate = 1;
        Assert.Equal((0.1, 1), (body.LearningRate, head.LearningRate));
    }

    [Fact]
    public void Their_state_is_saved_and_loaded()
    {
        using var folder = new TemporaryFolder();
        string path = folder["state.safetensors"];
        var (parameters, gradients) = Model();
        ParameterGroups<float> Groups(Parameters<float> of) => new ParameterGroups<float>(of, new Adam(0.1)).Group(new Sgd(0.1, momentum: 0.9), "blocks").Freeze("W");
        var groups = Groups(parameters);
        groups.Step(parameters, gradients);
        groups.SaveState(parameters, path);

        var (later, _) = Model();
        later.Flat[..] = parameters.Flat;
        var again = Groups(later);
        again.LoadState(later, path);
        again.Step(later, gradients);
        groups.Step(parameters, gradients);
        Assert.Equal(parameters.Flat.ToArray(), later.Flat.ToArray());
    }

    [Fact]
    public void Mistakes_are_named()
    {
        var (parameters, gradients) = Model();
        var sgd = new Sgd(0.1);
        var groups = new ParameterGroups<float>(parameters, sgd).Group(new Sgd(1), "hidden");
        void Refused(string message, Action action) => Assert.Contains(message, Assert.ThrowsAny<Exception>(action).Message);
        Refused("no parameter is named B; the names are hidden.W, hidden.B, blocks[0].W, blocks[1].W, W", () => groups.Group(new Sgd(1), "B"));
        Refused("hidden.B is in a group already", () => groups.Group(new Sgd(1), name => name.EndsWith('B')));
        Refused("none of the parameters fits", () => groups.Freeze("W").Group(new Sgd(1), name => name == "x"));
        Refused("has a group already; make an optimiser for each group", () => groups.Group(sgd, "blocks"));
        Refused("is not the module's parameters", () => groups.Step(Tensor.Zeros(3), Tensor.Zeros(3)));
        groups.Step(parameters, gradients);
        Refused("make the groups before", () => groups.Group(new Sgd(1), "blocks"));
    }
}
