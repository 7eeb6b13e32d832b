using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Plan;

/// <summary>A kernel with its memory, ready to be written in some language.</summary>
public sealed class KernelProgram(Graph graph, Kernel kernel, MemoryPlan memory, bool isBackward, Func<int, ScalarOperand> outside, Func<int, ElementType> typeOf)
{
    public Graph Graph { get; } = graph;

    public Kernel Kernel { get; } = kernel;

    public MemoryPlan Memory { get; } = memory;

    public bool IsBackward { get; } = isBackward;

    /// <summary>Where a number that a loop reads comes from.</summary>
    public ScalarOperand Outside(int node) => outside(node);

    /// <summary>The element type of a number.</summary>
    public ElementType TypeOf(int node) => typeOf(node);
}
