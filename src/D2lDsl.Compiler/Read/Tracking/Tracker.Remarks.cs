using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Remarks for whoever asks: what was inferred, and where nothing more is known.</summary>
public sealed partial class Tracker
{
    /// <summary>The shape of a variable, or why there is none.</summary>
    void Remark(ISymbol variable, IOperation? value)
    {
        var declared = (variable as ILocalSymbol)?.Type ?? (variable as IParameterSymbol)?.Type;
        if (quiet > 0 || Declarations.TensorArgument(declared) is null || variable.Locations.FirstOrDefault() is not { IsInSource: true } place)
            return;
        if (state[variable] is Fact.Tensor { Shape: { } shape })
            Report(Catalogue.Inferred, place, null, variable.Name, $"{Declarations.TensorType(declared)?.Keyword() ?? "of shape"} {shape}");
        else
            Report(Catalogue.Lost, place, null, variable.Name, untracked.Contains(variable) ? "a lambda or local function writes to it" : Why(value));
    }

    static string Why(IOperation? value)
    {
        if (value is null)
            return "the parameter has no [Shape]";
        var bare = Bare(value);
        return bare switch
        {
            IInvocationOperation call when OpInvocation.IsSurface(call.TargetMethod) || IsOurs(call.TargetMethod.ContainingType) => $"{call.TargetMethod.Name} is given something that is not known",
            IInvocationOperation call => $"{call.TargetMethod.Name} has no [return: Shape]",
            IMemberReferenceOperation member => $"{member.Member.Name} has no [Shape]",
            IConditionalOperation or ISwitchExpressionOperation or ICoalesceOperation => "its ways here differ in rank",
            _ => $"'{Text(bare)}' is not followed",
        };
    }
}
