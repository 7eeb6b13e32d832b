using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>
/// Has methods compiled before a kernel is called for the first time. The JIT compiles a method and loads a type when they are first
/// used; for a kernel's loops, vectors, products and what lies around them that takes longer than to run them. A thread of its own
/// begins with <see cref="CommonParts">what most kernels use</see> when a program first touches this library, as a rule with its
/// first tensor, and takes kernels in between as they are made; meanwhile the program reads its data. For generated code.
/// </summary>
/// <remarks>
/// What it leaves out is compiled by the first call that needs it, so nothing depends on it. The switch <c>D2lDsl.Preparation</c> of
/// the runtime's configuration, set to false, leaves all to the first calls.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Preparation
{
    const string Switch = "D2lDsl.Preparation";
    const int StackBytes = 1 << 20;

    /// <summary>
    /// The queues: what all kernels use, and use towards their end; rows of attention; tiles of products; what lies around both; the methods of
    /// kernels; those that may be called later.
    /// </summary>
    const int Common = 0, Last = 1, Rows = 2, Tiles = 3, Attention = 4, Products = 5, Kernels = 6, Later = 7, Queues = 8;

    /// <summary>
    /// The order in which they are worked off, without and with products on the way: the innermost first, for a caller that is on its way
    /// there compiles what lies around them itself, and neither should wait for the other.
    /// </summary>
    static readonly int[] usual = [Common, Last, Kernels, Rows, Tiles, Attention, Products, Later], first = [Common, Rows, Tiles, Attention, Products, Last, Kernels, Later];

    /// <summary>A kernel that is called as soon as it is made is compiled by its caller, who needs the other processor too: its methods are left alone so many milliseconds.</summary>
    const int Calling = 10;

    /// <summary>So long, in milliseconds, nothing is done that the last kernel made has no use for.</summary>
    const int Settling = 30;

    /// <summary>New work is looked for so often, in milliseconds, while some waits.</summary>
    const int Nap = 3;

    static readonly Lock gate = new();

    // In the order of its coming, with the time it came.
    static readonly Queue<(object What, long Since)>[] waiting = [.. Enumerable.Range(0, Queues).Select(_ => new Queue<(object, long)>())];
    static bool isWorking;
    static volatile bool isCompiling;
    static KernelParts used, expected;
    static long lastMade = -Settling;

    /// <summary>
    /// Whether methods are being compiled here at this moment. Then a program is in its first calls, which compile as well, and a third
    /// thread that has to compile before it can help would only take a processor from the two.
    /// </summary>
    internal static bool IsCompiling => isCompiling;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The first use of the library is the earliest moment there is, and no caller knows of it.")]
    internal static void Start() => CommonParts.Begin();

    /// <summary>Has the methods that a kernel's <see cref="PreparedAttribute"/> names compiled on another thread.</summary>
    /// <param name="kernel">The class.</param>
    /// <param name="parts">What it uses besides.</param>
    /// <param name="isBegun">The class's own note that this was done.</param>
    public static void Begin(Type kernel, KernelParts parts, ref bool isBegun)
    {
        if (isBegun)
            return;
        isBegun = true;
        lock (gate)
            lastMade = Environment.TickCount64;
        Expect(parts);
        Add(kernel, Kernels);
    }

    /// <summary>Does a part on another thread, after those that have begun; nothing where there is no other thread, or no JIT.</summary>
    internal static void Begin(Action part) => Add(part, Common);

    /// <summary>The same for the innermost parts of products, which a kernel without them leaves waiting.</summary>
    internal static void BeginTiles(Action part) => Add(part, Tiles);

    /// <summary>The same for what lies around them.</summary>
    internal static void BeginProduct(Action part) => Add(part, Products);

    /// <summary>The same for a part that is used towards the end of a call.</summary>
    internal static void BeginLast(Action part) => Add(part, Last);

    /// <summary>Reads what the kernels of the program that runs will use: what all of them use may be prepared first.</summary>
    internal static void ExpectProgram()
    {
        var kernels = Assembly.GetEntryAssembly()?.GetCustomAttributes(typeof(ExpectsAttribute), inherit: false) ?? [];
        // A loop: queries would take the JIT a millisecond or two.
        var parts = kernels.Length == 0 ? KernelParts.None : KernelParts.All;
        foreach (var kernel in kernels)
            parts &= ((ExpectsAttribute)kernel).Parts;
        lock (gate)
            expected = parts;
        if (parts.HasFlag(KernelParts.Attention))
            AddAttention();
    }

    /// <summary>Tells what is going to be used.</summary>
    internal static void Expect(KernelParts parts)
    {
        bool isAttention;
        lock (gate)
        {
            isAttention = parts.HasFlag(KernelParts.Attention) && !Wanted.HasFlag(KernelParts.Attention);
            used |= parts;
        }
        if (isAttention)
            AddAttention();
    }

    static void AddAttention()
    {
        Add((Action)CommonParts.AttentionRows, Rows);
        Add((Action)CommonParts.Attentions, Attention);
    }

    static KernelParts Wanted => used | expected;

    static void Add(object what, int queue)
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled || Threads.Max == 1 || (AppContext.TryGetSwitch(Switch, out var isOn) && !isOn))
            return;
        lock (gate)
        {
            waiting[queue].Enqueue((what, Environment.TickCount64));
            if (isWorking)
                return;
            try
            {
                new Thread(Work, StackBytes) { IsBackground = true, Name = "D2lDsl preparation" }.Start();
                isWorking = true;
            }
            catch (Exception error) when (error is OutOfMemoryException or ThreadStartException or PlatformNotSupportedException)
            {
                // The system gives no thread. An error here would make the whole library unusable.
                Array.ForEach(waiting, queue => queue.Clear());
            }
        }
    }

    static void Work()
    {
        while (Next() is var (what, queue))
            try
            {
                isCompiling = true;
                if (what is Action part)
                    part();
                else
                    Compile((Type)what, queue);
            }
            catch (Exception)
            {
                // What cannot be done here fails again where it is needed, and is reported there.
            }
            finally
            {
                isCompiling = false;
            }
    }

    static (object What, int Queue)? Next()
    {
        while (true)
        {
            lock (gate)
            {
                var now = Environment.TickCount64;
                var isLeft = false;
                foreach (var queue in Wanted == KernelParts.None ? usual : first)
                    if (waiting[queue].TryPeek(out var first))
                    {
                        if (now >= Due(queue, first.Since))
                            return (waiting[queue].Dequeue().What, queue);
                        isLeft = true;
                    }
                isWorking = isLeft;
                if (!isLeft)
                    return null;
            }
            Thread.Sleep(Nap);
        }
    }

    static long Due(int queue, long since) => queue switch
    {
        Tiles or Products when Wanted == KernelParts.None => lastMade + Settling,
        Kernels => since + Calling,
        Later => since + Settling,
        _ => since,
    };

    /// <summary>Compiles a kernel's methods without calling them.</summary>
    static void Compile(Type kernel, int queue)
    {
        if (kernel.GetCustomAttribute<PreparedAttribute>() is not { } prepared)
            return;
        // From the end: who calls the kernel meanwhile compiles its methods from the beginning, and neither waits for the other.
        Compile(kernel, (queue == Later ? prepared.Later : prepared.Methods).Reverse());
        if (queue != Later && prepared.Later.Length > 0)
            Add(kernel, Later);
    }

    /// <summary>Compiles methods of a class without calling them, and gives how many it found.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A method that was trimmed away is not called either.")]
    internal static int Compile(Type type, IEnumerable<string> methods)
    {
        const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var compiled = 0;
        foreach (var name in methods)
            foreach (var method in type.GetMember(name, MemberTypes.Method, Own).Cast<MethodInfo>())
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle, type.IsGenericType ? Array.ConvertAll(type.GetGenericArguments(), argument => argument.TypeHandle) : null);
                compiled++;
            }
        return compiled;
    }
}
