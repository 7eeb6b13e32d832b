namespace D2lDsl.Eager;

/// <summary>What is said to operands that an op cannot take.</summary>
static class Refusal
{
    public static NotSupportedException Element<T>(string op, string operand, string wanted, string remedy)
        where T : unmanaged =>
        new($"{op} needs {wanted}, {operand} is Tensor<{ElementType.Keyword<T>()}>; use {operand}.Cast<{remedy}>()");

    /// <summary>Names the axis, counted in the longer shape, at which two shapes do not broadcast.</summary>
    public static ArgumentException Broadcast(string op, string a, ReadOnlySpan<int> aSizes, string b, ReadOnlySpan<int> bSizes)
    {
        int rank = Math.Max(aSizes.Length, bSizes.Length), fromEnd = 1;
        while (Meets(aSizes, bSizes, fromEnd))
            fromEnd++;
        return new($"{op} meets {a} {Layout.Text(aSizes)} and {b} {Layout.Text(bSizes)}: "
            + $"axis {rank - fromEnd} is {aSizes[^fromEnd]} against {bSizes[^fromEnd]}; sizes must be equal or 1");
    }

    static bool Meets(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int fromEnd) =>
        fromEnd <= Math.Min(a.Length, b.Length) && (a[^fromEnd] == b[^fromEnd] || a[^fromEnd] == 1 || b[^fromEnd] == 1);
}
