using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Deriving;

/// <summary>
/// Values that a run computes and does not use hand no gradient back, not even 0 times an infinite slope: losses and gradients are those
/// PyTorch prints, which sees only what ran. make_untaken.py wrote them.
/// </summary>
public class UntakenTests
{
    static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), "Untaken.json"))).RootElement;

    static IEnumerable<string> Kernels => typeof(Untaken).GetNestedTypes().Select(t => t.Name).Where(n => n.EndsWith("Kernel") && n != "RootedKernel").Select(n => n[..^"Kernel".Length]);

    public static TheoryData<string> Names => [.. Kernels];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_are_those_of_what_ran(string name)
    {
        dynamic kernel = Activator.CreateInstance(typeof(Untaken).GetNestedType(name + "Kernel")!)!;
        var expected = Golden.GetProperty("models").GetProperty(name.ToLowerInvariant()).EnumerateArray().Select(e => e.GetString()!).ToArray();
        var wrong = new List<string>();
        foreach (var (run, line) in Golden.GetProperty("runs").EnumerateArray().Zip(expected))
        {
            var (x, k, f) = (Numbers(run.GetProperty("x")), Numbers(run.GetProperty("k")), Numbers(run.GetProperty("f")));
            double loss = kernel.ForwardBackward(x, k, f);
            double[] found = [loss, .. (double[])kernel.Gradients.X.ToArray(), .. (double[])kernel.Gradients.K.ToArray()];
            var wanted = line.Split(' ').Select(Number).ToArray();
            if (!found.Zip(wanted, Same).All(same => same))
                wrong.Add($"x = {x}, f = {f}: [{string.Join(", ", found)}] where PyTorch has [{string.Join(", ", wanted)}]");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {expected.Length}:\n{string.Join("\n", wrong)}");
    }

    [Fact]
    public void Every_model_was_run_in_PyTorch() =>
        Assert.Equal(Golden.GetProperty("models").EnumerateObject().Select(m => m.Name).Order(), Kernels.Select(n => n.ToLowerInvariant()).Order());

    static bool Same(double found, double wanted) => found.Equals(wanted) || Math.Abs(found - wanted) <= 1e-12 * (1 + Math.Abs(wanted));

    static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    static Tensor<double> Numbers(JsonElement element) => Tensor.Of(element.EnumerateArray().Select(number => number.GetDouble()).ToArray());

    static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
