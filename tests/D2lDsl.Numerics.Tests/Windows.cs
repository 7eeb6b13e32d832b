using System.Numerics;
using D2lDsl.Runtime;

namespace D2lDsl.Numerics.Tests;

/// <summary>Images and how windows slide over them: the window's rows and columns and those of the places it takes.</summary>
public readonly record struct Windows(int Channels, int Height, int Width, int High, int Wide, int Step, int Dilation)
{
    public int Down => (Height - Dilation * (High - 1) - 1) / Step + 1;
    public int Across => (Width - Dilation * (Wide - 1) - 1) / Step + 1;
    public int Elements => Channels * High * Wide;
    public int Places => Down * Across;
    public int Image => Channels * Height * Width;

    (nint, nint)[] ElementAxes => [(Channels, Height * Width), (High, Width * Dilation), (Wide, Dilation)];
    (nint, nint)[] PlaceAxes => [(Down, Width * Step), (Across, Step)];

    /// <summary>Where an element of a window lies in its image.</summary>
    public int At(int element, int place) =>
        element / (High * Wide) * Height * Width + (element / Wide % High * Dilation + place / Across * Step) * Width + element % Wide * Dilation + place % Across * Step;

    /// <summary>Random images; what no window covers is NaN.</summary>
    public T[] Images<T>(int count, Random random) where T : unmanaged, INumber<T>
    {
        var images = Enumerable.Repeat(T.CreateTruncating(double.NaN), count * Image).ToArray();
        for (var n = 0; n < count; n++)
            for (var e = 0; e < Elements; e++)
                for (var p = 0; p < Places; p++)
                    images[n * Image + At(e, p)] = T.CreateTruncating(random.NextDouble() - 0.5);
        return images;
    }

    /// <summary>c[n][o, along] = Σ a[n][o, summed] · windows[n], or the sum of them all, by the library. The sum runs over elements of windows, or over their places.</summary>
    public void Multiply<T>(int count, bool sums, int others, T[] a, T[] images, bool overPlaces, bool turned, T[] c, bool add) where T : unmanaged
    {
        var (summed, along) = overPlaces ? (Places, Elements) : (Elements, Places);
        WindowProduct.Multiply(count, sums, others, ref First(a), others * summed, summed, 1, ref First(images), Image, overPlaces ? PlaceAxes : ElementAxes, overPlaces ? ElementAxes : PlaceAxes,
            ref First(c), sums ? 0 : others * along, turned ? 1 : along, turned ? others : 1, add);
    }

    /// <summary>The same, one product after the other, in double precision; and the sums of what is added up without signs.</summary>
    public (double[] Values, double[] Sizes) Expected<T>(int count, bool sums, int others, T[] a, T[] images, bool overPlaces, bool turned, double[] old) where T : unmanaged, INumber<T>
    {
        var (summed, along) = overPlaces ? (Places, Elements) : (Elements, Places);
        var (values, sizes) = ((double[])old.Clone(), old.Select(Math.Abs).ToArray());
        for (var n = 0; n < count; n++)
            for (var o = 0; o < others; o++)
                for (var q = 0; q < along; q++)
                    for (var p = 0; p < summed; p++)
                    {
                        var term = double.CreateTruncating(a[(n * others + o) * summed + p]) * double.CreateTruncating(images[n * Image + (overPlaces ? At(q, p) : At(p, q))]);
                        var at = (sums ? 0 : n * others * along) + (turned ? q * others + o : o * along + q);
                        values[at] += term;
                        sizes[at] += Math.Abs(term);
                    }
        return (values, sizes);
    }

    /// <summary>Images to which a[e, k] · b[n][k, place] is added, by the library; without so many rows and columns around each.</summary>
    public void Fold<T>(int count, int k, T[] a, bool turned, T[] b, T[] images, int border = 0) where T : unmanaged =>
        WindowProduct.Fold(count, Channels, Height * Width, k, ref First(a), 0, turned ? 1 : k, turned ? Elements : 1, ref First(b), k * Places, Places, 1,
            ref First(images), Channels * (Height - 2 * border) * (Width - 2 * border), ElementAxes[1..], PlaceAxes,
            border * (Width + 1), border == 0 ? [] : [(Height - 2 * border, Width), (Width - 2 * border, 1)]);

    /// <summary>What is left of images without so many rows and columns around each.</summary>
    public T[] Inside<T>(T[] images, int border)
    {
        var (high, wide, width) = (Height, Width, Width);
        return [.. images.Where((_, i) => i / width % high >= border && i / width % high < high - border && i % wide >= border && i % wide < wide - border)];
    }

    static ref T First<T>(T[] numbers) => ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(numbers);
}
