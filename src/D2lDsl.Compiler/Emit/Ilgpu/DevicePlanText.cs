using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>The plan of a GPU class: what is fused, as on the CPU, and what it becomes there.</summary>
static class DevicePlanText
{
    public static string Of(ModelSignature model, IReadOnlyList<KernelProgram> programs, IReadOnlyDictionary<KernelProgram, IReadOnlyList<string>> launched)
    {
        var text = PlanText.Of(model, programs);
        foreach (var program in programs)
        {
            text += $"\nOn the device, {program.Kind.Name} launches {Launches(launched[program])}\n";
            if (program.Kernel.AllSteps.Any(s => s is WhileStep or UnwindStep or IfStep))
                text += "  loops and conditions on tensor values run on the host, which reads one flag from the device each turn\n";
        }
        return text;
    }

    static string Launches(IReadOnlyList<string> names) => names.Count == 0 ? "nothing" : string.Join(", ", names);
}
