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
        var buffers = step.Backward is { } back
            ? new[] { step.Query, step.Key, step.Value, step.Result, step.RowSums, back.Seed, back.Query, back.Key, back.Value }
            : [step.Query, step.Key, step.Value, step.Result, step.RowSums];
        var sizes = string.Join(", ", new[] { step.Batches, step.Queries, step.Keys, step.Depth, step.Width }.Select(Int));
        var changes = step.Changes.Any() ? $", ref {Changes(step, program, methods)}" : "";
        var layouts = step.InPlace.Any() ? $", layouts: new({string.Join(", ", step.Layouts.Select(layout => layout is null ? "default"
            : $"new({Int(layout.Count)}, {names.Size(layout.Outer)}, {names.Size(layout.Inner)}, {names.Size(layout.Row)})"))})" : "";
        // A model may well be called Attention.
        code.Line($"global::D2lDsl.Runtime.Attention.{method}({sizes}, {names.Operand(step.Scale)}, {string.Join(", ", buffers.OfType<TensorBuffer>().Select(b => $"ref {names.Buffer(b)}"))}{changes}{layouts});");
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
