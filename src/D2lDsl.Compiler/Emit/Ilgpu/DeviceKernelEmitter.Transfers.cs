using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>Checks, memory and transfers.</summary>
public sealed partial class DeviceKernelEmitter
{
    void Bind()
    {
        code.Line("/// <summary>Checks the arguments against their declared shapes and lays out the memory of the device when a size has changed.</summary>");
        using (code.Body($"void Bind({string.Join(", ", Called.Select(i => $"{TensorType(i)} {tensors[i]}"))})"))
        {
            foreach (var i in Members)
                code.Line($"var {tensors[i]} = {Member(i)};");
            new ArgumentChecks(shared, code).Write(Inputs, tensors);
            foreach (var rest in shared.Rests)
                code.Line(rest);
            new SizeChecks(shared, code).Write(programs[0].Graph.Requirements);
            var same = string.Concat(shared.Sizes.Select(s => $" && {s.Variable} == {s.Variable}Planned"));
            code.Line($"if (isPlanned{same}) return;");
            Layout();
            foreach (var (_, variable) in shared.Sizes)
                code.Line($"{variable}Planned = {variable};");
            code.Line("isPlanned = true;");
            code.Line("hasRun = false;");
            if (Members.Any())
                code.Line("if (moved) UploadMembers();");
        }
        code.Line();
        UploadMembers();
    }

    void Layout()
    {
        code.Line("long bytes = 0;");
        foreach (var i in Given.Where(i => !Stays(i)))
            Place(At(i), All[i].Shape.Count, All[i].Type, All[i].Name);
        foreach (var output in Outputs)
            Place($"result{output.Index}At", output.Shape.Count, output.Type, "the result");
        code.Line($"outcomeAt = DeviceArena.Place(ref bytes, {OutcomeBytes}, 1, Model, \"the outcome\");");
        // Programs do not run at the same time: their tensors share the rest.
        code.Line("long start = bytes, most = bytes;");
        foreach (var group in placesOf)
        {
            code.Line("bytes = start;");
            foreach (var (field, count, size, name) in group)
                code.Line($"{field} = DeviceArena.Place(ref bytes, {count}, {size}, Model, {SignatureEmitter.Literal(name)});");
            code.Line("most = Math.Max(most, bytes);");
        }
        code.Line("workspace.Reserve(most);");
        foreach (var i in Given.Where(i => !Stays(i)))
            code.Line($"{GivenName(i)} = null;");
        var symbols = Enumerable.Range(0, Inputs.Count).Where(Stays).SelectMany(i => Inputs[i].Shape.Dims).SelectMany(d => d.Symbols).Distinct().Select(shared.Size);
        code.Line($"moved = !isPlanned{string.Concat(symbols.Select(s => $" || {s} != {s}Planned"))};");
        using (code.Open("if (moved)"))
        {
            code.Line("bytes = 0;");
            // Parameters lie as their gradients do, without gaps: an optimiser walks both as one vector.
            foreach (var i in Enumerable.Range(0, Inputs.Count).Where(Stays).OrderBy(i => !Inputs[i].IsParameter))
            {
                code.Line($"{At(i)} = bytes;");
                code.Line($"bytes += {Inputs[i].Type.Size()} * ({Count(Inputs[i].Shape.Count, shared.Size)});");
            }
            code.Line("parameters.Reserve(bytes);");
            if (model.HasGradient)
            {
                code.Line($"Gradients.Resize({string.Join(", ", model.Parameters.SelectMany(p => p.Shape.Dims.Select(shared.Size).Prepend(p.Shape.Rank.ToString())))});");
                code.Line($"gradients.Reserve({Bytes});");
                code.Line($"device.Clear(gradients.View<{Parameter}>(0, {Total(shared.Size)}));");
            }
            if (model.HasGradient)
                code.Line("sweep.Forget();");
            foreach (var i in Called.Where(Stays))
                code.Line($"{GivenName(i)} = null;");
        }

        void Place(string field, Dim count, ElementType type, string name) =>
            code.Line($"{field} = DeviceArena.Place(ref bytes, {Count(count, shared.Size)}, {type.Size()}, Model, {SignatureEmitter.Literal(name)});");
    }

    string Total(Func<string, string> size) => Count(model.Parameters.Aggregate(Dim.Constant(0), (sum, p) => sum + p.Shape.Count), size);

    string Bytes => $"{model.Parameters.First().Type.Size()} * ({Total(shared.Size)})";

    void UploadMembers()
    {
        if (!Members.Any())
            return;
        using (code.Body("void UploadMembers()"))
        {
            code.Line("moved = false;");
            foreach (var i in Members)
                code.Line($"device.Upload({ViewOf(i)}, Argument.Dense({Member(i)}, ref {Dense(i)}).AsSpan());");
        }
        code.Line();
        using (code.Body("partial void RunUploadParameters()"))
        {
            code.Line($"if (!isPlanned) {(Given.Any() ? "return" : "RunUpload()")};");
            code.Line("UploadMembers();");
        }
        code.Line();
    }

    /// <summary>The view of an input outside of the programs, where sizes are those of the plan.</summary>
    string ViewOf(int i) => $"{(Stays(i) ? "parameters" : "workspace")}.View<{DeviceScope.Stored(All[i].Type)}>({At(i)}, {Count(All[i].Shape.Count, s => shared.Size(s) + "Planned")})";

    void Upload()
    {
        using (code.Body($"partial void RunUpload({string.Join(", ", Given.Select(i => $"{TensorType(i)}? {tensors[i]}"))})"))
        {
            code.Line($"Bind({string.Join(", ", Called.Select(i => $"{tensors[i]} ?? {GivenName(i)} ?? throw NotGiven({SignatureEmitter.Literal(All[i].Name)})"))});");
            if (shared.Sizes.Any() && (Seeds.Any() || programs[0].Graph.Checks.Count > 0))
                code.Line($"int {string.Join(", ", shared.Sizes.Select(s => $"{s.Variable} = {s.Variable}Planned"))};");
            foreach (var check in programs[0].Graph.Checks)
                code.Line($"if ({tensors[check.Input]} is not null) Guard.Indices<{All[check.Input].Type.Keyword()}>(Argument.Dense({tensors[check.Input]}, ref {Dense(check.Input)}).AsSpan(), {shared.Size(check.Limit)}, Model, {SignatureEmitter.Literal(All[check.Input].Name)});");
            foreach (var i in Given)
                using (code.Open($"if ({tensors[i]} is not null)"))
                {
                    if (i >= Inputs.Count)
                        new ArgumentChecks(shared, code).WriteSeed(All[i], tensors[i]);
                    code.Line($"device.Upload({ViewOf(i)}, Argument.Dense({tensors[i]}, ref {Dense(i)}).AsSpan());");
                    code.Line($"{GivenName(i)} = {tensors[i]};");
                }
        }
        code.Line();
        code.Line("InvalidOperationException NotGiven(string name) => new($\"{Model}: {name} is not on the device; pass it to Upload, as all arguments must be at first and after a change of sizes\");");
        code.Line();
        using (code.Body("void Ready()"))
        {
            if (!Called.Any())
                code.Line($"if (!isPlanned) RunUpload({string.Join(", ", Seeds.Select(_ => "null"))});");
            foreach (var i in Called)
                code.Line($"if ({GivenName(i)} is null) throw NotGiven({SignatureEmitter.Literal(All[i].Name)});");
        }
        code.Line();
    }

    void Launches()
    {
        using (code.Body("partial void RunLaunchForward()"))
        {
            code.Line("Ready();");
            code.Line("ForwardSteps();");
            code.Line("hasRun = true;");
        }
        code.Line();
        var arguments = string.Join("", Called.Select(i => $"{TensorType(i)} {tensors[i]}, "));
        using (code.Body($"partial void RunForward({arguments}ref {SignatureEmitter.ResultType(model)} _result)"))
        {
            code.Line($"RunUpload({string.Join(", ", Called.Select(i => NotNull(i)).Concat(Seeds.Select(_ => "null")))});");
            code.Line("RunLaunchForward();");
            code.Line("RunDownloadResult(ref _result);");
        }
        code.Line();
        if (!model.HasGradient)
            return;
        using (code.Body("partial void RunLaunchForwardBackward(bool accumulate)"))
        {
            code.Line("Ready();");
            foreach (var i in Seeds)
                code.Line($"if ({GivenName(i)} is null) throw NotGiven({SignatureEmitter.Literal(All[i].Name)});");
            code.Line($"if (accumulate) fresh.Reserve({PlannedBytes});");
            code.Line("BackwardSteps(accumulate ? fresh : gradients);");
            code.Line("hasRun = true;");
            code.Line($"long count = {PlannedTotal};");
            code.Line($"if (accumulate) add.Launch(Lane.Groups(count), new() {{ target = gradients.View<{Parameter}>(0, count), more = fresh.View<{Parameter}>(0, count), count = (int)count }});");
        }
        code.Line();
        var seeds = string.Join("", Seeds.Select(i => $"{TensorType(i)} {tensors[i]}, "));
        using (code.Body($"partial void RunForwardBackward({arguments}{seeds}bool accumulate, ref {SignatureEmitter.ResultType(model)} _result)"))
        {
            code.Line($"RunUpload({string.Join(", ", Given.Select(NotNull))});");
            code.Line("RunLaunchForwardBackward(accumulate);");
            code.Line("RunDownloadResult(ref _result);");
        }
        code.Line();

        string NotNull(int i) => $"{tensors[i]} ?? throw new ArgumentNullException({SignatureEmitter.Literal(All[i].Name)}, $\"{{Model}}: {All[i].Name} is null\")";
    }

    string PlannedTotal => Total(s => shared.Size(s) + "Planned");

    string PlannedBytes => $"{model.Parameters.First().Type.Size()} * ({PlannedTotal})";

    void Step()
    {
        using (code.Body($"partial void RunStep({SignatureEmitter.Optimizer} optimizer)"))
        {
            code.Line("Guard.NotNull(optimizer, Model, \"optimizer\");");
            code.Line("Ready();");
            code.Line($"sweep.Step(optimizer, parameters, gradients, {PlannedTotal}, Model);");
        }
        code.Line();
        using (code.Body($"partial void RunLaunchTrainingStep({SignatureEmitter.Optimizer} optimizer)"))
        {
            code.Line("Guard.NotNull(optimizer, Model, \"optimizer\");");
            code.Line("RunLaunchForwardBackward(false);");
            code.Line("RunStep(optimizer);");
        }
        code.Line();
    }

    void Downloads()
    {
        using (code.Body($"partial void RunDownloadResult(ref {SignatureEmitter.ResultType(model)} _result)"))
        {
            code.Line("if (!hasRun) throw new InvalidOperationException($\"{Model}: nothing was launched since the last upload of other sizes; there is no result\");");
            code.Line($"device.Download(workspace.View<byte>(outcomeAt, {OutcomeBytes}), outcome.AsSpan());");
            for (var site = 0; site < sites.All.Count; site++)
                code.Line($"if (BitConverter.ToInt32(outcome, {8 * site}) is not 0 and var at{site}) Guard.Index(BitConverter.ToInt32(outcome, {8 * site + 4}), (int)({Planned(sites.All[site].Limit)}), at{site} - 2, Model, {SignatureEmitter.Literal(sites.All[site].Of)});");
            var results = programs[0].Kernel.Results.Take(model.Results.Count).Select((result, i) =>
            {
                if (model.Results[i].IsNumber)
                    return Read(result.Type, 8 * sites.All.Count + 8 * i);
                var output = result.Buffer!;
                code.Line($"var tensor{i} = result{output.Index}.Take({Sizes(result.Shape)});");
                code.Line($"device.Download(workspace.View<{DeviceScope.Stored(output.Type)}>(result{output.Index}At, {Count(result.Shape.Count, s => shared.Size(s) + "Planned")}), tensor{i}.AsSpan());");
                return $"tensor{i}";
            }).ToArray();
            code.Line($"_result = {(results.Length == 1 ? results[0] : $"({string.Join(", ", results)})")};");
        }
        code.Line();
        if (model.HasGradient)
        {
            using (code.Body($"partial void RunDownloadGradients(ref {model.Method}Gradients _result)"))
            {
                code.Line("if (!hasRun) throw new InvalidOperationException($\"{Model}: nothing was launched since the last upload of other sizes; there are no gradients\");");
                code.Line($"device.Download(gradients.View<{Parameter}>(0, {PlannedTotal}), Gradients.Flat.AsSpan());");
                code.Line("_result = Gradients;");
            }
            code.Line();
        }
        var own = Called.Where(i => Inputs[i].IsParameter).ToArray();
        if (own.Length == 0 && !Members.Any())
            return;
        using (code.Body($"partial void RunDownloadParameters({string.Join(", ", own.Select(i => $"{TensorType(i)} {tensors[i]}"))})"))
        {
            code.Line("if (!isPlanned) return;");
            foreach (var i in Members.Concat(own))
            {
                var (target, dense) = (Inputs[i].Member ? Member(i) : tensors[i], $"{shared.Inputs[i]}Dense");
                code.Line($"if ({target}.Length != {Count(Inputs[i].Shape.Count, s => shared.Size(s) + "Planned")}) throw new ArgumentException($\"{{Model}}: {Inputs[i].Name} has shape {{{target}.Shape}}, on the device it has other sizes\");");
                code.Line($"var {dense} = Argument.Dense({target}, ref {Dense(i)});");
                code.Line($"device.Download({ViewOf(i)}, {dense}.AsSpan());");
                code.Line($"if (!ReferenceEquals({dense}, {target})) {target}.CopyFrom({dense});");
            }
        }
        code.Line();
    }

    static string Read(ElementType type, int at) => type switch
    {
        ElementType.Bool => $"outcome[{at}] != 0",
        ElementType.Byte => $"outcome[{at}]",
        ElementType.SByte => $"(sbyte)outcome[{at}]",
        ElementType.Int => $"BitConverter.ToInt32(outcome, {at})",
        ElementType.Long => $"BitConverter.ToInt64(outcome, {at})",
        ElementType.Float => $"BitConverter.ToSingle(outcome, {at})",
        _ => $"BitConverter.ToDouble(outcome, {at})",
    };

    /// <summary>The sizes of a result as arguments; leading axes that run as one are the caller's again.</summary>
    string Sizes(Shape shape)
    {
        if (!shape.HasLeading)
            return string.Join(", ", shape.Dims.Select(Sized));
        var from = Enumerable.Range(0, Inputs.Count).First(i => Inputs[i].Shape.HasLeading);
        var leading = ArgumentChecks.LeadingOf(Inputs[from].Member ? Member(from) : GivenName(from) + "!", Inputs[from].Shape);
        return $"{leading}, [{string.Join(", ", shape.Dims.Skip(1).Select(Sized))}]";

        string Sized(Dim dim) => Planned(dim);
    }
}
