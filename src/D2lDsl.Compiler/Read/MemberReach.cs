namespace D2lDsl.Compiler.Read;

/// <summary>How one method of a module uses one of the module's parameters.</summary>
/// <param name="Name">The path of the parameter: <c>W</c>, <c>hidden.W</c>.</param>
/// <param name="IsRead">A result of the method depends on it.</param>
/// <param name="IsDifferentiated">A gradient of a result arrives at it.</param>
/// <param name="Cut">Where the gradient ends, if it is read and none arrives.</param>
public sealed record MemberReach(string Name, bool IsRead, bool IsDifferentiated, Finding? Cut)
{
    /// <summary>The member of the module that it is, or that holds it.</summary>
    public string Member => Name.Split('.', '[')[0];
}
