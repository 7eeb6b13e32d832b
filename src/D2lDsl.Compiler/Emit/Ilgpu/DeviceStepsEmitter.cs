using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes one program as a method that launches its kernels in order, and the kernels beside it.</summary>
sealed partial class DeviceStepsEmitter
{
    readonly ModelSignature model;
    readonly KernelProgram program;
    readonly KernelNames shared;
    readonly KernelNames host;
    readonly CheckSites sites;
    readonly DeviceMemory memory;
    readonly CodeWriter kernels;
    readonly CodeWriter code = new();
    readonly List<TensorBuffer> viewed = [];
    readonly List<Assignment> pending = [];
    int products, numbers, parts;

    public DeviceStepsEmitter(ModelSignature model, KernelProgram program, KernelNames shared, CheckSites sites, CodeWriter kernels)
    {
        (this.model, this.program, this.shared, this.sites, this.kernels) = (model, program, shared, sites, kernels);
        host = new(shared, []);
        memory = new(program.Kernel.Buffers.Where(b => b.Kind == BufferKind.Temporary).Select(b => b.Index + 1).DefaultIfEmpty(0).Max());
    }

    /// <summary>The kernels in the order of their launches.</summary>
    public List<string> Launched { get; } = [];

    /// <summary>What this program needs of the arena: the field, the elements, their size, and what errors call it.</summary>
    public List<(string Field, string Count, int Size, string Name)> Places { get; } = [];

    /// <summary>Where a result that is a number goes.</summary>
    static TensorBuffer Outcome(int result, ElementType type) => new($"result{result}", BufferKind.Output, OutcomeIndex + result, Shape.Scalar, type);

    const int OutcomeIndex = 1 << 20;

    string Prefix => program.Kind.Prefix;

    public void Write(CodeWriter method)
    {
        foreach (var step in program.Kernel.Steps)
            Write(step);
        for (var i = 0; i < model.Results.Count; i++)
            if (program.Kernel.Results[i].Number is { } number)
                pending.Add(Assignment.Of(Outcome(i, program.Kernel.Results[i].Type), number));
        Flush();
        foreach (var slot in program.Memory.Slots)
            Places.Add((SlotField(slot), DeviceNaming.Count(slot.Count, shared.Size), slot.Type.Size(), "a tensor of the plan"));
        foreach (var extra in memory.All)
            Places.Add((ExtraField(extra), DeviceNaming.Count(extra.Shape.Count, shared.Size), extra.Type.Size(), extra.Name));
        using (method.Body($"void {Prefix}Steps({(program.Kind.GivesGradients ? "DeviceArena target" : "")})"))
        {
            if (shared.Sizes.Any())
                method.Line($"int {string.Join(", ", shared.Sizes.Select(s => $"{s.Variable} = {s.Variable}Planned"))};");
            foreach (var buffer in viewed)
                method.Line($"var {host.Buffer(buffer)} = {View(buffer)};");
            if (sites.All.Count > 0)
            {
                method.Line($"var errors = workspace.View<int>(outcomeAt, {2 * sites.All.Count});");
                method.Line("device.Clear(errors);");
            }
            foreach (var tape in program.Kernel.Tapes)
                method.Line($"{TapeName(tape)}.Clear();");
            if (code.ToString() is { Length: > 0 } text)
                method.Lines(text.TrimEnd('\n'));
        }
        method.Line();
    }

    public string TapeName(Tape tape) => $"{program.Kind.Field}Tape{tape.Number}";

    string SlotField(Slot slot) => $"{program.Kind.Field}{slot.Number}At";

    string ExtraField(TensorBuffer extra) => $"{program.Kind.Field}Extra{extra.Index}At";

    /// <summary>The host's variable of a buffer's view.</summary>
    string Viewed(TensorBuffer buffer)
    {
        if (viewed.All(v => v.Kind != buffer.Kind || v.Index != buffer.Index))
            viewed.Add(buffer);
        return host.Buffer(buffer);
    }

    string View(TensorBuffer buffer)
    {
        var (type, count) = (DeviceScope.Stored(buffer.Type), DeviceNaming.Count(buffer.Shape.Count, shared.Size));
        return buffer.Kind switch
        {
            BufferKind.Input => $"{(buffer.Index < model.Inputs.Count && (model.Inputs[buffer.Index].IsParameter || model.Inputs[buffer.Index].Member) ? "parameters" : "workspace")}.View<{type}>({shared.Inputs[buffer.Index]}At, {count})",
            BufferKind.Output when buffer.Index >= OutcomeIndex => $"workspace.View<{type}>(outcomeAt + ErrorBytes + {8 * (buffer.Index - OutcomeIndex)}, 1)",
            BufferKind.Output => $"workspace.View<{type}>(result{buffer.Index}At, {count})",
            BufferKind.Gradient => $"target.View<{type}>({buffer.Type.Size()} * ({Before(buffer.Index)}), {count})",
            _ when memory.Has(buffer) => $"workspace.View<{type}>({ExtraField(buffer)}, {count})",
            _ => $"workspace.View<{type}>({SlotField(program.Memory.Of(buffer))}, {count})",
        };
    }

    /// <summary>The same place as fours; only where it is one for them.</summary>
    string Fours(TensorBuffer buffer)
    {
        var (type, count) = ($"Four<{buffer.Type.Keyword()}>", DeviceNaming.Count(buffer.Shape.Count, shared.Size));
        var at = buffer.Kind switch
        {
            BufferKind.Input => $"{shared.Inputs[buffer.Index]}At",
            BufferKind.Output => $"result{buffer.Index}At",
            _ => memory.Has(buffer) ? ExtraField(buffer) : SlotField(program.Memory.Of(buffer)),
        };
        return $"workspace.View<{type}>({at}, ({count}) / 4)";
    }

    /// <summary>Elements of the gradients before this one.</summary>
    string Before(int parameter) => DeviceNaming.Count(model.Parameters.Take(parameter).Aggregate(Dim.Constant(0), (sum, p) => sum + p.Shape.Count), shared.Size);

    void WriteAll(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
            Write(step);
        Flush();
    }

    void Write(Step step)
    {
        switch (step)
        {
            case ScalarStep scalar:
                pending.Add(new(memory.Number(scalar.Name, scalar.Type), scalar.Type, scalar.Expression, scalar.Operands));
                return;
            case ScalarStore store:
                pending.Add(Assignment.Of(store.Buffer, store.Value));
                return;
            case PlaceStep place:
                if (place.Clears)
                {
                    Flush();
                    code.Line($"device.Clear({Viewed(place.Place.Buffer)});");
                }
                pending.Add(Assignment.Of(place.Place.Buffer, place.Value) with { Place = place.Place, Adds = place.Adds });
                return;
        }
        Flush();
        switch (step)
        {
            case RowProgram rows:
                var named = rows with { Name = Prefix + rows.Name };
                var comments = RowPrinter.Describe(named).ToArray();
                foreach (var part in SplitRows.Of(named, memory))
                {
                    Write(part, comments);
                    if (part is not ClearStep)
                        comments = [];
                }
                break;
            case Contraction gemm:
                Product(gemm);
                break;
            case AttentionStep attention:
                Attention(attention);
                break;
            case RunningScan scan:
                Scan(scan);
                break;
            case Sorting sort:
                Sort(sort);
                break;
            case WhileStep loop:
                While(loop);
                break;
            case UnwindStep unwind:
                Unwind(unwind);
                break;
            case IfStep choice:
                If(choice);
                break;
            default:
                throw new InvalidOperationException($"{step.GetType().Name} has no form on a GPU.");
        }
    }

    DeviceScope Scope() => new(shared, Viewed, sites) { Memory = memory };

    /// <summary>Writes a kernel and the statement that launches it.</summary>
    void Launch(DeviceKernelText kernel, string groups, IEnumerable<string> comments, string indent = "")
    {
        kernel.Write(kernels, comments);
        Launched.Add(kernel.Name);
        code.Line($"{indent}{DeviceNaming.Field(kernel.Name)}.Launch({groups}, {kernel.Arguments});");
    }

    string Count(IReadOnlyList<LoopAxis> axes) => DeviceNaming.Count(axes.Aggregate(Dim.One, (product, axis) => product * axis.Size), shared.Size);

    void Write(DeviceStep step, IReadOnlyList<string> comments)
    {
        var scope = Scope();
        var kernel = new DeviceKernelText(step.Name, scope);
        switch (step)
        {
            case ClearStep clear:
                code.Line($"device.Clear({Viewed(clear.Buffer)});");
                break;
            case RowsStep rows:
                var lanes = host.Scope.Unique(DeviceNaming.Field(step.Name) + "Lanes");
                code.Line($"var {lanes} = Lane.ForRow({Count(rows.Program.Outer)}, {Count(rows.Program.Row)});");
                new RowsEmitter(rows.Program, scope, kernel.Body, lanes).Write();
                Launch(kernel, $"Lane.RowGroups({Count(rows.Program.Outer)}, {lanes})", comments);
                break;
            case WalkStep { Totals.Count: 0 } walk:
                var (emitter, elements) = (new WalkEmitter(walk, scope, kernel.Body, ""), Count([.. walk.Kept, .. walk.Summed]));
                if (emitter.IsWide(model))
                    emitter.WriteWide($"Lane.Fours({elements})", Fours);
                else
                    emitter.WriteStores();
                Launch(kernel, emitter.IsWide(model) ? $"Lane.WideGroups({elements})" : $"Lane.Groups({elements})", comments);
                break;
            case WalkStep walk:
                Walk(walk, scope, kernel, comments);
                break;
            case ScatterStep scatter:
                new ScatterEmitter(scatter, scope, kernel.Body).Write();
                Launch(kernel, $"Lane.Groups({Count(scatter.Apart)})", comments);
                break;
        }
    }

    void Walk(WalkStep walk, DeviceScope scope, DeviceKernelText kernel, IReadOnlyList<string> comments)
    {
        var sharing = host.Scope.Unique(DeviceNaming.Field(walk.Name) + "Sharing");
        code.Line($"var {sharing} = new Sharing({Count(walk.Kept)}, {Count(walk.Summed)});");
        var views = walk.Totals.Select(_ => $"{program.Kind.Field}Parts{parts++}").ToArray();
        foreach (var view in views)
            Places.Add((view + "At", "(long)Lane.MostChunks * Lane.Count", 8, "a sum's parts"));
        new WalkEmitter(walk, scope, kernel.Body, sharing).WriteTotals(Parts(scope));
        Launch(kernel, $"{sharing}.Groups", comments);
        var finishing = host.Scope.Unique(DeviceNaming.Field(walk.Name) + "PartsSharing");
        code.Line($"var {finishing} = {sharing}.Finish;");
        var (last, end) = (Scope(), walk.Name + "Finish");
        var finish = new DeviceKernelText(end, last);
        new WalkEmitter(walk, last, finish.Body, finishing).WriteFinish(Parts(last));
        code.Line($"if ({sharing}.Chunks > 1)");
        Launch(finish, $"{finishing}.Groups", [$"{end}: the parts of {walk.Name}, added in their order"], "    ");

        string[] Parts(DeviceScope inside) => [.. walk.Totals.Select((total, i) => inside.Argument($"ArrayView<{DeviceScope.Wide(total.Target.Buffer.Type)}>", "parts",
            $"workspace.View<{DeviceScope.Wide(total.Target.Buffer.Type)}>({views[i]}At, (long)Lane.MostChunks * Lane.Count)"))];
    }

    void Scan(RunningScan scan)
    {
        var (scope, name) = (Scope(), $"{Prefix}Running{scan.Monoid}{++products}");
        var kernel = new DeviceKernelText(name, scope);
        new RunningScanEmitter(scan, scope, kernel.Body).Write();
        Launch(kernel, $"Lane.Groups({DeviceNaming.Count(scan.Outer * scan.Inner, shared.Size)})",
            [$"{name}: {scan.Result.Name} = running sums of {scan.Source.Name}{(scan.IsReversed ? " from the end" : "")}, [{scan.Outer}, {scan.Count}, {scan.Inner}] along the middle"]);
    }

    void Sort(Sorting sort)
    {
        var (scope, name) = (Scope(), $"{Prefix}Sorting{++products}");
        var kernel = new DeviceKernelText(name, scope);
        new SortingEmitter(sort, scope, kernel.Body).Write();
        Launch(kernel, $"Lane.Groups({DeviceNaming.Count(sort.Outer * sort.Count * sort.Inner, shared.Size)})",
            [$"{name}: {sort.Result.Name} = places of {sort.Source.Name} from the {(sort.IsDescending ? "largest" : "smallest")} on, [{sort.Outer}, {sort.Count}, {sort.Inner}] along the middle"]);
    }

    void Flush(bool together = false)
    {
        if (pending.Count == 0)
            return;
        var (scope, name) = (Scope(), $"{Prefix}Numbers{++numbers}");
        var kernel = new DeviceKernelText(name, scope);
        var writer = new NumbersEmitter(scope, kernel.Body);
        if (together)
            writer.WriteTogether(pending);
        else
            writer.Write(pending);
        Launch(kernel, "1", [$"{name}: {string.Join(", ", pending.Select(p => p.Target.Name))}"]);
        pending.Clear();
    }
}
