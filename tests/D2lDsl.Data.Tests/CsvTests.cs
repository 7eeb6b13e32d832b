using System.Globalization;

namespace D2lDsl.Data.Tests;

public class CsvTests
{
    static Table Read(string text, char delimiter = ',') => Csv.Read(new StringReader(text), "t.csv", new CsvOptions { Delimiter = delimiter });

    static string Error(string text) => Assert.Throws<DataException>(() => Read(text)).Message;

    [Fact]
    public void Reads_the_cars()
    {
        var cars = Csv.Read(Path.Combine(AppContext.BaseDirectory, "cars.csv"));

        Assert.Equal(50, cars.RowCount);
        Assert.Equal(["speed", "dist"], cars.Columns.Select(column => column.Name));
        Assert.All(cars.Columns, column => Assert.Equal(ColumnKind.Integer, column.Kind));
        Assert.Equal(15.4, cars["speed"].ToNumbers().Average(), 1e-12);
        Assert.Equal(42.98, cars["dist"].ToNumbers().Average(), 1e-12);
    }

    [Fact]
    public void Tells_kinds_of_columns_apart_and_counts_missing_cells()
    {
        var table = Read("n,t,m,none,i,b,ib\n1,a,1,,7,True,true\nNA,b,x,NA,-2,FALSE,1\n-2.5e3, ,3,NaN,,,\n");

        Assert.Equal(
            [ColumnKind.Number, ColumnKind.Text, ColumnKind.Mixed, ColumnKind.Number, ColumnKind.Integer, ColumnKind.Boolean, ColumnKind.Mixed],
            table.Columns.Select(column => column.Kind));
        Assert.Equal([1, 1, 0, 3, 1, 1, 1], table.Columns.Select(column => column.MissingCount));
        Assert.Equal([1, double.NaN, -2500], table["n"].ToNumbers());
        Assert.Null(table["t"][2]);
        Assert.Equal("b", table["t"][1]);
        Assert.Equal(3, table["t"].Count);
    }

    [Theory]
    [InlineData("1,234")]
    [InlineData("1 2")]
    [InlineData("0x10")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("(1)")]
    public void These_are_no_numbers(string cell) => Assert.Equal(ColumnKind.Text, Read($"a;b\n{cell};1\n", ';')["a"].Kind);

    [Theory]
    [InlineData(" 7 ", 7)]
    [InlineData("+.5", 0.5)]
    [InlineData("1E-3", 1e-3)]
    [InlineData("\"12\"", 12)]
    public void These_are_numbers(string cell, double value) => Assert.Equal([value], Read($"a\n{cell}\n")["a"].ToNumbers());

    [Fact]
    public void Reads_quotes_blank_lines_line_ends_and_other_delimiters()
    {
        var table = Read("\r\n name ; value \r\n\r\n\"a;\"\"b\"\"\r\nc\";1\r\n   \r\nd;2", ';');

        Assert.Equal(["name", "value"], table.Columns.Select(column => column.Name));
        Assert.Equal("a;\"b\"\r\nc", table["name"][0]);
        Assert.Equal([1.0, 2.0], table["value"].ToNumbers());
    }

    [Fact]
    public void Lines_are_counted_as_an_editor_counts_them()
    {
        var error = Assert.Throws<DataException>(() => Read("\nname,value\n\n\"two\nlines\",1\n\nx,oops\ny,2\n")["value"].ToNumbers());

        Assert.Equal("t.csv, line 7, column value: \"oops\" is not a number", error.Message);
        Assert.Equal(("t.csv", 7, "value", "oops"), (error.Table, error.Line, error.Column, error.Cell));
    }

    [Fact]
    public void Says_that_a_file_is_missing()
    {
        var error = Assert.Throws<DataException>(() => Csv.Read("no/such.csv"));
        Assert.Equal($"no/such.csv: there is no such file (looked for {Path.GetFullPath("no/such.csv")})", error.Message);
        Assert.StartsWith("gone.csv: there is no such file", Assert.Throws<DataException>(() => Csv.Read("gone.csv")).Message);
    }

    [Fact]
    public void Says_that_a_file_is_a_folder()
    {
        var folder = Path.GetTempPath();
        Assert.Equal($"{folder}: this is a folder; give the name of a CSV file in it", Assert.Throws<DataException>(() => Csv.Read(folder)).Message);
    }

    [Theory]
    [InlineData("", "t.csv: the file is empty; its first line must have the column names")]
    [InlineData("\n \n\r\n", "t.csv: the file is empty; its first line must have the column names")]
    [InlineData("a,b\n", "t.csv: there is no row below the column names (a, b)")]
    [InlineData("a,b\n1,2\n3\n", "t.csv, line 3: there is 1 cell where the first line has 2 column names")]
    [InlineData("a,b\n1,2,\n", "t.csv, line 2: there are 3 cells where the first line has 2 column names")]
    [InlineData("a,b,a\n1,2,3\n", "t.csv, line 1, column a: columns 1 and 3 have the same name; rename one")]
    [InlineData("\"\",b\n1,2\n", "t.csv, line 1: column 1 has no name; the first line must name every column")]
    [InlineData("a,b\n1,\"2\n3,4\n", "t.csv, line 2: the quotes of cell \"\"2 3,4\" do not match; close each one, and double those inside a cell")]
    [InlineData("a,b\n1,2\n3,4\"x\n", "t.csv, line 3: the quotes of cell \"4\"x\" do not match; close each one, and double those inside a cell")]
    public void Refuses_broken_files_in_one_line(string text, string message) => Assert.Equal(message, Error(text));

    [Fact]
    public void Long_cells_are_cut_in_messages()
    {
        var error = Assert.Throws<DataException>(() => Read($"a\n{new string('x', 100)}\n").ToTensor<float>("a"));
        Assert.Equal($"t.csv, line 2, column a: \"{new string('x', 40)}…\" is not a number", error.Message);
        Assert.Equal(100, error.Cell!.Length);
    }

    [Fact]
    public void Reads_UTF8_with_a_byte_order_mark()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "größe\n1\n", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            Assert.Equal("größe", Assert.Single(Csv.Read(path).Columns).Name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_of_another_encoding_is_refused_where_it_stops_being_text()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. "a,b\n1,2\nx"u8, 0xFC, .. ",3\n"u8]);
            Assert.Equal($"{path}, line 3: a character is not UTF-8; save the file in UTF-8", Assert.Throws<DataException>(() => Csv.Read(path)).Message);
            File.WriteAllText(path, "größe\n1\n", System.Text.Encoding.Unicode);
            Assert.Equal("größe", Assert.Single(Csv.Read(path).Columns).Name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Short_numbers_are_read_fast_and_to_the_same_bits()
    {
        var random = new Random(5);
        string[] texts =
        [
            "0", "-0", "-0.0", ".5", "5.", "007", "-.25", "1e3", "+4", "123456789012345", "999999999999999", "0.000000000000001", "1234567890123456", "0.1234567890123456789", "9007199254740993",
            .. Enumerable.Range(0, 20_000).Select(_ => (random.Next(2) == 0 ? "-" : "") + random.NextInt64((long)Math.Pow(10, random.Next(1, 17))).ToString(CultureInfo.InvariantCulture).Insert(0, random.Next(3) == 0 ? "0" : "") is var digits
                ? random.Next(4) == 0 ? digits : digits.Insert(random.Next(digits[0] == '-' ? 1 : 0, digits.Length + 1), ".") : ""),
        ];
        var read = Column.Of("c", texts).ToNumbers();
        for (var i = 0; i < texts.Length; i++)
            Assert.True(BitConverter.DoubleToInt64Bits(double.Parse(texts[i], CultureInfo.InvariantCulture)) == BitConverter.DoubleToInt64Bits(read[i]), $"{texts[i]} was read as {read[i]:R}");
        foreach (var text in (string[])["-", ".", "-.", "1.2.3", "1-", "--1", "1,5"])
            Assert.Equal(ColumnKind.Text, Column.Of("c", text).Kind);
    }

    [Fact]
    public void A_line_without_text_is_blank_unless_cells_are_there()
    {
        Assert.Equal(2, Read("a,b\n,\n\n \n1,2\n").RowCount);
        Assert.Equal(1, Read("a\tb\n\t\n1\t2\n", '\t').RowCount);
        Assert.Equal(2, Read("a\n\"\"\n\n1\n").RowCount);
    }

    [Fact]
    public void The_culture_of_the_machine_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "~" } };
            var table = Read("a;b\n-1.5;2\nNA;1,5\n", ';');
            Assert.Equal([-1.5, -1.5], table.FillMissing()["a"].ToNumbers());
            Assert.Equal(ColumnKind.Mixed, table["b"].Kind);
            Assert.Equal([-1.5f, 2], table.Rows(..1).ToTensor().ToArray());
            Assert.Equal("     c\n0  0.5\n1   -2", new Table("t", Column.Of("c", [0.5, -2])).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
