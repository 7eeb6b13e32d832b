namespace D2lDsl.Eager;

/// <summary>A function of one element. Implemented by structs, so that the JIT inlines it into the loop.</summary>
interface IUnary<T, TResult>
{
    static abstract TResult Apply(T x);
}

/// <summary>A function of two elements.</summary>
interface IBinary<T, TResult>
{
    static abstract TResult Apply(T a, T b);
}

/// <summary>A choice between two elements.</summary>
interface ISelect<T>
{
    static abstract T Apply(bool condition, T a, T b);
}

/// <summary>finish(map(x₀) ⊕ map(x₁) ⊕ …, count), computed in an accumulator type that may be wider than the elements.</summary>
interface IReduction<T>
{
    /// <summary>Whether no elements at all have a value: finish(0, 0).</summary>
    static abstract bool TakesEmpty { get; }

    static abstract T Map(T x);

    static abstract T Combine(T a, T b);

    static abstract T Finish(T total, T count);
}
