namespace D2lDsl.Compiler.Ir;

/// <summary>A place in the user's source, counted from 1, to its last character; kept only where kernels shall be stepped through.</summary>
public sealed record SourceLine(string Path, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>More characters than a line of generated code has: all that begins on the line stands for the whole place.</summary>
    const int WholeLine = 65000;

    /// <summary>The directive that maps the next line of generated code.</summary>
    public string Directive => $"#line ({Line},{Column})-({EndLine},{EndColumn}) {WholeLine} \"{Path}\"";
}
