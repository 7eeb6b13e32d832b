using System.Numerics;

namespace D2lDsl;

/// <summary>
/// How an optimiser changes one element of a parameter: a few arithmetic operations on the element, its gradient and up to three
/// numbers that are kept for it. Written once, on a vector of elements; the JIT puts it into the sweep over the flat buffers, by itself
/// or behind the backward pass of a kernel's <c>TrainingStep</c>.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TSelf">The rule itself, a struct.</typeparam>
public interface IUpdateRule<T, TSelf>
    where T : unmanaged
    where TSelf : struct, IUpdateRule<T, TSelf>
{
    /// <summary>How many numbers are kept for each element, 0 to 3; they start as <see cref="Optimizer.InitialState"/>.</summary>
    static abstract int States { get; }

    /// <summary>The rule as it is in a step; what depends on the number of the step is computed here, once.</summary>
    /// <param name="step">1 for the first step of a parameter.</param>
    TSelf ForStep(long step);

    /// <summary>The new value of the parameter; mark it for aggressive inlining. The vectors are as wide as the machine has them best.</summary>
    /// <param name="parameter">The value so far.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="state0">What is kept, read and written; meaningless if there are no states.</param>
    /// <param name="state1">The second number that is kept, if there are two.</param>
    /// <param name="state2">The third number that is kept, if there are three.</param>
    Vector<T> Update(Vector<T> parameter, Vector<T> gradient, ref Vector<T> state0, ref Vector<T> state1, ref Vector<T> state2);
}
