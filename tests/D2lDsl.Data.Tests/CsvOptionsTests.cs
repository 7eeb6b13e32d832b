namespace D2lDsl.Data.Tests;

public class CsvOptionsTests
{
    static Table Read(string text, CsvOptions options) => Csv.Read(new StringReader(text), "t.csv", options);

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("null")]
    [InlineData("N/A")]
    public void The_marks_of_pandas_are_missing(string mark) => Assert.Equal(1, Read($"a,b\n{mark},1\n", new())["a"].MissingCount);

    [Fact]
    public void Other_marks_replace_them()
    {
        var table = Read("a,b\n?,NA\n1,-999\n,x\n", new() { Missing = ["?", "-999"] });
        Assert.Equal([2, 1], table.Columns.Select(column => column.MissingCount));    // an empty cell always is missing
        Assert.Equal("NA", table["b"][0]);
    }

    [Fact]
    public void A_kind_on_demand_decides_what_a_column_is()
    {
        var table = Read("zip,n\n01067,1\n80331,2\n", new() { Kinds = { ["zip"] = ColumnKind.Text, ["n"] = ColumnKind.Number } });
        Assert.Equal([ColumnKind.Text, ColumnKind.Number], table.Columns.Select(column => column.Kind));
        Assert.Equal(["n", "zip_01067", "zip_80331"], table.OneHot().Columns.Select(column => column.Name));
        Assert.Equal(ColumnKind.Text, table.Rows(..1)["zip"].Kind);
    }

    [Theory]
    [InlineData(ColumnKind.Number, "x", "\"x\" is not a number, which was asked of this column")]
    [InlineData(ColumnKind.Integer, "1.0", "\"1.0\" is not a whole number of 64 bits, which was asked of this column")]
    [InlineData(ColumnKind.Boolean, "1", "\"1\" is not true or false, which was asked of this column")]
    public void Reading_stops_at_the_first_cell_of_another_kind(ColumnKind kind, string cell, string problem) => Assert.Equal(
        $"t.csv, line 3, column a: {problem}",
        Assert.Throws<DataException>(() => Read($"a,b\nNA,1\n{cell},2\n", new() { Kinds = { ["a"] = kind } })).Message);

    [Fact]
    public void Refuses_what_cannot_be_asked_for()
    {
        Assert.Equal("t.csv: there is no column \"c\"; the columns are a",
            Assert.Throws<DataException>(() => Read("a\n1\n", new() { Kinds = { ["c"] = ColumnKind.Text } })).Message);
        Assert.Contains("cannot be asked to be Mixed",
            Assert.Throws<ArgumentException>(() => Read("a\n1\n", new() { Kinds = { ["a"] = ColumnKind.Mixed } })).Message);
        Assert.Throws<ArgumentException>(() => new CsvOptions { Delimiter = '"' });
    }

    [Fact]
    public void Tabs_and_semicolons_stand_between_cells_too() =>
        Assert.Equal([1f, 2], Read("a\tb\n1\t2\n", new() { Delimiter = '\t' }).ToTensor().ToArray());
}
