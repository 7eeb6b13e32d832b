using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace D2lDsl.Benchmarks;

/// <summary>Which methods the JIT compiles and which types it loads for them, on which thread and for how long. To listen makes each a little slower.</summary>
sealed class CompiledMethods : EventListener
{
    const string Runtime = "Microsoft-Windows-DotNETRuntime";

    const EventKeywords Methods = (EventKeywords)0x10, Types = (EventKeywords)0x8000000000;

    readonly ConcurrentQueue<Done> all = [];
    readonly ConcurrentDictionary<(long Thread, bool IsType, long Number), DateTime> begun = [];

    sealed record Done(DateTime Begin, DateTime End, long Thread, bool IsType, string Name, long Bytes)
    {
        public double Milliseconds => (End - Begin).TotalMilliseconds;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
            EnableEvents(eventSource, EventLevel.Verbose, Methods | Types);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        var name = eventData.EventName ?? "";
        if (name.StartsWith("MethodJittingStarted", StringComparison.Ordinal))
            Begin(isType: false, "MethodID");
        else if (name.StartsWith("MethodLoadVerbose", StringComparison.Ordinal))
            End(isType: false, "MethodID", $"{Text("MethodNamespace")}.{Text("MethodName")}", Number("MethodSize"));
        else if (name.StartsWith("TypeLoadStart", StringComparison.Ordinal))
            Begin(isType: true, "TypeLoadStartID");
        else if (name.StartsWith("TypeLoadStop", StringComparison.Ordinal))
            End(isType: true, "TypeLoadStartID", Text("TypeName"), 0);

        void Begin(bool isType, string number) => begun[(eventData.OSThreadId, isType, Number(number))] = eventData.TimeStamp;

        void End(bool isType, string number, string what, long bytes)
        {
            if (begun.TryRemove((eventData.OSThreadId, isType, Number(number)), out var begin))
                all.Enqueue(new(begin, eventData.TimeStamp, eventData.OSThreadId, isType, what, bytes));
        }

        string Text(string field) => (string)eventData.Payload![eventData.PayloadNames!.IndexOf(field)]!;

        long Number(string field) => (long)Convert.ToDecimal(eventData.Payload![eventData.PayloadNames!.IndexOf(field)]!, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The methods of a time, in the order of their coming: when, for how long, bytes of code, and the types that were loaded for them and
    /// took a tenth of a millisecond or more. Those on other threads stand to the right.
    /// </summary>
    /// <param name="from">When the time begins.</param>
    /// <param name="to">When it ends.</param>
    /// <param name="thread">The system's number of the thread that the list is for.</param>
    public string List(DateTime from, DateTime to, long thread)
    {
        var done = all.Where(one => one.End >= from && one.Begin <= to).OrderBy(one => one.Begin).ToArray();
        var lines = done.Where(one => !one.IsType).Select(method =>
        {
            var types = done.Where(type => type.IsType && type.Thread == method.Thread && type.Begin >= method.Begin && type.End <= method.End && type.Milliseconds >= 0.1)
                .Select(type => string.Create(CultureInfo.InvariantCulture, $"{type.Name} {type.Milliseconds:F2}"));
            return string.Create(CultureInfo.InvariantCulture,
                $"{(method.Begin - from).TotalMilliseconds,8:F2} {method.Milliseconds,6:F2} {method.Bytes,6} {(method.Thread == thread ? "" : new string(' ', 60))}{method.Name}  {string.Join("; ", types)}");
        });
        return string.Join('\n', lines.Append(string.Create(CultureInfo.InvariantCulture,
            $"{(to - from).TotalMilliseconds,8:F2} ms in all; compiling here {Sum(isHere: true):F2}, elsewhere {Sum(isHere: false):F2}")));

        double Sum(bool isHere) => done.Where(one => !one.IsType && one.Thread == thread == isHere).Sum(one => one.Milliseconds);
    }
}
