using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>
/// How a kernel's training step reaches an optimiser's rule. The rule is found by a generic virtual call, which takes as long as a step of
/// a small model: it is looked up once for an optimiser, not at every step. For generated code.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TSweep">What runs the rule.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RuleCall<T, TSweep>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSweep : struct, IUpdateSweep<T>
{
    Optimizer? known, before;
    Target? target;

    delegate void Target(ref TSweep sweep);

    /// <summary>Runs the optimiser's rule.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="sweep">What it runs in.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(Optimizer optimizer, ref TSweep sweep)
    {
        if (ReferenceEquals(optimizer, known))
            target!(ref sweep);
        else
            Change(optimizer, ref sweep);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Change(Optimizer optimizer, ref TSweep sweep)
    {
        // Of two optimisers in turn only one is remembered, so that no step allocates.
        if (!ReferenceEquals(optimizer, before))
            (before, known, target) = (known, optimizer, optimizer.Run<T, TSweep>);
        optimizer.Run<T, TSweep>(ref sweep);
    }
}
