using D2lDsl.Data;

namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples of the course notes on data: a file with holes in it, made-up examples, batches.</summary>
public sealed class DataTests : IDisposable
{
    const string HouseTiny = "NumRooms,Alley,Price\nNA,Pave,127500\n2,NA,106000\n4,NA,178100\nNA,NA,140000\n";

    readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    static Table House => Csv.Read(new StringReader(HouseTiny), "house_tiny.csv");

    /// <summary>NumRooms without holes, beside Alley.</summary>
    static Table Inputs => House.Select(0..1).FillMissing().Join(House.Select(1..2));

    [Fact]
    public void S3_21_a_CSV_file_becomes_a_table()
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "house_tiny.csv");
        File.WriteAllText(path, HouseTiny);
        var data = Csv.Read(path);
        Assert.Equal(4, data.RowCount);
        Assert.Equal([("NumRooms", ColumnKind.Integer), ("Alley", ColumnKind.Text), ("Price", ColumnKind.Integer)],
            data.Columns.Select(column => (column.Name, column.Kind)));
        Assert.Equal([2, 3, 0], data.Columns.Select(column => column.MissingCount));
    }

    [Fact]
    public void S3_22_columns_by_position()
    {
        Assert.Equal(["NumRooms"], House.Select(0..1).Columns.Select(column => column.Name));
        Assert.Equal("Price", House[2].Name);
        Assert.Equal([127500, 106000, 178100, 140000], House[2].ToNumbers());
    }

    [Fact]
    public void S3_23_missing_numbers_become_the_mean()
    {
        var inputs = House.Select(0..1);
        Assert.Equal([double.NaN, 2, 4, double.NaN], inputs[0].ToNumbers());
        Assert.Equal([3, 2, 4, 3], inputs.FillMissing()[0].ToNumbers());
    }

    [Fact]
    public void S3_24_columns_side_by_side()
    {
        Assert.Equal(["NumRooms", "Alley"], Inputs.Columns.Select(column => column.Name));
        Assert.Equal(["Pave", null, null, null], Enumerable.Range(0, 4).Select(row => Inputs["Alley"][row]));
    }

    [Fact]
    public void S3_25_missing_is_a_class_of_its_own()
    {
        var coded = Inputs.OneHot();
        Assert.Equal(["NumRooms", "Alley_Pave", "Alley_nan"], coded.Columns.Select(column => column.Name));
        Assert.Equal([1, 0, 0, 0], coded["Alley_Pave"].ToNumbers());
        Assert.Equal([0, 1, 1, 1], coded["Alley_nan"].ToNumbers());
    }

    [Fact]
    public void S3_26_truth_is_one_and_zero()
    {
        double[] expected = [3, 1, 0, 2, 0, 1, 4, 0, 1, 3, 0, 1];
        Assert.Equal(expected, Inputs.OneHot().ToTensor<double>().ToArray());
        // As pandas has them between: columns of True and False.
        var truths = new Table("t", Column.Of("NumRooms", [3, 2, 4, 3]), Column.Of("Alley_Pave", [true, false, false, false]), Column.Of("Alley_nan", [false, true, true, true]));
        Assert.Equal(ColumnKind.Boolean, truths[1].Kind);
        Assert.Equal(expected, truths.BooleansToNumbers().ToTensor<double>().ToArray());
        Assert.Equal(expected, truths.ToTensor<double>().ToArray());
    }

    [Fact]
    public void S3_27_tables_become_tensors()
    {
        var x = Inputs.OneHot().ToTensor<double>();
        Assert.Equal("tensor([[3., 1., 0.],\n        [2., 0., 1.],\n        [4., 0., 1.],\n        [3., 0., 1.]], dtype=float64)", x.ToString());
        Assert.Equal("tensor([127500, 106000, 178100, 140000])", House[2].ToTensor<long>().ToString());
        // float unless another type is asked for.
        Tensor<float> single = Inputs.OneHot().ToTensor();
        Assert.Equal([4, 3], single.Shape);
    }

    [Fact]
    public void S4_12_a_folder_and_a_file_are_made()
    {
        var path = Path.Combine(folder, "data", "house_tiny.csv");
        var house = new Table("house", Column.Of("NumRooms", "NA", "2", "4", "NA"), Column.Of("Alley", "Pave", "NA", "NA", "NA"),
            Column.Of("Price", [127500, 106000, 178100, 140000]));
        Csv.Write(path, house);
        Assert.Equal(HouseTiny, File.ReadAllText(path));
        Csv.Write(path, house);    // exist_ok
        Assert.Equal(HouseTiny, File.ReadAllText(path));
    }

    [Fact]
    public void S4_13_read_fill_and_code_in_one_go()
    {
        var path = Path.Combine(folder, "house_tiny.csv");
        Csv.Write(path, House);
        Assert.Equal([3f, 1, 0, 127500, 2, 0, 1, 106000, 4, 0, 1, 178100, 3, 0, 1, 140000],
            Csv.Read(path).FillMissing().OneHot().ToTensor("NumRooms", "Alley_Pave", "Alley_nan", "Price").ToArray());
    }

    [Fact]
    public void S4_22_normal_numbers_of_a_mean_a_deviation_and_a_shape()
    {
        var w = Tensor.Of([2f, -3.4f]);
        var x = Tensor.Normal(new Random(1), 0, 1, 1000, w.Length);
        Assert.Equal([1000, 2], x.Shape);
        var noise = Tensor.Normal(new Random(2), 5, 0.01, 100_000);
        Assert.Equal(5, noise.Mean().Item(), 1e-3f);
        Assert.Equal(0.01, noise.Std().Item(), 1e-3f);
    }

    [Fact]
    public void S4_25_synthetic_data_follow_their_line()
    {
        var w = Tensor.Of([2f, -3.4f]);
        var (features, labels) = Synthetic.LinearRegression(w, 4.2f, 1000, noise: 0.01, seed: 3);
        Assert.Equal([1000, 2], features.Shape);
        Assert.Equal([1000, 1], labels.Shape);
        var noise = labels - (MatMul(features, w.Unsqueeze(1)) + 4.2f);
        Assert.Equal(0, noise.Mean().Item(), 2e-3f);
        Assert.Equal(0.01, noise.Std().Item(), 1e-3f);
        Assert.True(noise.Abs().Max().Item() < 0.06f);
    }

    [Fact]
    public void S4_27_the_last_batch_may_be_short_and_every_row_comes_once()
    {
        var (x, y) = (Tensor.Arange<float>(2000).Reshape(1000, 2), Tensor.Arange<int>(1000));
        var loader = DataLoader.Of(x, y, batchSize: 32, shuffle: true, seed: 4);
        var sizes = new List<int>();
        var seen = new List<int>();
        foreach (var (batchX, batchY) in loader)
        {
            sizes.Add(batchX.Shape[0]);
            seen.AddRange(batchY.ToArray());
            Assert.Equal(batchY.ToArray().SelectMany(row => new[] { 2f * row, 2f * row + 1 }), batchX.ToArray());
        }
        Assert.Equal([.. Enumerable.Repeat(32, 31), 8], sizes);
        Assert.Equal(Enumerable.Range(0, 1000), seen.Order());
        Assert.NotEqual(Enumerable.Range(0, 1000), seen);
    }
}
