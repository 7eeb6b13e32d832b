using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

public sealed partial class KernelEmitter
{
    int attentions;

    /// <summary>Attention is a call of the runtime, which cuts it into blocks.</summary>
    void Write(AttentionStep step, KernelProgram program, CodeWriter methods)
    {
        var method = step.Backward is null ? "Forward" : step.IsKnown ? "Backward" : "ForwardBackward";
        var back = step.Backward;
        // Where forward and backward are one step, or one is to come, there are no row sums, or no gradients.
        var tensors = new (TensorBuffer? Buffer, RowsLayout? Layout)[]
        {
            (step.Query, step.Layouts.Query), (step.Key, step.Layouts.Key), (step.Value, step.Layouts.Value), (step.Result, step.Layouts.Result), (step.RowSums, null),
            (back?.Seed, step.Layouts.Seed), (back?.Query, step.Layouts.QueryGradient), (back?.Key, step.Layouts.KeyGradient), (back?.Value, step.Layouts.ValueGradient),
        };
        var sizes = string.Join(", ", new[] { step.Batches, step.Queries, step.Keys, step.Depth, step.Width }.Select(Int));
        var changes = step.Changes.Any() ? $", ref {Changes(step, program, methods)}" : "";
        var layouts = step.Layouts.Equals(new AttentionLayouts()) ? "" : $", layouts: new() {{ {string.Join(", ", step.Layouts.Named.Where(l => l.Layout is not null).Select(l => $"{l.Name} = {Layout(l.Layout!)}"))} }}";
        // A model may well be called Attention.
        code.Line($"global::D2lDsl.Runtime.Attention.{method}({sizes}, {names.Operand(step.Scale)}, {string.Join(", ", tensors.Where(t => t.Buffer is not null).Select(t => $"ref {First(t.Buffer!, t.Layout)}"))}{changes}{layouts});");

        string First(TensorBuffer buffer, RowsLayout? layout) => names.Element(new(buffer) { Offset = layout?.Offset ?? 0 });

        string Layout(RowsLayout layout) => $"new({Int(layout.Count)}, {names.Size(layout.Outer)}, {names.Size(layout.Inner)}, {names.Size(layout.Row)})";
    }

    /// <summary>Writes what is done to rows of scores and weights, as methods of a struct that has what they read; the variable that has one.</summary>
    string Changes(AttentionStep step, KernelProgram program, CodeWriter methods)
    {
        var number = ++attentions;
        var (name, type, fields, calls) = ($"{program.Kind.Prefix}Attention{number}", step.Query.Type.Keyword(), new Dictionary<string, string>(), new List<string>());
        foreach (var (called, change) in new[] { ("Scores", step.Scores), ("Weights", step.Weights), ("ScoreGradients", step.Backward?.Scores), ("WeightGradients", step.Backward?.Weights) })
        {
            var call = "{ }";
            if (change is not null)
            {
                var (method, arguments, parameters) = RowEmitter.WritePart(change with { Name = $"{program.Kind.Prefix}{called}{number}" }, names, methods, loops, Prepared(program));
                for (var i = 0; i < parameters.Count; i++)
                    fields[parameters[i]] = arguments[i];
                call = $"=> {method}({string.Join(", ", new[] { "_batch", "_query", "_begin", "_length", "ref _row" }.Concat(parameters.Select(RowEmitter.Passed)))});";
            }
            calls.Add($"public void {called}(nint _batch, nint _query, nint _begin, nint _length, ref {type} _row) {call}");
        }
        using (methods.Open($"ref struct {name} : global::D2lDsl.Runtime.IAttentionChanges<{type}>"))
        {
            foreach (var field in fields.Keys)
                methods.Line($"public {field};");
            methods.Line("public nint _reach;");
            methods.Line("public nint Reach => _reach;");
            methods.Line($"public static {type} Filling => {ScalarCode.Literal(step.Reach?.Filling ?? 0, step.Query.Type)};");
            methods.Line($"public static bool ChangesScores => {(step.Scores is null ? "false" : "true")};");
            methods.Line($"public static bool ChangesWeights => {(step.Weights is null ? "false" : "true")};");
            foreach (var call in calls)
                methods.Line(call);
        }
        methods.Line();
        var variable = names.Scope.Unique("changes");
        code.Line($"var {variable} = new {name} {{ {string.Join(", ", fields.Select(f => $"{f.Key.Split(' ').Last()} = {f.Value}").Append($"_reach = {(step.Reach is { } reach ? names.Size(reach.Offset) : "nint.MaxValue")}"))} }};");
        return variable;
    }
}
