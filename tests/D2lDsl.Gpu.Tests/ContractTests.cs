using System.Reflection;
using D2lDsl.GpuTests.Running;
using Xunit.Abstractions;

namespace D2lDsl.GpuTests;

/// <summary>The stand-in for ILGPU says nothing that the real one does not.</summary>
public class ContractTests(ITestOutputHelper output)
{
    /// <summary>What tests ask of the stand-in alone, and what makes one.</summary>
    static readonly HashSet<string> OfTests = ["Allocated", "get_Allocated", "Launches", "get_Launches", "Transfers", "get_Transfers", "set_Name", "set_MaxNumThreadsPerGroup"];

    const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [IlgpuFact]
    public void Every_member_of_it_is_in_the_real_assembly()
    {
        var (missing, members) = (new List<string>(), 0);
        foreach (var type in Ilgpu.Assembly.GetExportedTypes())
        {
            if (RealIlgpu.Assembly.GetType(type.FullName!) is not { } real)
            {
                missing.Add(type.FullName!);
                continue;
            }
            foreach (var method in type.GetMethods(Declared).Where(m => !OfTests.Contains(m.Name)))
            {
                members++;
                if (!real.GetMethods(Declared & ~BindingFlags.DeclaredOnly).Any(m => Signature(m) == Signature(method)))
                    missing.Add($"{type}: {Signature(method)}");
            }
        }
        output.WriteLine($"{members} members compared with {RealIlgpu.Assembly.FullName}");
        Assert.True(missing.Count == 0, string.Join("\n", missing));
    }

    static string Signature(MethodInfo method) => $"{method.ReturnType} {method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType))})";
}
