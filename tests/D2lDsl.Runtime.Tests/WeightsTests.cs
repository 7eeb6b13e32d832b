namespace D2lDsl.Runtime.Tests;

/// <summary>Parameters and optimisers to a file and back; damage of any kind leaves them as they were.</summary>
public sealed class WeightsTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Parameters_come_back_under_the_names_of_a_state_dict()
    {
        var (saved, loaded) = (Of(1, "W", "blocks[0].hidden.W", "blocks[1].hidden.W"), Of(2, "W", "blocks[0].hidden.W", "blocks[1].hidden.W"));
        saved.Save(folder["w"]);
        Assert.Equal(["W", "blocks.0.hidden.W", "blocks.1.hidden.W"], SafeTensors.Load(folder["w"]).Names);
        var (flat, first) = (loaded.Flat, loaded.At(0));
        loaded.Load(folder["w"]);
        Assert.Equal(saved.Flat.ToArray(), loaded.Flat.ToArray());
        Assert.Same(flat, loaded.Flat);
        Assert.Same(first, loaded["W"]);
    }

    [Fact]
    public void Files_of_other_models_are_refused_and_change_nothing()
    {
        Refused("it lacks B, and it has C, D, which the model has not", file => file.Add("W", Tensor.Ones(3, 4)).Add("C", Tensor.Ones(4)).Add("D", Tensor.Ones(4)));
        Refused("it lacks W, B", file => file);
        Refused("B has shape [3], the model's has [4]", file => file.Add("W", Tensor.Ones(3, 4)).Add("B", Tensor.Ones(3)));
        Refused("B is F64, the model's is F32", file => file.Add("W", Tensor.Ones(3, 4)).Add("B", Tensor.Ones<double>(4)));

        void Refused(string reason, Func<SafeTensors, SafeTensors> fill)
        {
            fill(new SafeTensors()).Save(folder["bad"]);
            var parameters = Of(1, "W", "B");
            var before = parameters.Flat.ToArray();
            Assert.Equal($"{folder["bad"]}: {reason}", Assert.Throws<InvalidDataException>(() => parameters.Load(folder["bad"])).Message);
            Assert.Equal(before, parameters.Flat.ToArray());
        }
    }

    [Fact]
    public void Cut_off_anywhere_a_file_is_refused_and_changes_nothing()
    {
        Of(1, "W", "B").Save(folder["w"]);
        var bytes = File.ReadAllBytes(folder["w"]);
        var parameters = Of(2, "W", "B");
        var before = parameters.Flat.ToArray();
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(folder["cut"], bytes[..length]);
            Assert.Throws<InvalidDataException>(() => parameters.Load(folder["cut"]));
        }

        Assert.Equal(before, parameters.Flat.ToArray());
        parameters.Load(folder["w"]);
    }

    [Fact]
    public void Bytes_changed_at_random_are_refused_or_change_values_alone()
    {
        Of(1, "W", "B").Save(folder["w"]);
        var good = File.ReadAllBytes(folder["w"]);
        int header = 8 + good[0];
        var random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            var bytes = good.ToArray();
            bool isData = true;
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(3) == 0 ? random.Next(bytes.Length) : random.Next(header);
                bytes[at] = (byte)(random.Next(2) == 0 ? bytes[at] ^ (1 << random.Next(8)) : random.Next(256));
                isData &= at >= header;
            }

            File.WriteAllBytes(folder["odd"], bytes);
            var parameters = Of(2, "W", "B");
            var before = parameters.Flat.ToArray();
            try
            {
                parameters.Load(folder["odd"]);
                Assert.Equal(new SafeTensorsView(bytes).Floats, parameters.Flat.ToArray());
            }
            catch (InvalidDataException)
            {
                refused++;
                Assert.False(isData);
                Assert.Equal(before, parameters.Flat.ToArray());
            }
        }

        Assert.InRange(refused, 1000, 2999);
    }

    [Fact]
    public void Training_goes_on_from_a_file_as_if_it_had_not_stopped()
    {
        var (whole, first, second) = (Of(1, "W", "B"), Of(1, "W", "B"), Of(3, "W", "B"));
        Adam through = new(0.1, amsGrad: true), before = new(0.1, amsGrad: true), after = new(0.1, amsGrad: true);
        Train(whole, through, 1, 6);
        Train(first, before, 1, 3);
        first.Save(folder["w"]);
        before.SaveState(first, folder["s"]);
        second.Load(folder["w"]);
        after.LoadState(second, folder["s"]);
        Assert.Equal(3, after.StateOf(second.Flat).Steps);
        Train(second, after, 4, 6);
        Assert.Equal(whole.Flat.ToArray(), second.Flat.ToArray());

        static void Train(Parameters<float> parameters, Optimizer optimizer, int from, int to)
        {
            for (int step = from; step <= to; step++)
                optimizer.Step(parameters, Of(10 + step, "W", "B"));
        }
    }

    [Fact]
    public void States_of_other_optimisers_are_refused()
    {
        var parameters = Of(1, "W", "B");
        new Adam().SaveState(parameters, folder["adam"]);
        new Sgd(0.1).SaveState(parameters, folder["sgd"]);
        parameters.Save(folder["w"]);
        Refused("it holds the state of Adam, not that of AdamW", () => new AdamW().LoadState(parameters, folder["adam"]));
        Refused("it holds no state of an optimiser, not that of Adam", () => new Adam().LoadState(parameters, folder["w"]));
        Refused("it lacks 2.W, 2.B", () => new Adam(amsGrad: true).LoadState(parameters, folder["adam"]));
        Refused("it lacks 0.W, 0.B", () => new Sgd(0.1, momentum: 0.9).LoadState(parameters, folder["sgd"]));
        new Sgd(0.1).LoadState(parameters, folder["sgd"]);

        void Refused(string reason, Action load) => Assert.EndsWith(": " + reason, Assert.Throws<InvalidDataException>(load).Message);
    }

    /// <summary>W [3, 4] or [2, 2], and B [4], of random numbers.</summary>
    static Parameters<float> Of(int seed, params string[] names)
    {
        var parameters = new Parameters<float>(names);
        parameters.Resize([.. names.SelectMany(name => name == "B" ? new[] { 1, 4 } : name == "W" ? [2, 3, 4] : [2, 2, 2])]);
        Tensor.RandN(new Random(seed), parameters.Flat.Length).CopyTo(parameters.Flat.AsSpan());
        return parameters;
    }

    /// <summary>The floats behind the header: W and then B, if the file is still as it was written but for values.</summary>
    readonly struct SafeTensorsView(byte[] bytes)
    {
        public float[] Floats
        {
            get
            {
                // The names may have changed places in a header that is still good.
                var header = System.Text.Json.JsonDocument.Parse(bytes.AsMemory(8, bytes[0] + (bytes[1] << 8))).RootElement;
                var data = bytes.AsSpan(8 + bytes[0] + (bytes[1] << 8)).ToArray();
                return [.. new[] { "W", "B" }.SelectMany(name =>
                {
                    var offsets = header.GetProperty(name).GetProperty("data_offsets");
                    return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(data.AsSpan(offsets[0].GetInt32()..offsets[1].GetInt32())).ToArray();
                })];
            }
        }
    }
}
