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
    public void Gives_any_element_type_and_float_by_default()
    {
        var table = Read("a,b\n1,true\n0,False\n");
        Tensor<float> x = table.ToTensor();
        Assert.Equal([1f, 1, 0, 0], x.ToArray());
        Assert.Equal([true, true, false, false], table.ToTensor<bool>().ToArray());
        Assert.Equal([(sbyte)1, (sbyte)0], table.ToTensor<sbyte>("b").ToArray());
        Assert.Equal([1.0, 0], table["b"].ToNumbers());
        Assert.Equal([2], table["a"].ToTensor<int>().Shape);
        Assert.Equal([1, 0], table["a"].ToTensor<int>().ToArray());
        Assert.Throws<NotSupportedException>(() => table.ToTensor<char>("a"));
    }

    [Fact]
    public void Large_whole_numbers_are_not_rounded_on_the_way()
    {
        var table = Read("id\n9007199254740993\n-9223372036854775808\n");
        Assert.Equal([9007199254740993, long.MinValue], table.ToTensor<long>("id").ToArray());
        Assert.Equal([1000L], Read("id\n1e3\n").ToTensor<long>("id").ToArray());
        Assert.Equal("t.csv, line 2, column id: 99999999999999999999 does not fit into long", Error(() => Read("id\n99999999999999999999\n").ToTensor<long>("id")));
        Assert.Equal("t.csv, line 2, column id: 128 does not fit into sbyte", Error(() => Read("id\n128\n").ToTensor<sbyte>("id")));
    }

    [Fact]
    public void Says_which_cell_is_no_truth() => Assert.Equal(
        "t.csv, line 3, column a: \"2\" is not true or false, nor 1 or 0", Error(() => Read("a\n1\n2\n").ToTensor<bool>("a")));

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
        Assert.Equal(["NumRooms", "Alley"], table.Select(..^1).Columns.Select(column => column.Name));
        Assert.Equal("Price", table[2].Name);
        Assert.Equal("Price", table[^1].Name);
        Assert.Equal("t.csv: there is no column 3; the columns 0 to 2 are NumRooms, Alley, Price", Error(() => _ = table[3]));
        Assert.Equal("t.csv: there are no columns 1..5; the columns 0 to 2 are NumRooms, Alley, Price", Error(() => table.Select(1..5)));
    }

    [Fact]
    public void Selects_rows_by_position_and_by_what_is_missing()
    {
        var table = Read(HouseTiny);
        Assert.Equal([106000L, 178100], table.Rows(1..3).ToTensor<long>("Price").ToArray());
        Assert.Equal("t.csv: there are no rows 2..9; there are 4, from 0", Error(() => table.Rows(2..9)));
        Assert.Equal([2, 4], table.Select("NumRooms", "Price").DropMissing().ToTensor<int>("NumRooms").ToArray());
        // Rows keep the lines they came from.
        Assert.Equal("t.csv, line 5, column NumRooms: the cell is missing; fill it in, or leave out the line", Error(() => table.Rows(3..).ToTensor("NumRooms")));
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

    [Fact]
    public void Fills_in_a_number_too()
    {
        var table = Read(HouseTiny).FillMissing(-1);
        Assert.Equal([-1, 2, 4, -1], table.ToTensor<int>("NumRooms").ToArray());
        Assert.Null(table["Alley"][1]);
        Assert.Throws<ArgumentException>(() => table.FillMissing(double.NaN));
    }

    [Fact]
    public void Truth_becomes_one_and_zero()
    {
        var table = Read("n,t\n2,True\n3,NA\n4,false\n").BooleansToNumbers();
        Assert.Equal(ColumnKind.Integer, table["t"].Kind);
        Assert.Equal("   n    t\n0  2    1\n1  3  NaN\n2  4    0", table.ToString());
    }

    [Fact]
    public void One_hot_columns_take_no_name_that_is_taken() => Assert.Equal(
        "t.csv, column t_a: one-hot coding would give two columns this name; rename a column or a value", Error(() => Read("t,t_a\na,1\n").OneHot()));

    [Fact]
    public void Prints_as_pandas_does() => Assert.Equal(
        """
           NumRooms  Alley   Price
        0       NaN   Pave  127500
        1         2    NaN  106000
        2         4    NaN  178100
        3       NaN    NaN  140000
        """, Read(HouseTiny).ToString());

    [Fact]
    public void Prints_the_ends_of_a_long_table()
    {
        var lines = new Table("t", Column.Of("n", Enumerable.Range(0, 100))).ToString().Split('\n');
        Assert.Equal(13, lines.Length);
        Assert.Equal(["4      4", "...  ...", "95    95"], lines[5..8]);
        Assert.Equal("[100 rows x 1 columns]", lines[^1]);
    }

    [Fact]
    public void Is_made_from_columns()
    {
        var table = new Table("made", Column.Of("rooms", "NA", "2", null), Column.Of("price", [1.5, double.NaN, 3]), Column.Of("new", [true, false, true]));
        Assert.Equal([ColumnKind.Integer, ColumnKind.Number, ColumnKind.Boolean], table.Columns.Select(column => column.Kind));
        Assert.Equal([2, 1, 0], table.Columns.Select(column => column.MissingCount));
        Assert.Equal("made, line 3, column price: the cell is missing; fill it in, or leave out the line", Error(() => table.ToTensor("price")));
        Assert.Equal("Table t: column a has 1 rows and column b has 2; they must have the same",
            Assert.Throws<ArgumentException>(() => new Table("t", Column.Of("a", "1"), Column.Of("b", "1", "2"))).Message);
        Assert.Equal("Table t: 2 columns have the name a; rename one",
            Assert.Throws<ArgumentException>(() => new Table("t", Column.Of("a", "1"), Column.Of("a", "1"))).Message);
        Assert.Throws<ArgumentException>(() => new Table("t"));
    }
}
