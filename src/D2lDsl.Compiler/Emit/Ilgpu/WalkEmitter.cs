using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>
/// Writes a walk over all elements as a kernel. Without totals every lane takes every n-th element. With totals the lanes of a group lie side
/// by side over what is kept, as far as there is that much, and share the sums otherwise; groups share long sums, and a second kernel
/// adds up their parts.
/// </summary>
sealed class WalkEmitter
{
    readonly WalkStep step;
    readonly DeviceScope scope;
    readonly CodeWriter code;
    readonly ValueWriter values;
    readonly List<int> needed;
    readonly string sharing;

    /// <param name="sharing">The host's variable that says how totals are laid out over groups.</param>
    public WalkEmitter(WalkStep step, DeviceScope scope, CodeWriter code, string sharing)
    {
        (this.step, this.scope, this.code, this.sharing) = (step, scope, code, sharing);
        values = new(step.Values, scope, code);
        needed = values.Needed(step.Totals.SelectMany(Reads).Concat(step.Stores.SelectMany(ValueWriter.Reads)));
    }

    static IEnumerable<int> Reads(WalkTotal total) => total.Target.Indirect.Select(i => i.Value).Prepend(total.Value);

    IReadOnlyList<LoopAxis> Domain => [.. step.Kept, .. step.Summed];

    string[] Variables(IReadOnlyList<LoopAxis> axes, string letters) => [.. axes.Select((_, i) => scope.Unique(letters[Math.Min(i, letters.Length - 1)].ToString()))];

    string Count(IReadOnlyList<LoopAxis> axes) => axes.Count == 0 ? "1" : string.Join(" * ", axes.Select(a => scope.Factor(a.Size)));

    void Let(bool outside)
    {
        foreach (var id in needed.Where(id => (step.Values[id].Level == Level.Kernel) == outside))
            values.Let(id);
    }

    /// <summary>
    /// True where memory is walked straight on: four elements may be read and written together. Parameters and gradients lie without gaps,
    /// not at places for fours.
    /// </summary>
    public bool IsWide(ModelSignature model)
    {
        if (Domain.Count != 1 || step.Totals.Count > 0)
            return false;
        return needed.Where(id => step.Values[id].Level != Level.Kernel).All(id => step.Values[id] is MapValue || step.Values[id] is LoadValue load && IsStraight(load.Access))
            && step.Stores.All(s => s is StoreSink store && IsStraight(store.Access));

        bool IsStraight(Access access) => access.Indirect.Count == 0 && access.Offset.Value == 0 && access.StrideOf(Domain[0].Class).IsOne
            && access.Buffer.Type is ElementType.Float or ElementType.Double or ElementType.Int or ElementType.Long
            && (access.Buffer.Kind is BufferKind.Output or BufferKind.Temporary
                || access.Buffer.Kind == BufferKind.Input && !(access.Buffer.Index < model.Inputs.Count && (model.Inputs[access.Buffer.Index].IsParameter || model.Inputs[access.Buffer.Index].Member)));
    }

    /// <summary>A walk over fours and then what is left.</summary>
    /// <param name="fours">The host's expression of how many fours there are.</param>
    /// <param name="view">The host's view of a tensor as fours.</param>
    public void WriteWide(string fours, Func<TensorBuffer, string> view)
    {
        Let(outside: true);
        var (count, four, part) = (scope.Argument("int", "fours", fours), scope.Unique("four"), scope.Unique("part"));
        var inside = needed.Where(id => step.Values[id].Level != Level.Kernel).ToArray();
        using (code.Open($"for (var {four} = Lane.Global; {four} < {count}; {four} += Lane.All)"))
        {
            var loaded = new Dictionary<int, string>();
            foreach (var id in inside)
                if (step.Values[id] is LoadValue load)
                {
                    loaded.Add(id, scope.Unique(load.Name + "Four"));
                    code.Line($"var {loaded[id]} = {scope.Fours(load.Access.Buffer, view(load.Access.Buffer))}[{four}];");
                }
            var stored = step.Stores.Select(s => scope.Unique(s.Target!.Buffer.Name + "Four")).ToArray();
            for (var i = 0; i < stored.Length; i++)
                code.Line($"var {stored[i]} = default(Four<{step.Stores[i].Target!.Buffer.Type.Keyword()}>);");
            using (code.Open($"for (var {part} = 0; {part} < 4; {part}++)"))
            {
                foreach (var id in inside)
                    if (loaded.TryGetValue(id, out var of))
                        code.Line($"var {values[id]} = {Tiles(((LoadValue)step.Values[id]).Access.Buffer.Type)}.At({of}, {part});");
                    else
                        values.Let(id);
                for (var i = 0; i < stored.Length; i++)
                    code.Line($"{stored[i]} = {Tiles(step.Stores[i].Target!.Buffer.Type)}.With({stored[i]}, {part}, {values[step.Stores[i].Value]});");
            }
            for (var i = 0; i < stored.Length; i++)
                code.Line($"{scope.Fours(step.Stores[i].Target!.Buffer, view(step.Stores[i].Target!.Buffer))}[{four}] = {stored[i]};");
        }
        Elements($"4 * {count} + Lane.Global");

        static string Tiles(ElementType type) => "TilesOf" + char.ToUpperInvariant(type.Keyword()[0]) + type.Keyword().Substring(1);
    }

    /// <summary>A walk that leaves elements only.</summary>
    public void WriteStores()
    {
        Let(outside: true);
        Elements("Lane.Global");
    }

    void Elements(string from)
    {
        var at = scope.Unique("at");
        using (code.Open($"for (var {at} = {from}; {at} < {Count(Domain)}; {at} += Lane.All)"))
        {
            values.Decode(Domain, at, Variables(Domain, "ijkrst"));
            Let(outside: false);
            foreach (var store in step.Stores)
                code.Line(values.Store(store));
        }
    }

    /// <summary>A walk with totals; <paramref name="parts"/> are the views where groups that share a sum leave their parts.</summary>
    public void WriteTotals(IReadOnlyList<string> parts)
    {
        var layout = new Layout(this);
        layout.Begin(Count(step.Summed));
        var chunks = scope.Argument("int", "chunks", $"{sharing}.Chunks");
        Let(outside: true);
        var running = step.Totals.Select(t => scope.Unique("running" + char.ToUpperInvariant(step.Values[t.Value].Name[0]) + step.Values[t.Value].Name.Substring(1))).ToArray();
        for (var i = 0; i < running.Length; i++)
            code.Line($"var {running[i]} = {ValueWriter.Start(step.Totals[i].Monoid, step.Totals[i].Target.Buffer.Type)};");
        var at = step.Summed.Count == 1 ? Variables(step.Summed, "ijkrst")[0] : scope.Unique("at");
        using (layout.Loop(at))
        {
            values.Decode(step.Summed, at, step.Summed.Count == 1 ? [at] : Variables(step.Summed, "ijkrst"));
            Let(outside: false);
            for (var i = 0; i < running.Length; i++)
                code.Line(ValueWriter.Combine(step.Totals[i].Monoid, running[i], values[step.Totals[i].Value]));
            foreach (var store in step.Stores)
                code.Line($"if ({layout.IsKept}) {values.Store(store)}");
        }
        for (var i = 0; i < running.Length; i++)
            layout.Leave(running[i], step.Totals[i], parts[i], chunks);
    }

    /// <summary>The sums of the parts that groups have left.</summary>
    public void WriteFinish(IReadOnlyList<string> parts)
    {
        var layout = new Layout(this);
        layout.Begin(null);
        for (var i = 0; i < parts.Count; i++)
        {
            var (total, sum, part) = (step.Totals[i], scope.Unique("sum"), scope.Unique("part"));
            code.Line($"var {sum} = {ValueWriter.Start(total.Monoid, total.Target.Buffer.Type)};");
            using (layout.Loop(part))
                code.Line(ValueWriter.Combine(total.Monoid, sum, $"{parts[i]}[{part} * {layout.All} + {layout.Kept}]"));
            layout.Leave(sum, total, null, "");
        }
    }

    /// <summary>Where a lane is within what is kept and what is summed.</summary>
    sealed class Layout(WalkEmitter walk)
    {
        readonly Dictionary<string, string> shared = [];
        string lanes = "", side = "", sides = "", chunk = "", begin = "", end = "";

        public string Kept { get; private set; } = "";

        public string IsKept { get; private set; } = "";

        public string All { get; private set; } = "";

        /// <param name="summed">How long a sum is; null where it runs over the parts.</param>
        public void Begin(string? summed)
        {
            var (scope, code) = (walk.scope, walk.code);
            foreach (var type in walk.step.Totals.Select(t => DeviceScope.Wide(t.Target.Buffer.Type)).Distinct())
            {
                shared[type] = scope.Unique("shared" + char.ToUpperInvariant(type[0]) + type.Substring(1));
                code.Line($"var {shared[type]} = SharedMemory.Allocate<{type}>(Lane.Count);");
            }
            lanes = scope.Argument("int", "lanes", $"{walk.sharing}.Lanes");
            var (blocks, length) = (scope.Argument("int", "blocks", $"{walk.sharing}.Blocks"), scope.Argument("int", "length", $"{walk.sharing}.Length"));
            (Kept, IsKept, All) = (scope.Unique("kept"), scope.Unique("isKept"), walk.step.Kept.Count > 1 ? $"({walk.Count(walk.step.Kept)})" : walk.Count(walk.step.Kept));
            (side, sides, chunk, begin, end) = (scope.Unique("side"), scope.Unique("sides"), scope.Unique("chunk"), scope.Unique("begin"), scope.Unique("end"));
            code.Line($"var {chunk} = Grid.IdxX / {blocks};");
            code.Line($"var {Kept} = Grid.IdxX % {blocks} * {lanes} + Lane.Index % {lanes};");
            code.Line($"var {IsKept} = {Kept} < {All};");
            code.Line($"if (!{IsKept}) {Kept} = {All} - 1;");
            code.Line($"var {side} = Lane.Index / {lanes};");
            code.Line($"var {sides} = Lane.Count / {lanes};");
            code.Line($"var {begin} = {chunk} * {length};");
            code.Line($"var {end} = DeviceMath.Min({begin} + {length}, {summed ?? length});");
            walk.values.Decode(walk.step.Kept, Kept, walk.Variables(walk.step.Kept, "uvwxyz"));
        }

        public CodeWriter.Block Loop(string at) => walk.code.Open($"for (var {at} = {begin} + {side}; {at} < {end}; {at} += {sides})");

        public void Leave(string running, WalkTotal total, string? parts, string chunks)
        {
            var (code, scope) = (walk.code, walk.scope);
            var type = total.Target.Buffer.Type;
            code.Line($"{running} = LaneTotal.{ValueWriter.Verb(total.Monoid)}({shared[DeviceScope.Wide(type)]}, {running}, {side}, {sides}, {lanes});");
            var store = scope.Store(total.Target.Buffer, walk.values.At(total.Target), running);
            if (parts is null)
            {
                code.Line($"if ({IsKept} && {side} == 0) {store}");
                return;
            }
            using (code.Open($"if ({IsKept} && {side} == 0)"))
            {
                code.Line($"if ({chunks} == 1) {store}");
                code.Line($"else {parts}[{chunk} * {All} + {Kept}] = {running};");
            }
        }
    }
}
