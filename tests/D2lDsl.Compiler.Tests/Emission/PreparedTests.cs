using System.Reflection;
using D2lDsl.Runtime;

namespace D2lDsl.CompilerTests.Emission;

/// <summary>What a kernel has compiled on another thread is named by text, which must be that of its methods.</summary>
public class PreparedTests
{
    const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The kernels of this assembly's models.</summary>
    static readonly (Type Kernel, PreparedAttribute Prepared)[] kernels =
        [.. typeof(PreparedTests).Assembly.GetTypes().Select(type => (type, type.GetCustomAttribute<PreparedAttribute>()!)).Where(k => k.Item2 is not null)];

    [Fact]
    public void Every_name_is_that_of_one_method_and_stands_once()
    {
        Assert.True(kernels.Length > 50);
        foreach (var (kernel, prepared) in kernels)
        {
            string[] names = [.. prepared.Methods, .. prepared.Later];
            Assert.Equal(names.Distinct(), names);
            Assert.All(names, name => Assert.Single(kernel.GetMethods(Own), method => method.Name == name));
            Assert.Equal("Fit", names[0]);
        }
    }

    [Fact]
    public void A_loss_begins_with_its_gradients_and_leaves_out_what_computes_none()
    {
        var prepared = kernels.Single(k => k.Kernel == typeof(Models.Mlp.LossKernel)).Prepared;
        Assert.Equal("Backward", prepared.Methods[1]);
        Assert.Contains(prepared.Methods, name => name.StartsWith("BackwardLoop") && name.EndsWith("Long"));
        Assert.DoesNotContain(prepared.Methods.Concat(prepared.Later), name => name == "RunForward" || name.EndsWith("Short") || name.EndsWith("Tiny"));
        Assert.All(prepared.Later, name => Assert.EndsWith("Across", name));
    }
}
