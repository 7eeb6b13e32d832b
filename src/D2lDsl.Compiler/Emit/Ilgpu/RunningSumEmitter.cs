using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes running sums as a kernel: a lane adds up one line, and neighbouring lanes read neighbouring elements where the axis is not the last.</summary>
sealed class RunningSumEmitter(RunningSum scan, DeviceScope scope, CodeWriter code)
{
    public void Write()
    {
        var (line, at, sum, i) = (scope.Unique("line"), scope.Unique("at"), scope.Unique("sum"), scope.Unique("i"));
        var (outer, count, inner) = (scope.Factor(scan.Outer), scope.Factor(scan.Count), scope.Factor(scan.Inner));
        using (code.Open($"for (var {line} = Lane.Global; {line} < {outer} * {inner}; {line} += Lane.All)"))
        {
            code.Line($"var {at} = {line} / {inner} * {count} * {inner} + {line} % {inner}{(scan.IsReversed ? $" + ({count} - 1) * {inner}" : "")};");
            code.Line($"var {sum} = {ScalarCode.Literal(0, scan.Result.Type is ElementType.Byte or ElementType.SByte ? ElementType.Int : scan.Result.Type)};");
            using (code.Open($"for (var {i} = 0; {i} < {count}; {i}++)"))
            {
                code.Line($"{sum} += {scope.Element(scan.Source, at)};");
                code.Line(scope.Store(scan.Result, at, sum));
                code.Line($"{at} {(scan.IsReversed ? "-" : "+")}= {inner};");
            }
        }
    }
}
