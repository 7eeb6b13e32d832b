using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Plan;

/// <summary>A kernel with its memory, ready to be written in some language.</summary>
public sealed record KernelProgram(Graph Graph, Kernel Kernel, MemoryPlan Memory, ProgramKind Kind);
