using D2lDsl.Compiler.Derive;
using D2lDsl.Compiler.Ir;
using Xunit;

namespace D2lDsl.ProgramsTests;

/// <summary>One net with arguments of some sizes.</summary>
sealed class RandomNetRun
{
    readonly Type models;
    readonly int index;
    readonly Dictionary<string, int> sizes;
    readonly bool isScalar;
    readonly Random random;
    readonly Tensor<double>[] arguments;
    readonly Tensor<int>[] labels;
    readonly Tensor<double>? seed;
    readonly double value;
    readonly double[][] gradients;
    readonly Tensor<double> result;

    public RandomNetRun(Type models, int index, Dictionary<string, int> sizes, RandomNet net)
    {
        (this.models, this.index, this.sizes, isScalar) = (models, index, sizes, net.IsScalar);
        random = new Random(index);
        arguments = [.. RandomNet.Arguments.SkipLast(2).Select(a => Rounded(Shape(a.Axes)))];
        labels = [.. RandomNet.Arguments.TakeLast(2).Select(a => Tensor.RandInt<int>(random, 0, 3, Shape(a.Axes)))];
        dynamic kernel = Kernel("");
        if (isScalar)
        {
            value = Call(kernel, arguments, "ForwardBackward");
            result = Tensor.Of([value]).Reshape();
        }
        else
        {
            Tensor<double> forward = CallTensor(kernel, arguments);
            seed = Rounded([.. forward.Shape]);
            Tensor<double> again = CallSeeded(kernel, arguments, seed);
            result = again.Clone();
            Same(forward, result, 1e-10, "ForwardBackward against Forward");
            value = Ops.Sum(result * seed).Item();
        }
        gradients = [.. ((Gradients<double>)kernel.Gradients).Select(g => g.Value.ToArray())];
    }

    int[] Shape(string[] axes) => [.. axes.Select(axis => RandomNet.Size(axis, sizes))];

    // What a float holds, so that both kernels get the same.
    Tensor<double> Rounded(params int[] shape) => (Tensor.RandN<double>(random, shape) * 0.7).Cast<float>().Cast<double>();

    object Kernel(string type) => Activator.CreateInstance(models.GetNestedType($"Net{index}{type}Kernel")!)!;

    dynamic Call(dynamic kernel, Tensor<double>[] a, string how) => how == "Forward"
        ? kernel.Forward(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], labels[0], labels[1])
        : kernel.ForwardBackward(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], labels[0], labels[1]);

    Tensor<double> CallTensor(dynamic kernel, Tensor<double>[] a) =>
        ((Tensor<double>)kernel.Forward(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], labels[0], labels[1])).Clone();

    Tensor<double> CallSeeded(dynamic kernel, Tensor<double>[] a, Tensor<double> seed) =>
        kernel.ForwardBackward(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], labels[0], labels[1], seed);

    Tensor<double> Eager(Tensor<double>[] a) => (Tensor<double>)models.GetMethod($"Net{index}")!.Invoke(null, [.. a, .. labels])!;

    double Value(Tensor<double>[] a) => Eager(a) is var r && seed is null ? r.Item() : Ops.Sum(r * seed!).Item();

    public void CompareEager()
    {
        var eager = Eager(arguments);
        Same(eager, result, 1e-9, "the kernel against the eager run");
        if (isScalar)
        {
            double forward = Call(Kernel(""), arguments, "Forward");
            Agreement.Require(value, forward, 1e-9, "Forward against ForwardBackward");
        }
    }

    public bool CompareUnfused(Graph graph)
    {
        double[][] results;
        try
        {
            GraphInterpreter.Value[] inputs = [.. arguments.Select(a => new GraphInterpreter.Value([.. a.Shape], a.ToArray())),
                .. labels.Select(a => new GraphInterpreter.Value([.. a.Shape], [.. a.ToArray().Select(l => (double)l)]))];
            if (seed is not null)
                inputs = [.. inputs, new([.. seed.Shape], seed.ToArray())];
            results = [.. new GraphInterpreter(sizes).Run(Reverse.Of(graph), inputs).Skip(1).Select(r => r.Elements)];
        }
        catch (NotSupportedException)
        {
            return false;
        }
        for (var p = 0; p < gradients.Length; p++)
            for (var i = 0; i < gradients[p].Length; i++)
                Agreement.Require(results[p][i], gradients[p][i], 1e-8, $"gradient {RandomNet.Arguments[p].Name}[{i}] against the unfused graph, {this}");
        return true;
    }

    public bool CompareSlopes()
    {
        var count = 0;
        for (var p = 0; p < arguments.Length; p++)
        {
            var direction = Tensor.RandN<double>(random, [.. arguments[p].Shape]);
            double Slope(double step)
            {
                double At(double by) => Value([.. arguments.Select((a, i) => i == p ? a + direction * by : a)]);
                return (At(step) - At(-step)) / (2 * step);
            }
            var (wide, narrow) = (Slope(1e-5), Slope(3e-6));
            var slope = gradients[p].Zip(direction.ToArray()).Sum(z => z.First * z.Second);
            var size = Math.Max(1, gradients[p].Zip(direction.ToArray()).Sum(z => Math.Abs(z.First * z.Second)));
            if (Math.Abs(wide - narrow) > 1e-6 * size)
                continue;
            count++;
            if (!(Math.Abs(slope - narrow) <= 1e-5 * size))
                throw new InvalidOperationException($"gradient of {RandomNet.Arguments[p].Name} along a direction: slope {narrow:R}, gradient {slope:R}, {this}");
        }
        return count > 0;
    }

    /// <summary>The model whose sizes are numbers, where they are these: loops are unrolled, and loops of other sizes are other loops.</summary>
    public void CompareNumbers()
    {
        if (RandomNet.Numbers.Any(size => sizes[size.Key] != size.Value))
            return;
        dynamic kernel = Kernel("N");
        Same(result, isScalar ? Tensor.Of([(double)Call(kernel, arguments, "ForwardBackward")]).Reshape() : CallSeeded(kernel, arguments, seed!), 1e-9, "with sizes in numbers");
        var p = 0;
        foreach (var gradient in (Gradients<double>)kernel.Gradients)
        {
            var elements = gradient.Value.ToArray();
            for (var i = 0; i < elements.Length; i++)
                Agreement.Require(gradients[p][i], elements[i], 1e-9, $"gradient {RandomNet.Arguments[p].Name}[{i}] with sizes in numbers");
            p++;
        }
    }

    public void CompareFloats()
    {
        Tensor<float>[] a = [.. arguments.Select(x => x.Cast<float>())];
        dynamic kernel = Kernel("F");
        double[] values;
        if (isScalar)
            values = [kernel.ForwardBackward(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], labels[0], labels[1])];
        else
            values = [.. ((Tensor<float>)kernel.ForwardBackward(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], labels[0], labels[1], seed!.Cast<float>())).ToArray().Select(x => (double)x)];
        SameFloats(result.ToArray(), values, "result");
        var p = 0;
        foreach (var gradient in (Gradients<float>)kernel.Gradients)
        {
            SameFloats(gradients[p], [.. gradient.Value.ToArray().Select(x => (double)x)], $"gradient {RandomNet.Arguments[p].Name}");
            p++;
        }
    }

    /// <summary>The same bits on one thread and on several.</summary>
    public void CompareThreads()
    {
        var threads = Threads.Max;
        try
        {
            foreach (var count in (int[])[1, 2, 7])
            {
                Threads.Max = count;
                dynamic kernel = Kernel("");
                Tensor<double> again = isScalar ? Tensor.Of([(double)Call(kernel, arguments, "ForwardBackward")]).Reshape() : CallSeeded(kernel, arguments, seed!);
                Same(result, again, 0, $"the result on {count} threads");
                var p = 0;
                foreach (var gradient in (Gradients<double>)kernel.Gradients)
                {
                    Assert.True(gradients[p].AsSpan().SequenceEqual(gradient.Value.AsSpan()), $"gradient {RandomNet.Arguments[p].Name} on {count} threads");
                    p++;
                }
            }
        }
        finally
        {
            Threads.Max = threads;
        }
    }

    void SameFloats(double[] expected, double[] actual, string what)
    {
        var scale = Math.Max(0.1, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
            if (!(Math.Abs(expected[i] - actual[i]) <= 2e-3 * scale) && !(double.IsNaN(expected[i]) && double.IsNaN(actual[i])))
                throw new InvalidOperationException($"{what}[{i}]: {expected[i]:R} in doubles, {actual[i]:R} in floats, {this}");
    }

    void Same(Tensor<double> expected, Tensor<double> actual, double tolerance, string what)
    {
        if (!expected.Shape.Equals(actual.Shape))
            throw new InvalidOperationException($"{what}: shape {expected.Shape} and {actual.Shape}, {this}");
        var (a, b) = (expected.ToArray(), actual.ToArray());
        for (var i = 0; i < a.Length; i++)
            Agreement.Require(a[i], b[i], tolerance, $"{what} [{i}], {this}");
    }

    public override string ToString() => string.Join(", ", sizes.Select(s => $"{s.Key} = {s.Value}"));
}
