using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes running sums or products as a kernel: a lane goes along one line, and neighbouring lanes read neighbouring elements where the axis is not the last.</summary>
sealed class RunningScanEmitter(RunningScan scan, DeviceScope scope, CodeWriter code)
{
    public void Write()
    {
        var isSum = scan.Monoid == Ops.Monoid.Sum;
        var (line, at, sum, i) = (scope.Unique("line"), scope.Unique("at"), scope.Unique(isSum ? "sum" : "product"), scope.Unique("i"));
        var (outer, count, inner) = (scope.Factor(scan.Outer), scope.Factor(scan.Count), scope.Factor(scan.Inner));
        using (code.Open($"for (var {line} = Lane.Global; {line} < {outer} * {inner}; {line} += Lane.All)"))
        {
            code.Line($"var {at} = {line} / {inner} * {count} * {inner} + {line} % {inner}{(scan.IsReversed ? $" + ({count} - 1) * {inner}" : "")};");
            code.Line($"var {sum} = {ScalarCode.Literal(isSum ? 0 : 1, scan.Result.Type is ElementType.Byte or ElementType.SByte ? ElementType.Int : scan.Result.Type)};");
            using (code.Open($"for (var {i} = 0; {i} < {count}; {i}++)"))
            {
                code.Line($"{sum} {(isSum ? "+" : "*")}= {scope.Element(scan.Source, at)};");
                code.Line(scope.Store(scan.Result, at, sum));
                code.Line($"{at} {(scan.IsReversed ? "-" : "+")}= {inner};");
            }
        }
    }
}
