using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>What the graphs of one kernel share: its buffers, its tapes and its names.</summary>
sealed class KernelContext(Joining joining)
{
    public Joining Joining => joining;

    readonly HashSet<string> names = [];
    int loops;

    public List<TensorBuffer> Buffers { get; } = [];

    public List<Tape> Tapes { get; } = [];

    public string Unique(string name)
    {
        var result = name;
        for (var i = 1; !names.Add(result); i++)
            result = name + i;
        return result;
    }

    public string NextLoop() => $"Loop{++loops}";

    public TensorBuffer Temporary(string name, Shape shape, ElementType type)
    {
        var buffer = new TensorBuffer(Unique(name), BufferKind.Temporary, Buffers.Count(b => b.Kind == BufferKind.Temporary), shape, type);
        Buffers.Add(buffer);
        return buffer;
    }

    public Tape Tape(ElementType type)
    {
        Tapes.Add(new(Tapes.Count, type));
        return Tapes[Tapes.Count - 1];
    }
}
