using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace D2lDsl.Benchmarks;

/// <summary>Which methods the JIT compiles, on which thread and for how long. To listen makes each a little slower.</summary>
sealed class CompiledMethods : EventListener
{
    const string Runtime = "Microsoft-Windows-DotNETRuntime";
    const EventKeywords Jit = (EventKeywords)0x10, Types = (EventKeywords)0x8000000000;

    readonly ConcurrentQueue<Compiled> methods = [];
    readonly ConcurrentDictionary<(long Thread, long Method), DateTime> begun = [];

    sealed record Compiled(DateTime Begin, DateTime End, long Thread, string Name, long Bytes, uint Flags);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
            EnableEvents(eventSource, EventLevel.Verbose, Jit | Types);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("MethodJittingStarted", StringComparison.Ordinal) == true)
            begun[(eventData.OSThreadId, Number("MethodID"))] = eventData.TimeStamp;
        else if (eventData.EventName?.StartsWith("TypeLoadStart", StringComparison.Ordinal) == true)
            begun[(eventData.OSThreadId, -Number("TypeLoadStartID") - 1)] = eventData.TimeStamp;
        else if (eventData.EventName?.StartsWith("TypeLoadStop", StringComparison.Ordinal) == true
            && begun.TryRemove((eventData.OSThreadId, -Number("TypeLoadStartID") - 1), out var loading))
            methods.Enqueue(new(loading, eventData.TimeStamp, eventData.OSThreadId, "type " + Text("TypeName"), 0, (uint)Number("LoadLevel") << 7));
        else if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) == true
            && begun.TryRemove((eventData.OSThreadId, Number("MethodID")), out var begin))
            methods.Enqueue(new(begin, eventData.TimeStamp, eventData.OSThreadId, $"{Text("MethodNamespace")}.{Text("MethodName")}", Number("MethodSize"), (uint)Number("MethodFlags")));

        string Text(string name) => (string)eventData.Payload![eventData.PayloadNames!.IndexOf(name)]!;
        long Number(string name) => (long)Convert.ToDecimal(eventData.Payload![eventData.PayloadNames!.IndexOf(name)]!, CultureInfo.InvariantCulture);
    }

    /// <summary>The methods of a time, in the order of their coming: when, how long, how many bytes of code, on this thread or another.</summary>
    public string List(DateTime from, DateTime to, long thread)
    {
        var listed = methods.Where(method => method.End >= from && method.Begin <= to).OrderBy(method => method.Begin).ToArray();
        return string.Join('\n', listed.Select(method =>
            string.Create(CultureInfo.InvariantCulture, $"{(method.Begin - from).TotalMilliseconds,8:F2} {(method.End - method.Begin).TotalMilliseconds,7:F2} {method.Bytes,6} {(method.Flags >> 7) & 7} {(method.Thread == thread ? "" : "elsewhere "),-10}{method.Name}"))
            .Append(string.Create(CultureInfo.InvariantCulture, $"here {listed.Where(method => method.Thread == thread).Sum(method => (method.End - method.Begin).TotalMilliseconds):F1} of {(to - from).TotalMilliseconds:F1} ms, elsewhere {listed.Where(method => method.Thread != thread).Sum(method => (method.End - method.Begin).TotalMilliseconds):F1}")));
    }
}
