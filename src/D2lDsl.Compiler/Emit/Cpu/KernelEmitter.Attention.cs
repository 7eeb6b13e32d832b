using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

public sealed partial class KernelEmitter
{
    /// <summary>Attention is a call of the runtime, which cuts it into blocks.</summary>
    void Write(AttentionStep step)
    {
        var method = step.Backward is null ? "Forward" : step.IsKnown ? "Backward" : "ForwardBackward";
        var buffers = step.Backward is { } back
            ? new[] { step.Query, step.Key, step.Value, step.Result, step.LogSum, back.Seed, back.Query, back.Key, back.Value }
            : [step.Query, step.Key, step.Value, step.Result, step.LogSum];
        var sizes = string.Join(", ", new[] { step.Batches, step.Queries, step.Keys, step.Depth, step.Width }.Select(Int));
        // A model may well be called Attention.
        code.Line($"global::D2lDsl.Runtime.Attention.{method}({sizes}, {names.Operand(step.Scale)}, {string.Join(", ", buffers.OfType<TensorBuffer>().Select(b => $"ref {names.Buffer(b)}"))});");
    }
}
