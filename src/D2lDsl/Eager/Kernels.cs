using System.Runtime.Intrinsics;

namespace D2lDsl.Eager;

/// <summary>A function of as many elements as a vector holds. Implemented by structs, so that the JIT inlines it into the loop.</summary>
interface IUnary<T>
{
    static abstract Vector512<T> Apply(Vector512<T> x);
}

/// <summary>A function of two elements, a vector at a time.</summary>
interface IBinary<T>
{
    static abstract Vector512<T> Apply(Vector512<T> a, Vector512<T> b);
}

/// <summary>A function of one element to another type, or of elements that no vector holds.</summary>
interface IUnary<T, TResult>
{
    static abstract TResult Apply(T x);
}

/// <summary>A function of two elements to another type.</summary>
interface IBinary<T, TResult>
{
    static abstract TResult Apply(T a, T b);
}

/// <summary>A comparison of two elements, also of as many as a vector holds: a mask.</summary>
interface IComparison<T> : IBinary<T, bool>
{
    static abstract Vector512<T> Apply(Vector512<T> a, Vector512<T> b);
}

/// <summary>A choice between two elements, also of as many as a vector holds, by a mask.</summary>
interface ISelect<T>
{
    static abstract T Apply(bool condition, T a, T b);

    static abstract Vector512<T> Apply(Vector512<T> condition, Vector512<T> a, Vector512<T> b);
}

/// <summary>finish(map(x₀) ⊕ map(x₁) ⊕ …, count), computed in an accumulator type that may be wider than the elements.</summary>
interface IReduction<T>
{
    /// <summary>Whether no elements at all have a value: finish(nothing, 0).</summary>
    static abstract bool TakesEmpty { get; }

    /// <summary>What no elements at all combine to, where that is something.</summary>
    static abstract T Nothing { get; }

    static abstract T Map(T x);

    static abstract Vector512<T> Map(Vector512<T> x);

    static abstract T Combine(T a, T b);

    static abstract Vector512<T> Combine(Vector512<T> a, Vector512<T> b);

    static abstract T Finish(T total, T count);
}
