using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;

namespace D2lDsl.Compiler.Emit.Cpu;

public sealed partial class KernelEmitter
{
    /// <summary>
    /// A training step: gradients, and behind them the optimiser's rule. The rule's type is known only to the optimiser, so the kernel
    /// hands it a struct with what is to be stepped, and gets back a call of a method that is compiled for that rule.
    /// </summary>
    void TrainingStep()
    {
        var program = Program(ProgramKind.ForwardBackward);
        Enter(program);
        var inputs = Called.Concat(Added(program)).ToArray();
        var (optimizer, training) = (names.Scope.Unique("optimizer"), names.Scope.Unique("training"));
        var (type, result) = (model.Parameters.First().Type.Keyword(), SignatureEmitter.ResultType(model));
        code.Line($"RuleCall<{type}, TrainingCall> _ruled;");
        code.Line();
        Inlined(program);
        using (code.Body($"partial void RunTrainingStep({Listed(Parameters(program, inputs), $"{SignatureEmitter.Optimizer} {optimizer}", $"ref {result} _result")})"))
        {
            code.Line($"Guard.NotNull({optimizer}, Model, \"optimizer\");");
            foreach (var i in Stepped)
                code.Line($"Guard.Writable({tensors[i]}, Model, {SignatureEmitter.Literal(Inputs[i].Name)});");
            code.Line($"Backward({Listed([.. Tensors(inputs), "Gradients", "ref _result"])});");
            code.Line($"var {training} = new TrainingCall {{ {Listed([.. Stepped.Select(i => $"{tensors[i]} = {tensors[i]}"), $"_kernel = this, _optimizer = {optimizer}"])} }};");
            code.Line($"_ruled.Run({optimizer}, ref {training});");
        }
        code.Line();
        code.Line("/// <summary>What a training step changes, while the optimiser looks up its rule.</summary>");
        using (code.Open($"struct TrainingCall : global::D2lDsl.IUpdateSweep<{type}>"))
        {
            code.Line($"public {model.Method}Kernel _kernel;");
            code.Line($"public {SignatureEmitter.Optimizer} _optimizer;");
            foreach (var i in Stepped)
                code.Line($"public Tensor<{program.Graph.Inputs[i].Type.Keyword()}> {tensors[i]};");
            code.Line();
            // A sweep is written out for each tensor that is stepped; a loop over them takes a quarter longer.
            if (Stepped.Count() <= FewSteps)
                code.Line(SignatureEmitter.Optimized);
            using (code.Body($"public void Run<TRule>(TRule _rule) where TRule : struct, global::D2lDsl.IUpdateRule<{type}, TRule>"))
            {
                var next = 0;
                foreach (var i in Stepped)
                    Sweep("Step", tensors[i], next++);
                if (model.Members.Any())
                    Sweep("StepAll", "_kernel.module.Parameters.Flat", next);
            }
        }
        code.Line();

        void Sweep(string method, string parameter, int gradient) =>
            code.Line($"UpdateSweep.{method}(_optimizer, _rule, {parameter}, _kernel.Gradients.At({gradient}));");
    }

    /// <summary>The parameters that come as arguments; those of a module are one buffer behind them.</summary>
    IEnumerable<int> Stepped => Called.Where(i => Inputs[i].IsParameter);
}
