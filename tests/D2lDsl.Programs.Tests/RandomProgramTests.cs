using D2lDsl.Compiler.Derive;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Read;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace D2lDsl.ProgramsTests;

/// <summary>
/// A hundred random models a run, five hundred in CI: the fused kernel against the eager run of the same method, its gradients against the unfused
/// graph and, away from kinks, against central differences. The seed is printed; D2LDSL_SEED repeats a run.
/// </summary>
public class RandomProgramTests(ITestOutputHelper output)
{
    // Every day others: one batch a run and a new seed see more in a week than five of one seed.
    static readonly int Batches = TestRun.IsWhole ? 5 : 1;
    const int PerBatch = 100;

    [Fact]
    public void Kernels_of_random_models_agree_with_the_eager_run_the_unfused_graph_and_central_differences()
    {
        var seed = RandomSeed.Of(output);
        var (checkedByDifferences, count) = (0, 0);
        for (var batch = 0; batch < Batches; batch++)
        {
            var programs = Enumerable.Range(0, PerBatch).Select(i => RandomProgram.Make(seed + batch * PerBatch + i, $"Model{i}")).ToArray();
            var source = $"public static partial class Models\n{{\n{string.Concat(programs.Select(p => p.Source))}}}\n";
            var watch = System.Diagnostics.Stopwatch.StartNew();
            using var generated = Generated.From(source);
            output.WriteLine($"batch {batch}: {source.Length} characters became {generated.Texts.Values.Sum(t => t.Length)} in {watch.ElapsedMilliseconds} ms");
            watch.Restart();
            _ = generated.Assembly;
            output.WriteLine($"  compiled in {watch.ElapsedMilliseconds} ms");
            watch.Restart();
            for (var i = 0; i < PerBatch; i++)
            {
                count++;
                try
                {
                    checkedByDifferences += Check(generated, i, programs[i]) ? 1 : 0;
                }
                catch (Exception error)
                {
                    Assert.Fail($"seed {seed + batch * PerBatch + i} (run {seed}): {error.Message}\n{programs[i].Source}\n{error.StackTrace}");
                }
            }
            output.WriteLine($"  checked in {watch.ElapsedMilliseconds} ms");
        }
        output.WriteLine($"{count} models, {checkedByDifferences} of them checked by central differences");
        Assert.Equal(Batches * PerBatch, count);
        Assert.True(checkedByDifferences > count / 5, "too few models were smooth to be checked by central differences");
    }

    static bool Check(Generated generated, int index, RandomProgram program)
    {
        var type = generated.Type("Models");
        var eager = type.GetMethod($"Model{index}")!.CreateDelegate<Model>();
        var kernel = Activator.CreateInstance(type.GetNestedType($"Model{index}Kernel")!)!;

        // Rows of one vector and longer ones are written differently, and of those several at once, four vectors of eight at the most.
        var graph = Read(generated.Compilation, index);
        var (arguments, gradients) = Compare(eager, kernel, graph, new Random(index), 3, 5);
        if (index % 2 == 0)
            Compare(eager, kernel, graph, new Random(index), 6, index % 4 == 0 ? 21 : 37);
        if (!program.IsSmooth)
            return false;
        for (var p = 0; p < gradients.Length; p++)
            for (var i = 0; i < gradients[p].Length; i++)
                if (Difference(eager, arguments, p, i) is { } slope)
                    Agreement.Require(slope, gradients[p][i], 2e-5, $"gradient {p}[{i}] against central differences");
        return true;
    }

    /// <summary>The kernel against the eager run and the unfused graph, for arguments of these sizes; they and the gradients.</summary>
    static (Tensor<double>[] Arguments, double[][] Gradients) Compare(Model eager, object compiled, Graph graph, Random random, int n, int d)
    {
        // Longer rows add up more: what goes in is smaller, so that loops end as soon and nothing overflows.
        var scale = Math.Sqrt(15.0 / (n * d));
        Tensor<double>[] arguments = [.. ((Tensor<double>[])[Sample(random, n, d), Sample(random, n, d), Sample(random, d), Sample(random, d, d), Sample(random)]).Select(a => a * scale)];
        dynamic kernel = compiled;
        double value = eager(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]).Item();
        double forward = kernel.Forward(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
        double fused = kernel.ForwardBackward(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
        Agreement.Require(value, forward, 1e-9, "Forward against the eager run");
        Agreement.Require(value, fused, 1e-9, "ForwardBackward against the eager run");

        var gradients = ((Gradients<double>)kernel.Gradients).Select(g => g.Value.ToArray()).ToArray();
        var unfused = Unfused(graph, arguments);
        for (var p = 0; p < gradients.Length; p++)
            for (var i = 0; i < gradients[p].Length; i++)
                Agreement.Require(unfused[p][i], gradients[p][i], 1e-8, $"gradient {p}[{i}] against the unfused graph, for [{n}, {d}]");
        return (arguments, gradients);
    }

    delegate Tensor<double> Model(Tensor<double> x, Tensor<double> y, Tensor<double> v, Tensor<double> w, Tensor<double> s);

    static Tensor<double> Sample(Random random, params int[] shape) => Tensor.RandN<double>(random, shape) * 0.8;

    static Graph Read(Compilation compilation, int index)
    {
        var method = compilation.GetTypeByMetadataName("Models")!.GetMembers($"Model{index}").OfType<IMethodSymbol>().Single();
        return ModelReader.Read(method, compilation, default).Model!.Graph!;
    }

    /// <summary>The gradients node by node, from the graph as it was read and derived.</summary>
    static double[][] Unfused(Graph graph, Tensor<double>[] arguments)
    {
        var interpreter = new GraphInterpreter(new Dictionary<string, int> { ["n"] = arguments[0].Shape[0], ["d"] = arguments[0].Shape[1] });
        var results = interpreter.Run(Reverse.Of(graph), [.. arguments.Select(a => new GraphInterpreter.Value([.. a.Shape], a.ToArray()))]);
        return [.. results.Skip(1).Select(r => r.Elements)];
    }

    /// <summary>The slope by two steps of different size; null where they disagree, at a jump between branches or turns.</summary>
    static double? Difference(Model model, Tensor<double>[] arguments, int parameter, int element)
    {
        double Slope(double step)
        {
            var moved = arguments.Select(a => a.Clone()).ToArray();
            double At(double by)
            {
                moved[parameter].AsSpan()[element] = arguments[parameter].AsSpan()[element] + by;
                return model(moved[0], moved[1], moved[2], moved[3], moved[4]).Item();
            }
            return (At(step) - At(-step)) / (2 * step);
        }
        var (wide, narrow) = (Slope(1e-5), Slope(4e-6));
        return Math.Abs(wide - narrow) <= 1e-5 * Math.Max(1, Math.Abs(wide)) ? narrow : null;
    }
}
