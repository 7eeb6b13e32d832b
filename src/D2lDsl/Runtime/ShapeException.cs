namespace D2lDsl.Runtime;

/// <summary>An argument error whose message says everything; nothing is appended to it.</summary>
sealed class ShapeException(string message, string parameter) : ArgumentException(message, parameter)
{
    readonly string message = message;

    public override string Message => message;
}
