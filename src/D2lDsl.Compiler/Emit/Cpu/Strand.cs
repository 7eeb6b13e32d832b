namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>
/// One of several computations that a loop carries out side by side, statement by statement, so that none waits for another: the
/// same row a few vectors on, or a neighbouring row.
/// </summary>
/// <param name="Form">What each value is.</param>
/// <param name="Row">Which row of a block of rows.</param>
/// <param name="Step">Which vector of a block of vectors.</param>
/// <param name="IsPart">True where lanes past the end of the row are left out.</param>
readonly record struct Strand(Form Form, int Row = 0, int Step = 0, bool IsPart = false)
{
    public static Strand Single { get; } = new(Form.Single);

    /// <summary>What the names of its values end in.</summary>
    public string Suffix => Row + Step == 0 ? "" : "_" + (char)('a' + Row + Step);

    /// <summary>The strand as far as a value is concerned that is the same for the whole row.</summary>
    public Strand OfRow => new(Form.Single, Row);
}
