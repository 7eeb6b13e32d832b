using System.Reflection;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Read;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace D2lDsl.ProgramsTests;

/// <summary>
/// Random models over tensors of several ranks: the fused kernel against the eager run of the same method and the unfused graph, its
/// gradients also against the slope along a random direction, the kernels for floats and with sizes in numbers against the one for
/// doubles, and the same kernel with other sizes and on other threads. The seed is printed; D2LDSL_SEED repeats a run.
/// </summary>
public class RandomNetTests(ITestOutputHelper output)
{
    static readonly int Count = TestRun.IsWhole ? 50 : 10;

    static readonly Dictionary<string, int>[] Sizes =
    [
        new() { ["b"] = 2, ["t"] = 3, ["e"] = 2, ["h"] = 4 }, new() { ["b"] = 3, ["t"] = 5, ["e"] = 9, ["h"] = 7 },
        new() { ["b"] = 1, ["t"] = 19, ["e"] = 3, ["h"] = 5 }, new() { ["b"] = 2, ["t"] = 4, ["e"] = 17, ["h"] = 6 },
    ];

    // Several chunks of rows, blocks of products, and threads.
    static readonly Dictionary<string, int> Large = new() { ["b"] = 5, ["t"] = 21, ["e"] = 17, ["h"] = 12 };

    [Fact]
    public void Kernels_of_random_nets_agree_with_the_eager_run_the_unfused_graph_slopes_and_each_other()
    {
        var seed = RandomSeed.Of(output);
        var nets = Enumerable.Range(0, Count).Select(i => RandomNet.Make(seed + i, $"Net{i}")).ToArray();
        using var generated = Generated.From($"public static partial class Models\n{{\n{string.Concat(nets.Select(n => n.Source))}}}\n");
        var failures = new List<string>();
        var (sloped, unfused) = (0, 0);
        for (var i = 0; i < nets.Length; i++)
            try
            {
                var graph = Read(generated.Compilation, i);
                foreach (var sizes in Sizes)
                {
                    var net = new RandomNetRun(generated.Type("Models"), i, sizes, nets[i]);
                    net.CompareEager();
                    unfused += net.CompareUnfused(graph) ? 1 : 0;
                    sloped += nets[i].IsSmooth && net.CompareSlopes() ? 1 : 0;
                    net.CompareFloats();
                    net.CompareNumbers();
                }
                var large = new RandomNetRun(generated.Type("Models"), i, Large, nets[i]);
                large.CompareEager();
                large.CompareFloats();
                large.CompareThreads();
            }
            catch (Exception error)
            {
                failures.Add($"seed {seed + i} (run {seed}): {(error as TargetInvocationException)?.InnerException ?? error}\n{nets[i].Source}");
            }
        output.WriteLine($"{nets.Length} nets in {Sizes.Length} sizes, {unfused} checked by the unfused graph, {sloped} by slopes");
        Assert.True(failures.Count == 0, $"{failures.Count} of {nets.Length}\n" + string.Join("\n\n", failures));
        Assert.True(sloped > nets.Length, "too few nets were smooth to be checked by slopes");
    }

    static Graph Read(Compilation compilation, int index)
    {
        var method = compilation.GetTypeByMetadataName("Models")!.GetMembers($"Net{index}").OfType<IMethodSymbol>().Single();
        var result = ModelReader.Read(method, compilation, default);
        return result.Model?.Graph ?? throw new InvalidOperationException("it was refused: " + string.Join("; ", result.Findings.Select(m => m.ToString())));
    }
}
