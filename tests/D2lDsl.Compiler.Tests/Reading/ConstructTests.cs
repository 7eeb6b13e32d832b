using D2lDsl.CompilerTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Reading;

/// <summary>What a model may be written with: the kernel gives what the method gives, and its gradients are right.</summary>
public class ConstructTests
{
    static readonly Dictionary<string, int> Sizes = new() { ["n"] = 5, ["d"] = 3, ["x"] = 4, ["y"] = 2, ["class"] = 3, ["new"] = 4 };

    static IEnumerable<Construct> Everything => Constructs.All.Concat(OpConstructs.All);

    static readonly Lazy<Generated> All = new(() => Generated.From(
        [.. Everything.SelectMany(c => new[] { c.Source("float") + c.Source("double"), c.OtherSource("float") + c.OtherSource("double") })]));

    public static TheoryData<string> Names => [.. Everything.Select(c => c.Name)];

    // A value that passes through float is too coarse for differences.
    public static TheoryData<string> Differentiable => [.. Everything.Where(c => c.Members.Contains("[Parameter") && c.Name != "Casts").Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Kernel_gives_the_eager_value_in_float(string name) => new Probe(Type(name, "float"), "F", Sizes).KernelAgreesWithEager();

    [Theory, MemberData(nameof(Names))]
    public void Kernel_gives_the_eager_value_in_double(string name) => new Probe(Type(name, "double"), "F", Sizes).KernelAgreesWithEager();

    [Theory, MemberData(nameof(Differentiable))]
    public void Gradients_are_central_differences(string name) => new Probe(Type(name, "double"), "F", Sizes).GradientsAreCentralDifferences();

    static Type Type(string name, string element) => All.Value.Type(Everything.Single(c => c.Name == name).Class(element));
}
