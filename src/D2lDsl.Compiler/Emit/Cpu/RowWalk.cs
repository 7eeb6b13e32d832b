namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>How a method walks over rows.</summary>
enum RowWalk
{
    /// <summary>Row by row, each in one vector.</summary>
    Short,

    /// <summary>Row by row, each in several vectors.</summary>
    Long,

    /// <summary>Many short rows at once, a row a lane.</summary>
    Across,

    /// <summary>Many rows of one or two elements at once, a row a lane.</summary>
    Tiny,

    /// <summary>A part of one row; the caller says which.</summary>
    Part,
}
