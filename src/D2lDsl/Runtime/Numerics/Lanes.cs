using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>One vector width of one element type, as the matrix product needs it.</summary>
unsafe interface ILanes<T, TVector> where T : unmanaged where TVector : struct
{
    static abstract int Count { get; }
    static abstract TVector Fill(T value);
    static abstract TVector Load(T* source);
    static abstract void Store(TVector value, T* target);
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a·b + c, fused where the machine can: without the instruction a true fused one would be a call per lane.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>Lanes of a where the mask has all bits set, else those of b.</summary>
    static abstract TVector Select(TVector mask, TVector a, TVector b);

    /// <summary>Lanes of a in another order; the bits of the indices are whole numbers below <see cref="Count"/>.</summary>
    static abstract TVector Pick(TVector a, TVector indices);

    /// <summary>The sum of the lanes, in a fixed order.</summary>
    static abstract T Sum(TVector a);

    /// <summary>The rows of the high tiles: as many as there are registers for.</summary>
    static abstract int TileRows { get; }

    /// <summary>
    /// A tile of c, so high and two vectors wide: c (+)= a·b. Rows of a are contiguous, <paramref name="row"/> elements apart; b has
    /// rows of whole vectors, <paramref name="bStep"/> elements apart.
    /// </summary>
    static abstract void HighWide(int k, T* a, nint row, T* b, nint bStep, T* c, nint cRow, bool add);

    /// <summary>The same, one vector wide.</summary>
    static abstract void HighNarrow(int k, T* a, nint row, T* b, nint bStep, T* c, nint cRow, bool add);

    /// <summary>The same, 1 to 4 rows high and two vectors wide.</summary>
    static abstract void LowWide(int rows, int k, T* a, nint row, T* b, nint bStep, T* c, nint cRow, bool add);

    /// <summary>The same, 1 to 4 rows high and one vector wide.</summary>
    static abstract void LowNarrow(int rows, int k, T* a, nint row, T* b, nint bStep, T* c, nint cRow, bool add);

    /// <summary>
    /// A high and wide tile whose rows of b lie at places of their own, in elements from b, each as two vectors of which the other lies
    /// <paramref name="second"/> elements behind the first.
    /// </summary>
    static abstract void HighPlaced(int k, T* a, nint row, T* b, nint* places, nint second, T* c, nint cRow, bool add);

    /// <summary>The same, 1 to 4 rows high.</summary>
    static abstract void LowPlaced(int rows, int k, T* a, nint row, T* b, nint* places, nint second, T* c, nint cRow, bool add);

    /// <summary>The same tiles where columns of a are contiguous, <paramref name="step"/> elements apart.</summary>
    static abstract void TurnedHighWide(int k, T* a, nint step, T* b, nint bStep, T* c, nint cRow, bool add);

    /// <inheritdoc cref="TurnedHighWide"/>
    static abstract void TurnedHighNarrow(int k, T* a, nint step, T* b, nint bStep, T* c, nint cRow, bool add);

    /// <inheritdoc cref="TurnedHighWide"/>
    static abstract void TurnedLowWide(int rows, int k, T* a, nint step, T* b, nint bStep, T* c, nint cRow, bool add);

    /// <inheritdoc cref="TurnedHighWide"/>
    static abstract void TurnedLowNarrow(int rows, int k, T* a, nint step, T* b, nint bStep, T* c, nint cRow, bool add);
}

readonly unsafe partial struct Single512 : ILanes<float, Vector512<float>>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Count => Vector512<float>.Count;

    [MethodImpl(Inline)]
    public static Vector512<float> Fill(float value) => Vector512.Create(value);

    [MethodImpl(Inline)]
    public static Vector512<float> Load(float* source) => Vector512.Load(source);

    [MethodImpl(Inline)]
    public static void Store(Vector512<float> value, float* target) => value.Store(target);

    [MethodImpl(Inline)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(Inline)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.MultiplyAddEstimate(a, b, c);

    [MethodImpl(Inline)]
    public static Vector512<float> Select(Vector512<float> mask, Vector512<float> a, Vector512<float> b) => Vector512.ConditionalSelect(mask, a, b);

    [MethodImpl(Inline)]
    public static Vector512<float> Pick(Vector512<float> a, Vector512<float> indices) => Vector512.Shuffle(a, indices.AsInt32());

    [MethodImpl(Inline)]
    public static float Sum(Vector512<float> a) => Vector512.Sum(a);
}

readonly unsafe partial struct Double512 : ILanes<double, Vector512<double>>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Count => Vector512<double>.Count;

    [MethodImpl(Inline)]
    public static Vector512<double> Fill(double value) => Vector512.Create(value);

    [MethodImpl(Inline)]
    public static Vector512<double> Load(double* source) => Vector512.Load(source);

    [MethodImpl(Inline)]
    public static void Store(Vector512<double> value, double* target) => value.Store(target);

    [MethodImpl(Inline)]
    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    [MethodImpl(Inline)]
    public static Vector512<double> MultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.MultiplyAddEstimate(a, b, c);

    [MethodImpl(Inline)]
    public static Vector512<double> Select(Vector512<double> mask, Vector512<double> a, Vector512<double> b) => Vector512.ConditionalSelect(mask, a, b);

    [MethodImpl(Inline)]
    public static Vector512<double> Pick(Vector512<double> a, Vector512<double> indices) => Vector512.Shuffle(a, indices.AsInt64());

    [MethodImpl(Inline)]
    public static double Sum(Vector512<double> a) => Vector512.Sum(a);
}

readonly unsafe partial struct Single256 : ILanes<float, Vector256<float>>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Count => Vector256<float>.Count;

    [MethodImpl(Inline)]
    public static Vector256<float> Fill(float value) => Vector256.Create(value);

    [MethodImpl(Inline)]
    public static Vector256<float> Load(float* source) => Vector256.Load(source);

    [MethodImpl(Inline)]
    public static void Store(Vector256<float> value, float* target) => value.Store(target);

    [MethodImpl(Inline)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(Inline)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.MultiplyAddEstimate(a, b, c);

    [MethodImpl(Inline)]
    public static Vector256<float> Select(Vector256<float> mask, Vector256<float> a, Vector256<float> b) => Vector256.ConditionalSelect(mask, a, b);

    [MethodImpl(Inline)]
    public static Vector256<float> Pick(Vector256<float> a, Vector256<float> indices) => Vector256.Shuffle(a, indices.AsInt32());

    [MethodImpl(Inline)]
    public static float Sum(Vector256<float> a) => Vector256.Sum(a);
}

readonly unsafe partial struct Double256 : ILanes<double, Vector256<double>>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Count => Vector256<double>.Count;

    [MethodImpl(Inline)]
    public static Vector256<double> Fill(double value) => Vector256.Create(value);

    [MethodImpl(Inline)]
    public static Vector256<double> Load(double* source) => Vector256.Load(source);

    [MethodImpl(Inline)]
    public static void Store(Vector256<double> value, double* target) => value.Store(target);

    [MethodImpl(Inline)]
    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    [MethodImpl(Inline)]
    public static Vector256<double> MultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> c) => Vector256.MultiplyAddEstimate(a, b, c);

    [MethodImpl(Inline)]
    public static Vector256<double> Select(Vector256<double> mask, Vector256<double> a, Vector256<double> b) => Vector256.ConditionalSelect(mask, a, b);

    [MethodImpl(Inline)]
    public static Vector256<double> Pick(Vector256<double> a, Vector256<double> indices) => Vector256.Shuffle(a, indices.AsInt64());

    [MethodImpl(Inline)]
    public static double Sum(Vector256<double> a) => Vector256.Sum(a);
}

readonly unsafe partial struct Single128 : ILanes<float, Vector128<float>>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Count => Vector128<float>.Count;

    [MethodImpl(Inline)]
    public static Vector128<float> Fill(float value) => Vector128.Create(value);

    [MethodImpl(Inline)]
    public static Vector128<float> Load(float* source) => Vector128.Load(source);

    [MethodImpl(Inline)]
    public static void Store(Vector128<float> value, float* target) => value.Store(target);

    [MethodImpl(Inline)]
    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    [MethodImpl(Inline)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Vector128.MultiplyAddEstimate(a, b, c);

    [MethodImpl(Inline)]
    public static Vector128<float> Select(Vector128<float> mask, Vector128<float> a, Vector128<float> b) => Vector128.ConditionalSelect(mask, a, b);

    [MethodImpl(Inline)]
    public static Vector128<float> Pick(Vector128<float> a, Vector128<float> indices) => Vector128.Shuffle(a, indices.AsInt32());

    [MethodImpl(Inline)]
    public static float Sum(Vector128<float> a) => Vector128.Sum(a);
}

readonly unsafe partial struct Double128 : ILanes<double, Vector128<double>>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Count => Vector128<double>.Count;

    [MethodImpl(Inline)]
    public static Vector128<double> Fill(double value) => Vector128.Create(value);

    [MethodImpl(Inline)]
    public static Vector128<double> Load(double* source) => Vector128.Load(source);

    [MethodImpl(Inline)]
    public static void Store(Vector128<double> value, double* target) => value.Store(target);

    [MethodImpl(Inline)]
    public static Vector128<double> Add(Vector128<double> a, Vector128<double> b) => a + b;

    [MethodImpl(Inline)]
    public static Vector128<double> MultiplyAdd(Vector128<double> a, Vector128<double> b, Vector128<double> c) => Vector128.MultiplyAddEstimate(a, b, c);

    [MethodImpl(Inline)]
    public static Vector128<double> Select(Vector128<double> mask, Vector128<double> a, Vector128<double> b) => Vector128.ConditionalSelect(mask, a, b);

    [MethodImpl(Inline)]
    public static Vector128<double> Pick(Vector128<double> a, Vector128<double> indices) => Vector128.Shuffle(a, indices.AsInt64());

    [MethodImpl(Inline)]
    public static double Sum(Vector128<double> a) => Vector128.Sum(a);
}
