using D2lDsl.Testing;

namespace D2lDsl.GpuTests.Running;

/// <summary>Products and attention, compiled against the real ILGPU.</summary>
static class RealModels
{
    static readonly string[] Names = ["Plain", "Precise", "Whole", "Turned", "Bias", "Residual", "Masked", "Loss", "Most", "Twice", "Scaled", "Attend", "Learnt", "Heads", "Known"];

    static readonly Dictionary<bool, Func<string, Type>> Made = [];

    /// <summary>The models by name.</summary>
    /// <param name="small">Groups as small as those of the stand-in.</param>
    public static Func<string, Type> In(bool small)
    {
        if (Made.TryGetValue(small, out var made))
            return made;
        var source = Compile.Beside(RealIlgpu.Reference, ProductTests.Source, AttentionTests.Source);
        using var generated = small ? Generated.Over(source, OnDevice.WithSmallGroups) : Generated.Over(source);
        generated.RequireClean();
        var assembly = RealIlgpu.Load(generated.Compilation);
        return Made[small] = name => assembly.GetType(name) ?? throw new InvalidOperationException($"no {name}");
    }

    public static IEnumerable<Type> Types(Func<string, Type> models) => Names.Select(models);
}
