using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes sorting as a kernel: a lane counts the elements of its line that come before its own, which is where its own goes.</summary>
sealed class SortingEmitter(Sorting sort, DeviceScope scope, CodeWriter code)
{
    public void Write()
    {
        var (at, first, place, own, other, before, i) = (scope.Unique("at"), scope.Unique("first"), scope.Unique("place"), scope.Unique("own"), scope.Unique("other"), scope.Unique("before"), scope.Unique("i"));
        var (outer, count, inner) = (scope.Factor(sort.Outer), scope.Factor(sort.Count), scope.Factor(sort.Inner));
        using (code.Open($"for (var {at} = Lane.Global; {at} < {outer} * {count} * {inner}; {at} += Lane.All)"))
        {
            code.Line($"var {place} = {at} / {inner} % {count};");
            code.Line($"var {first} = {at} - {place} * {inner};");
            code.Line($"var {own} = {scope.Element(sort.Source, at)};");
            code.Line($"var {before} = 0;");
            using (code.Open($"for (var {i} = 0; {i} < {count}; {i}++)"))
            {
                code.Line($"var {other} = {scope.Element(sort.Source, $"{first} + {i} * {inner}")};");
                // Neither below the other: equal, and the first of them comes first.
                var (less, more) = sort.IsDescending ? (Less(own, other), Less(other, own)) : (Less(other, own), Less(own, other));
                code.Line($"if ({less} || ({i} < {place} && !{more})) {before}++;");
            }
            if (sort.IsWhole)
                code.Line(scope.Store(sort.Result, $"{first} + {before} * {inner}", place));
            else
            {
                var kept = scope.Factor(sort.Kept);
                using (code.Open($"if ({before} < {kept})"))
                    code.Line(scope.Store(sort.Result, $"({at} / {inner} / {count} * {kept} + {before}) * {inner} + {at} % {inner}", place));
            }
        }
    }

    /// <summary>NaN, which differs from itself, is below nothing.</summary>
    string Less(string a, string b) => sort.Source.Type.IsFloating() ? $"({a} < {b} || ({b} != {b} && {a} == {a}))" : $"({a} < {b})";
}
