namespace D2lDsl.Data.Tests;

public class TableTests
{
    const string HouseTiny = "NumRooms,Alley,Price\nNA,Pave,127500\n2,NA,106000\n4,NA,178100\nNA,NA,140000\n";

    static Table Read(string text) => Csv.Read(new StringReader(text), "t.csv");

    static string Error(Action action) => Assert.Throws<DataException>(action).Message;

    [Fact]
    public void Gives_tensors_with_the_columns_in_the_order_asked_for()
    {
        var table = Read("a,b,c\n1,2,x\n3,4.5,y\n");

        var tensor = table.ToTensor<float>("b", "a");
        Assert.Equal([2, 2], tensor.Shape);
        Assert.Equal([2f, 1, 4.5f, 3], tensor.ToArray());
        Assert.Equal([2, 1], table.ToTensor<double>("a").Shape);
        Assert.Equal([1L, 3], table.ToTensor<long>("a").ToArray());
        Assert.Equal([(byte)1, (byte)3], table.ToTensor<byte>("a").ToArray());
    }

    [Fact]
    public void No_names_mean_all_columns() =>
        Assert.Equal([1, 2, 3, 4], Read("a,b\n1,2\n3,4\n").ToTensor<int>().ToArray());

    [Fact]
    public void Names_the_columns_there_are_when_asked_for_another() => Assert.Equal(
        "t.csv: there is no column \"Speed\"; the columns are speed, dist", Error(() => _ = Read("speed,dist\n1,2\n")["Speed"]));

    [Theory]
    [InlineData("a\n1\nfast\n", "t.csv, line 3, column a: \"fast\" is not a number")]
    [InlineData("a,b\n1,2\n,2\n", "t.csv, line 3, column a: the cell is missing; fill it in, or leave out the line")]
    [InlineData("a\nNA\n", "t.csv, line 2, column a: the cell is missing; fill it in, or leave out the line")]
    [InlineData("a\n1.5\n", "t.csv, line 2, column a: 1.5 is not a whole number, and int holds no others")]
    [InlineData("a\n3e9\n", "t.csv, line 2, column a: 3e9 does not fit into int")]
    public void Says_which_cell_is_no_int(string text, string message) => Assert.Equal(message, Error(() => Read(text).ToTensor<int>("a")));

    [Fact]
    public void Says_which_cell_is_too_large_for_a_float() => Assert.Equal(
        "t.csv, line 2, column a: 1e300 does not fit into float", Error(() => Read("a\n1e300\n").ToTensor<float>("a")));

    [Fact]
    public void Selects_columns_by_name_and_by_position()
    {
        var table = Read(HouseTiny);
        Assert.Equal(["Price", "Alley"], table.Select("Price", "Alley").Columns.Select(column => column.Name));
        Assert.Equal(["NumRooms"], table.Select(0..1).Columns.Select(column => column.Name));
        Assert.Equal(["Price"], table.Select(2..).Columns.Select(column => column.Name));
    }

    [Fact]
    public void Prepares_house_tiny_as_the_book_does()
    {
        var data = Read(HouseTiny);

        var filled = data.Select(0..1).FillMissing();
        Assert.Equal([3.0, 2, 4, 3], filled["NumRooms"].ToNumbers());

        var inputs = filled.Join(data.Select("Alley")).OneHot();
        Assert.Equal(["NumRooms", "Alley_Pave", "Alley_nan"], inputs.Columns.Select(column => column.Name));
        Assert.Equal([3.0, 1, 0, 2, 0, 1, 4, 0, 1, 3, 0, 1], inputs.ToTensor<double>().ToArray());
        Assert.Equal([127500L, 106000, 178100, 140000], data.ToTensor<long>("Price").ToArray());
    }

    [Fact]
    public void One_hot_columns_are_in_alphabetical_order() => Assert.Equal(
        ["n", "t_a", "t_b"], Read("t,n\nb,1\na,2\nb,3\n").OneHot().Columns.Select(column => column.Name));

    [Fact]
    public void Cannot_fill_a_column_that_is_missing_altogether() => Assert.Equal(
        "t.csv, column a: all cells are missing, so there is no mean to fill in; leave the column out",
        Error(() => Read("a,b\nNA,1\n,2\n").FillMissing()));

    [Fact]
    public void Joins_only_tables_that_fit()
    {
        var two = Read("a\n1\n2\n");
        Assert.Equal("Table.Join: t.csv has 2 rows and t.csv has 1; they must have the same rows",
            Assert.Throws<ArgumentException>(() => two.Join(Read("b\n1\n"))).Message);
        Assert.Equal("Table.Join: both tables have a column \"a\"; select the columns first",
            Assert.Throws<ArgumentException>(() => two.Join(two)).Message);
    }
}
