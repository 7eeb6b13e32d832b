using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes additions at places that can meet as a kernel: each lane makes those that could meet one after another, in row-major order.</summary>
sealed class ScatterEmitter(ScatterStep step, DeviceScope scope, CodeWriter code)
{
    public void Write()
    {
        var values = new ValueWriter(step.Values, scope, code);
        var needed = values.Needed(ValueWriter.Reads(step.Sink));
        foreach (var id in needed.Where(id => step.Values[id].Level == Level.Kernel))
            values.Let(id);
        var at = scope.Unique("at");
        using (code.Open($"for (var {at} = Lane.Global; {at} < {Count()}; {at} += Lane.All)"))
        {
            values.Decode(step.Apart, at, [.. step.Apart.Select((_, i) => scope.Unique("uvwxyz"[Math.Min(i, 5)].ToString()))]);
            Nest(0);
        }

        string Count() => step.Apart.Count == 0 ? "1" : string.Join(" * ", step.Apart.Select(a => scope.Factor(a.Size)));

        void Nest(int depth)
        {
            if (depth < step.InOrder.Count)
            {
                var (axis, loop) = (step.InOrder[depth], scope.Unique("ijkrst"[Math.Min(depth, 5)].ToString()));
                values.Positions[axis.Class] = loop;
                using (code.Open($"for (var {loop} = 0; {loop} < {scope.Size(axis.Size)}; {loop}++)"))
                    Nest(depth + 1);
                return;
            }
            foreach (var id in needed.Where(id => step.Values[id].Level != Level.Kernel))
                values.Let(id);
            code.Line(values.Add(step.Sink));
        }
    }
}
