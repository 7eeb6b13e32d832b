using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;

namespace D2lDsl.Compiler.Emit.Cpu;

public sealed partial class KernelEmitter
{
    KernelProgram Program(ProgramKind kind) => programs.First(p => p.Kind == kind);

    string GradientsType => $"{model.Method}Gradients";

    /// <summary>Gradients by their base: a parameter named flat hides a member of the derived class.</summary>
    string NamedType => $"NamedTensors<{model.Parameters.First().Type.Keyword()}>";

    string New => $"new {GradientsType}()";

    void FurtherFields()
    {
        code.Line($"{NamedType}? fresh;");
        if (model.Gives(Derivatives.Hessian) || model.Gives(Derivatives.Jacobian))
            code.Line($"{NamedType}? unit, row;");
        if (model.Gives(Derivatives.HessianVectorProduct))
            code.Line($"{GradientsType}? product;");
        if (model.Gives(Derivatives.Hessian))
            code.Line($"{model.Method}Hessian? hessian;");
        if (model.Gives(Derivatives.Jacobian))
            code.Line($"{model.Method}Jacobian? jacobian;");
        if (model.Gives(Derivatives.Jacobian) && !model.Results[0].IsNumber)
            code.Line($"readonly ResultBuffer<{model.Results[0].Type.Keyword()}> seedBuffer = new();");
        if (model.Parameters.Any(p => p.Member))
            code.Line($"{NamedType}? probe;");
    }

    /// <summary>The methods that call programs: several times, or with somewhere to write.</summary>
    void Further()
    {
        ForwardBackward();
        TrainingStep();
        if (model.Gives(Derivatives.HessianVectorProduct))
            HessianVectorProduct();
        if (model.Gives(Derivatives.Hessian))
            Hessian();
        if (model.Gives(Derivatives.Jacobian))
            Jacobian();
        CheckGradients();
    }

    void ForwardBackward()
    {
        var program = Program(ProgramKind.ForwardBackward);
        Enter(program);
        var inputs = Called.Concat(Added(program)).ToArray();
        Inlined(program);
        using (code.Body($"partial void RunForwardBackward({Listed(Parameters(program, inputs), "bool accumulate", $"ref {SignatureEmitter.ResultType(model)} _result")})"))
        {
            code.Line($"Backward({Listed([.. Tensors(inputs), $"accumulate ? fresh ??= {New} : Gradients", "ref _result"])});");
            code.Line("if (accumulate) Gradients.Accumulate(fresh!);");
        }
        code.Line();
    }

    void HessianVectorProduct()
    {
        var program = Program(ProgramKind.HessianVectorProduct);
        Enter(program);
        var inputs = Called.Concat(Added(program)).ToArray();
        using (code.Body($"partial void RunHessianVectorProduct({Listed(Parameters(program, inputs), $"ref {GradientsType} _result")})"))
        {
            code.Line("_result = product ??= new();");
            code.Line($"Hessian({Listed([.. Tensors(inputs), "product"])});");
        }
        code.Line();
    }

    /// <summary>Row by row: the Hessian times each unit vector.</summary>
    void Hessian()
    {
        Enter(programs[0]);
        using (code.Body($"partial void RunHessian({Listed(Parameters(programs[0], Called), $"ref {model.Method}Hessian _result")})"))
        {
            code.Line($"Bind({Listed(Tensors(Called))});");
            code.Line("_result = hessian ??= new();");
            code.Line("hessian.Resize(Gradients);");
            code.Line($"(unit ??= {New}).ResizeLike(Gradients);");
            var (at, ones) = (names.Scope.Unique("i"), names.Scope.Unique("ones"));
            code.Line($"var {ones} = unit.Flat.AsSpan();");
            using (code.Open($"for (var {at} = 0; {at} < {ones}.Length; {at}++)"))
            {
                code.Line($"{ones}.Clear();");
                code.Line($"{ones}[{at}] = 1;");
                code.Line($"Hessian({Listed([.. Tensors(Called), .. model.Parameters.Select((_, i) => $"unit.At({i})"), $"row ??= {New}"])});");
                code.Line($"hessian.SetRow({at}, row);");
            }
        }
        code.Line();
    }

    /// <summary>Row by row: the gradients of each element of the result.</summary>
    void Jacobian()
    {
        Enter(programs[0]);
        var shape = programs[0].Graph[programs[0].Graph.Outputs[0]].Shape;
        using (code.Body($"partial void RunJacobian({Listed(Parameters(programs[0], Called), $"ref {model.Method}Jacobian _result")})"))
        {
            code.Line($"Bind({Listed(Tensors(Called))});");
            if (names.Sizes.Any())
                code.Line($"int {string.Join(", ", names.Sizes.Select(s => $"{s.Variable} = {s.Variable}Planned"))};");
            code.Line("_result = jacobian ??= new();");
            var packed = model.Parameters.SelectMany(p => new[] { (shape.Rank + p.Shape.Rank).ToString() }.Concat(shape.Dims.Concat(p.Shape.Dims).Select(names.Size)));
            code.Line($"jacobian.Resize({string.Join(", ", packed)});");
            code.Line($"{SignatureEmitter.ResultType(model)} _value = default!;");
            var (at, ones) = (names.Scope.Unique("i"), names.Scope.Unique("ones"));
            if (shape.Rank == 0)
            {
                code.Line($"Backward({Listed([.. Tensors(Called), $"row ??= {New}", "ref _value"])});");
                for (var i = 0; i < model.Parameters.Count(); i++)
                    code.Line($"row.At({i}).AsSpan().CopyTo(jacobian.At({i}).AsSpan());");
                return;
            }
            code.Line($"var _seed = seedBuffer.Take({Sizes(shape)});");
            code.Line($"var {ones} = _seed.AsSpan();");
            using (code.Open($"for (var {at} = 0; {at} < {ones}.Length; {at}++)"))
            {
                code.Line($"{ones}.Clear();");
                code.Line($"{ones}[{at}] = 1;");
                code.Line($"Backward({Listed([.. Tensors(Called), "_seed", $"row ??= {New}", "ref _value"])});");
                for (var i = 0; i < model.Parameters.Count(); i++)
                    code.Line($"row.At({i}).AsSpan().CopyTo(jacobian.At({i}).AsSpan().Slice({at} * row.At({i}).Length));");
            }
        }
        code.Line();
    }

    /// <summary>Central differences over copies of the parameters.</summary>
    void CheckGradients()
    {
        var program = Program(ProgramKind.ForwardBackward);
        Enter(programs[0]);
        var parameters = model.Parameters.ToList();
        var arguments = Called.Select(i => Inputs[i].IsParameter ? $"_copies.At({parameters.IndexOf(Inputs[i])})" : tensors[i]).ToArray();
        string[] seeds = [.. Added(program).Select(i => $"_{program.Graph.Inputs[i].Name}")];
        using (code.Body($"partial void RunCheckGradients({Listed(Parameters(programs[0], Called), "ref GradientCheck _result")})"))
        {
            code.Line($"Bind({Listed(Tensors(Called))});");
            code.Line($"{NamedType} _copies = {New};");
            code.Line($"{NamedType} _gradients = {New};");
            code.Line("_copies.ResizeLike(Gradients);");
            for (var (i, input) = (0, 0); input < Inputs.Count; input++)
                if (Inputs[input].IsParameter)
                    code.Line($"_copies.At({i++}).CopyFrom({(Inputs[input].Member ? Member(input) : tensors[input])});");
            code.Line($"{SignatureEmitter.ResultType(model)} _value = default!;");
            var probes = parameters.Any(p => p.Member);
            if (probes)
                code.Line("probe = _copies;");
            using (probes ? (IDisposable?)code.Open("try") : null)
            {
                // A result has the leading axes of its arguments, however many they are: so must its seed.
                if (seeds.Length > 0)
                    code.Line($"RunForward({Listed([.. arguments, "ref _value"])});");
                foreach (var line in seeds.Zip(Seeded(), (seed, result) => $"var {seed} = GradientProbe.Seed({result});"))
                    code.Line(line);
                code.Line($"Backward({Listed([.. arguments, .. seeds, "_gradients", "ref _value"])});");
                using (code.Open("_result = GradientProbe.Check(Model, _copies, _gradients, () =>"))
                {
                    code.Line($"RunForward({Listed([.. arguments, "ref _value"])});");
                    code.Line($"return {Weighted(seeds)};");
                }
                code.Line(");");
            }
            if (probes)
                using (code.Open("finally"))
                    code.Line("probe = null;");
        }
        code.Line();
    }

    /// <summary>The number whose gradients the seeds give.</summary>
    string Weighted(string[] seeds) => string.Join(" + ", [
        .. Floating().Where(r => r.Result.IsNumber).Select(r => $"(double){r.Value}"),
        .. Seeded().Zip(seeds, (value, seed) => $"GradientProbe.Weighted({value}, {seed})")]);

    /// <summary>The results that take a seed, in its order.</summary>
    IEnumerable<string> Seeded() => Floating().Where(r => !r.Result.IsNumber && r.Result.GivesGradient).Select(r => r.Value);

    IEnumerable<(ModelResult Result, string Value)> Floating() =>
        model.Results.Select((result, i) => (result, model.IsTuple ? $"_value.Item{i + 1}" : "_value")).Where(r => r.result.Type.IsFloating());

    IEnumerable<string> Tensors(IEnumerable<int> inputs) => inputs.Select(i => tensors[i]);

    static string Listed(params IEnumerable<string> parts) => string.Join(", ", parts.Where(part => part != ""));
}
