namespace D2lDsl.Runtime;

/// <summary>A range error whose message says everything; nothing is appended to it.</summary>
sealed class LabelException(string message, string parameter, object value) : ArgumentOutOfRangeException(parameter, value, message)
{
    readonly string message = message;

    public override string Message => message;
}
