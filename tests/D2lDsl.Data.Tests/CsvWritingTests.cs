namespace D2lDsl.Data.Tests;

public sealed class CsvWritingTests : IDisposable
{
    readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    static string Text(Table table, CsvOptions? options = null)
    {
        var writer = new StringWriter();
        Csv.Write(writer, table, options);
        return writer.ToString();
    }

    [Fact]
    public void Makes_the_folder_and_writes_what_reading_gives_back()
    {
        var path = Path.Combine(folder, "data", "house_tiny.csv");
        var house = new Table("house", Column.Of("NumRooms", "NA", "2", "4", "NA"), Column.Of("Alley", "Pave", null, null, null), Column.Of("Price", [127500, 106000, 178100, 140000]));
        Csv.Write(path, house);
        Csv.Write(path, house);    // over the old file
        Assert.Equal("NumRooms,Alley,Price\nNA,Pave,127500\n2,NA,106000\n4,NA,178100\nNA,NA,140000\n", File.ReadAllText(path));
        Assert.Equal(house.ToString(), Csv.Read(path).ToString());
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));    // no draft is left behind
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("say \"x\"")]
    [InlineData("two\nlines")]
    [InlineData("双")]
    [InlineData("'")]
    public void Quotes_what_needs_it(string cell)
    {
        var table = new Table("t", Column.Of(cell + "!", cell), Column.Of("b", [0.1]));
        var again = Csv.Read(new StringReader(Text(table)), "t.csv");
        Assert.Equal((cell + "!", cell), (again[0].Name, again[0][0]));
        Assert.Equal([0.1], again["b"].ToNumbers());
    }

    [Fact]
    public void A_column_of_nothing_keeps_its_rows()
    {
        var table = new Table("t", Column.Of("a", "1", null));
        var options = new CsvOptions { Missing = [] };
        Assert.Equal(2, Csv.Read(new StringReader(Text(table, options)), "t.csv", options).RowCount);
        Assert.Equal("a\n1\n?\n", Text(table, new CsvOptions { Missing = ["?"] }));
    }

    [Fact]
    public void Refuses_a_cell_that_would_be_read_back_as_missing()
    {
        var table = Csv.Read(new StringReader("country,n\nNA,1\n"), "t.csv", new CsvOptions { Missing = [] });
        Assert.Equal("t.csv, line 2, column country: \"NA\" would be read back as missing; give CsvOptions.Missing without it",
            Assert.Throws<DataException>(() => Text(table)).Message);
        Assert.Equal("country,n\nNA,1\n", Text(table, new CsvOptions { Missing = [] }));
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_no_draft()
    {
        Directory.CreateDirectory(Path.Combine(folder, "taken.csv"));
        Assert.ThrowsAny<Exception>(() => Csv.Write(Path.Combine(folder, "taken.csv"), new Table("t", Column.Of("a", "1"))));
        Assert.Empty(Directory.GetFiles(folder));
    }
}
