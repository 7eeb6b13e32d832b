using System.Globalization;
using System.Numerics;

namespace D2lDsl.Data;

/// <summary>Reads a cell as an element, or says why it cannot be one.</summary>
internal static class CellReader<T>
    where T : unmanaged
{
    static readonly Delegate? Reader =
        typeof(T) == typeof(float) ? (Func<Column, int, float>)Floating<float>
        : typeof(T) == typeof(double) ? (Func<Column, int, double>)Floating<double>
        : typeof(T) == typeof(int) ? (Func<Column, int, int>)Whole<int>
        : typeof(T) == typeof(long) ? (Func<Column, int, long>)Whole<long>
        : typeof(T) == typeof(sbyte) ? (Func<Column, int, sbyte>)Whole<sbyte>
        : typeof(T) == typeof(byte) ? (Func<Column, int, byte>)Whole<byte>
        : typeof(T) == typeof(bool) ? (Func<Column, int, bool>)Truth
        : null;

    /// <summary>The cell in a row.</summary>
    public static T Read(Column column, int row) => Reader is Func<Column, int, T> read
        ? read(column, row)
        : throw new NotSupportedException($"Tensors hold float, double, int, long, sbyte, byte or bool; {typeof(T).Name} is none of them");

    static TNumber Floating<TNumber>(Column column, int row) where TNumber : unmanaged, IFloatingPointIeee754<TNumber>
    {
        var number = TNumber.CreateSaturating(column.Number(row));
        return TNumber.IsFinite(number) ? number : throw DoesNotFit(column, row, "float");
    }

    /// <summary>Whole numbers are read from their text: a detour through double would round the large ones.</summary>
    static TNumber Whole<TNumber>(Column column, int row) where TNumber : unmanaged, IBinaryInteger<TNumber>
    {
        var number = column.Number(row);
        if (column.Kind == ColumnKind.Boolean) return TNumber.CreateChecked(number);
        if (TNumber.TryParse(column.Cells.Text(row), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return value;
        throw double.IsInteger(number)
            ? DoesNotFit(column, row, Keyword<TNumber>())
            : column.Error(row, $"{column[row]} is not a whole number, and {Keyword<TNumber>()} holds no others");
    }

    static bool Truth(Column column, int row) => column[row] switch
    {
        null => throw column.Missing(row),
        "0" => false,
        "1" => true,
        var cell when bool.TryParse(cell, out var truth) => truth,
        var cell => throw column.Error(row, $"{DataException.Quote(cell)} is not true or false, nor 1 or 0"),
    };

    static DataException DoesNotFit(Column column, int row, string type) => column.Error(row, $"{column[row]} does not fit into {type}");

    static string Keyword<TNumber>() =>
        typeof(TNumber) == typeof(int) ? "int" : typeof(TNumber) == typeof(long) ? "long" : typeof(TNumber) == typeof(sbyte) ? "sbyte" : "byte";
}
