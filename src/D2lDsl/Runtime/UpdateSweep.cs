using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>The one pass of an optimiser over parameters, gradients and what is kept for them. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UpdateSweep
{
    /// <summary>Parameters of so many elements or more are stepped by several threads, as many elements at a time.</summary>
    const nint Shared = 1 << 14;

    /// <summary>A step waits for memory: an element takes as long as so many operations.</summary>
    const int OperationsEach = 12;

    /// <summary>Counts a step of a parameter and makes it.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="optimizer">Whose rule it is.</param>
    /// <param name="rule">The rule, not yet that of a certain step.</param>
    /// <param name="parameter">A row-major tensor.</param>
    /// <param name="gradient">The first of as many gradients.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<T, TRule>(Optimizer optimizer, TRule rule, Tensor<T> parameter, Tensor<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T, TRule>
    {
        if (optimizer.IsGrouped)
        {
            ((ParameterGroups<T>)optimizer).Step(rule, parameter, gradient);
            return;
        }

        ref T state = ref optimizer.Begin(ref rule, parameter);
        nint count = parameter.Length;
        if (count >= Shared && Threads.Max > 1)
        {
            Share(rule, ref parameter.Origin, ref gradient.Origin, ref state, count);
            return;
        }

        if (count >= Vector<T>.Count)
        {
            Run(rule, ref parameter.Origin, ref gradient.Origin, ref state, count, count);
            return;
        }

        // A rule handed to a method goes through memory, which takes longer than a few elements do.
        ref T first = ref parameter.Origin, along = ref gradient.Origin;
        for (nint i = 0; i < count; i++)
            Unsafe.Add(ref first, i) = One(rule, Unsafe.Add(ref first, i), Unsafe.Add(ref along, i), ref Unsafe.Add(ref state, i), count);
    }

    /// <summary>The same for all of a module's parameters, in a method that its kernels share: one call more is nothing to them.</summary>
    /// <inheritdoc cref="Step"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void StepAll<T, TRule>(Optimizer optimizer, TRule rule, Tensor<T> parameter, Tensor<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T, TRule> => Step(optimizer, rule, parameter, gradient);

    /// <summary>The same for some of a module's parameters, whose gradients begin so many elements behind the first.</summary>
    internal static void StepPart<T, TRule>(Optimizer optimizer, TRule rule, Tensor<T> parameter, Tensor<T> gradient, nint from)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T, TRule>
    {
        ref T state = ref optimizer.Begin(ref rule, parameter);
        ref T along = ref Unsafe.Add(ref gradient.Origin, from);
        if (parameter.Length >= Shared && Threads.Max > 1)
            Share(rule, ref parameter.Origin, ref along, ref state, parameter.Length);
        else
            Run(rule, ref parameter.Origin, ref along, ref state, parameter.Length, parameter.Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Share<T, TRule>(TRule rule, ref T parameter, ref T gradient, ref T state, nint count)
        where T : unmanaged
        where TRule : struct, IUpdateRule<T, TRule>
    {
        var size = ((count + Workers.MostChunks - 1) / Workers.MostChunks + Shared - 1) / Shared * Shared;
        var runs = new Runs<T, TRule> { Rule = rule, Parameter = ref parameter, Gradient = ref gradient, State = ref state, Count = count, Size = size };
        Workers.Run(ref runs, (int)((count + size - 1) / size), count * OperationsEach);
    }

    ref struct Runs<T, TRule> : IChunks
        where T : unmanaged
        where TRule : struct, IUpdateRule<T, TRule>
    {
        public TRule Rule;
        public ref T Parameter, Gradient, State;
        public nint Count, Size;

        public readonly void Run(int chunk, int worker)
        {
            nint first = chunk * Size;
            ref T state = ref Unsafe.Add(ref State, TRule.States > 0 ? first : 0);
            UpdateSweep.Run(Rule, ref Unsafe.Add(ref Parameter, first), ref Unsafe.Add(ref Gradient, first), ref state, Count, nint.Min(Size, Count - first));
        }
    }

    /// <summary>Steps a run of elements.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="rule">The rule as it is in this step.</param>
    /// <param name="parameter">The first element to change.</param>
    /// <param name="gradient">The first gradient.</param>
    /// <param name="state">The first number kept for the first element; not touched by a rule that keeps none.</param>
    /// <param name="stride">From there to its second number.</param>
    /// <param name="count">How many elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, TRule>(TRule rule, ref T parameter, ref T gradient, ref T state, nint stride, nint count)
        where T : unmanaged
        where TRule : struct, IUpdateRule<T, TRule>
    {
        ref T state1 = ref Unsafe.Add(ref state, TRule.States > 1 ? stride : 0);
        ref T state2 = ref Unsafe.Add(ref state, TRule.States > 2 ? 2 * stride : 0);
        nint i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> a = default, b = default, c = default;
            if (TRule.States > 0)
                a = Vector.LoadUnsafe(ref state, (nuint)i);
            if (TRule.States > 1)
                b = Vector.LoadUnsafe(ref state1, (nuint)i);
            if (TRule.States > 2)
                c = Vector.LoadUnsafe(ref state2, (nuint)i);
            rule.Update(Vector.LoadUnsafe(ref parameter, (nuint)i), Vector.LoadUnsafe(ref gradient, (nuint)i), ref a, ref b, ref c)
                .StoreUnsafe(ref parameter, (nuint)i);
            if (TRule.States > 0)
                a.StoreUnsafe(ref state, (nuint)i);
            if (TRule.States > 1)
                b.StoreUnsafe(ref state1, (nuint)i);
            if (TRule.States > 2)
                c.StoreUnsafe(ref state2, (nuint)i);
        }

        for (; i < count; i++)
            Unsafe.Add(ref parameter, i) = One(rule, Unsafe.Add(ref parameter, i), Unsafe.Add(ref gradient, i), ref Unsafe.Add(ref state, i), stride);
    }

    /// <summary>Steps one element.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="rule">The rule as it is in this step.</param>
    /// <param name="parameter">The element.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="state">The first number kept for it; not touched by a rule that keeps none.</param>
    /// <param name="stride">From there to its second number.</param>
    /// <returns>The new value of the element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T One<T, TRule>(TRule rule, T parameter, T gradient, ref T state, nint stride)
        where T : unmanaged
        where TRule : struct, IUpdateRule<T, TRule>
    {
        // The other lanes are zeros; what a rule makes of them is dropped.
        Vector<T> a = default, b = default, c = default;
        if (TRule.States > 0)
            a = Vector.CreateScalar(state);
        if (TRule.States > 1)
            b = Vector.CreateScalar(Unsafe.Add(ref state, stride));
        if (TRule.States > 2)
            c = Vector.CreateScalar(Unsafe.Add(ref state, 2 * stride));
        T updated = rule.Update(Vector.CreateScalar(parameter), Vector.CreateScalar(gradient), ref a, ref b, ref c).ToScalar();
        if (TRule.States > 0)
            state = a.ToScalar();
        if (TRule.States > 1)
            Unsafe.Add(ref state, stride) = b.ToScalar();
        if (TRule.States > 2)
            Unsafe.Add(ref state, 2 * stride) = c.ToScalar();
        return updated;
    }
}
