using D2lDsl;
using D2lDsl.Data;

namespace PreliminariesSample;

/// <summary>From a file with holes in it to tensors: what the book does with pandas.</summary>
public static class Preprocessing
{
    public static void Show(Comparison examples, string folder)
    {
        examples.Chapter("Data preprocessing",
            """
            A table comes from a file, loses its holes and its words, and becomes tensors. Cells that are missing get the mean of their
            column; a column of words becomes a column of zeros and ones for each word, and one for missing.
            """, "S4-13");

        string path = Path.Combine(folder, "house_tiny.csv");
        Csv.Write(path, new Table("house", Column.Of("NumRooms", "NA", "2", "4", "NA"), Column.Of("Alley", "Pave", "NA", "NA", "NA"),
            Column.Of("Price", "127500", "106000", "178100", "140000")));
        examples.Prints("S4-12", "Csv.Write makes the folder and the file", File.ReadAllText(path).TrimEnd(),
            """
            NumRooms,Alley,Price
            NA,Pave,127500
            2,NA,106000
            4,NA,178100
            NA,NA,140000
            """);

        Table data = Csv.Read(path);
        examples.Prints("S3-21", "Csv.Read(path)", data,
            """
               NumRooms  Alley   Price
            0       NaN   Pave  127500
            1         2    NaN  106000
            2         4    NaN  178100
            3       NaN    NaN  140000
            """);

        Table inputs = data.Select(0..1);
        Column outputs = data[2];
        examples.Prints("S3-22", "data.Select(0..1) and data[2], by position", $"{inputs.Columns[0].Name} {outputs.Name}", "NumRooms Price");
        inputs = inputs.FillMissing();
        examples.Prints("S3-23", "inputs.FillMissing(): the mean of 2 and 4", string.Join(' ', inputs["NumRooms"].ToNumbers()), "3 2 4 3");
        inputs = inputs.Join(data.Select(1..2));
        examples.Prints("S3-24", "inputs.Join(data.Select(1..2))", inputs.Select("NumRooms", "Alley").Rows(..2),
            """
               NumRooms  Alley
            0         3   Pave
            1         2    NaN
            """);
        inputs = inputs.OneHot();
        examples.Prints("S3-25", "inputs.OneHot(), with missing as a class of its own; zeros and ones at once, with no False and True between (S3-26)", inputs,
            """
               NumRooms  Alley_Pave  Alley_nan
            0         3           1          0
            1         2           0          1
            2         4           0          1
            3         3           0          1
            """);

        examples.Prints("S3-27", "inputs.ToTensor<double>()", inputs.ToTensor<double>(),
            """
            tensor([[3., 1., 0.],
                    [2., 0., 1.],
                    [4., 0., 1.],
                    [3., 0., 1.]], dtype=float64)
            """);
        examples.Prints("S3-27", "outputs.ToTensor<long>()", outputs.ToTensor<long>(), "tensor([127500, 106000, 178100, 140000])");
        // float takes half the memory of double and is twice as fast; networks do not need the other digits.
        examples.Prints("S3-28", "inputs.ToTensor(), which is float", inputs.ToTensor()[0], "tensor([3., 1., 0.])");

        string broken = Path.Combine(folder, "broken.csv");
        File.WriteAllText(broken, "NumRooms,Price\n3,127500\ntwo,106000\n");
        examples.Refuses<DataException>("", "a file with a word among its numbers", () => Csv.Read(broken).ToTensor(), $"{broken}, line 3, column NumRooms: \"two\" is not a number");
    }
}
