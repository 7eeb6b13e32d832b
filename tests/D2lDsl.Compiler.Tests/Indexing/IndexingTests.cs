using D2lDsl.CompilerTests.Reading;
using D2lDsl.CompilerTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Indexing;

/// <summary>Slices, joins and picks: the kernel gives what the method gives, and its gradients are right.</summary>
public class IndexingTests
{
    static readonly Dictionary<string, int> Sizes = new() { ["n"] = 5, ["d"] = 3, ["m"] = 9, ["k"] = 37, ["b"] = 6, ["c"] = 3, ["v"] = 5, ["e"] = 35 };

    static readonly Dictionary<string, int> Larger = new() { ["n"] = 19, ["d"] = 33, ["m"] = 4, ["k"] = 2, ["b"] = 21, ["c"] = 1, ["v"] = 3, ["e"] = 2 };

    static readonly IReadOnlyList<Construct> Constructs = [.. Slices.All, .. Assemblies.All];

    static readonly Lazy<Generated> All = new(() => Generated.From([.. Constructs.Select(c => c.Source("float") + c.Source("double"))]));

    public static TheoryData<string> Names => [.. Constructs.Select(c => c.Name)];

    public static TheoryData<string> Differentiable => [.. Constructs.Where(c => c.Members.Contains("[Parameter")).Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Kernel_gives_the_eager_value(string name)
    {
        foreach (var element in (string[])["float", "double"])
            foreach (var sizes in (Dictionary<string, int>[])[Sizes, Larger])
                new Probe(Type(name, element), "F", sizes).KernelAgreesWithEager();
    }

    [Theory, MemberData(nameof(Differentiable))]
    public void Gradients_are_central_differences(string name) => new Probe(Type(name, "double"), "F", Sizes).GradientsAreCentralDifferences();

    [Theory, MemberData(nameof(Differentiable))]
    public void Gradients_are_central_differences_at_larger_sizes(string name) => new Probe(Type(name, "double"), "F", Larger).GradientsAreCentralDifferences(1e-6);

    static Type Type(string name, string element) => All.Value.Type(Constructs.Single(c => c.Name == name).Class(element));
}
