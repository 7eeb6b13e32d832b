using System.Diagnostics;
using System.Xml.Linq;

namespace D2lDsl.Samples.Tests;

/// <summary>Sample 01 as a user starts it: results and charts, or one line on the error stream and exit code 1.</summary>
public sealed class CommandLineTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("d2ldsl-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Without_options_it_trains_three_times_and_draws_two_charts()
    {
        var (code, text, errors) = Start();

        Assert.Equal((0, ""), (code, errors));
        Assert.DoesNotContain('\u001b', text);
        Assert.Equal(2, text.Split("epoch 3, loss 0.0000").Length - 1);
        Assert.Contains("-17.5791", text);
        foreach (var chart in new[] { "synthetic.svg", "cars.svg" })
        {
            var path = Path.Combine(folder, "output", chart);
            Assert.Contains($"Chart: {path}", text);
            XDocument.Load(path);
        }
    }

    [Fact]
    public void It_trains_on_a_table_of_ones_own()
    {
        Write("my.csv", "size,rooms,price\n1,1,12\n2,1,13\n3,2,16\n5,2,18\n8,4,26\n");    // price = 9 + size + 2·rooms, nearly
        var (code, text, errors) = Start("--csv", "my.csv", "--target", "price", "--out", "charts", "--seed", "7");

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("price from size, rooms", text);
        XDocument.Load(Path.Combine(folder, "charts", "my.svg"));
    }

    [Theory]
    [InlineData("", "y", "my.csv: the file is empty; its first line must have the column names")]
    [InlineData("x,y\n1,2\nfast,3\n", "y", "my.csv, line 3, column x: \"fast\" is not a number")]
    [InlineData("x,y\n1,2\n2,slow\n", "y", "my.csv, line 3, column y: \"slow\" is not a number")]
    [InlineData("x,y\n1,2\n,3\n", "y", "my.csv, line 3, column x: the cell is missing; fill it in, or leave out the line")]
    [InlineData("x,y\n1,2\n2,3\n", "z", "my.csv: there is no column \"z\"; the columns are x, y")]
    [InlineData("x,y\na,2\nb,3\n", "y", "my.csv: no column but \"y\" holds numbers, so there is nothing to predict it from")]
    [InlineData("x,y\n1,2\n2,2\n", "y", "my.csv, column y: has the same value in every row (2), so it cannot be standardised; leave it out")]
    public void Bad_tables_get_one_clear_line(string table, string target, string message)
    {
        Write("my.csv", table);
        var (code, _, errors) = Start("--csv", "my.csv", "--target", target);
        Assert.Equal((1, message + Environment.NewLine), (code, errors));
    }

    [Fact]
    public void So_do_missing_files_and_wrong_options()
    {
        Refused("no.csv: there is no such file", "--csv", "no.csv", "--target", "y");
        Refused("my.csv: name the column to predict with --target COLUMN", "--csv", "my.csv");
        Refused("--target needs --csv FILE too", "--target", "y");
        Refused("Unrecognized command or argument '--epochs'", "--epochs", "3");
        Refused("--csv needs the name of a file", "--csv", "", "--target", "y");
        Refused("--out needs the name of a folder", "--out", " ");
        Write("taken", "");
        Refused("the charts cannot be written to", "--out", "taken");
    }

    void Refused(string beginning, params string[] options)
    {
        var (code, _, errors) = Start(options);
        Assert.Equal(1, code);
        Assert.StartsWith(beginning, errors);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    (int Code, string Text, string Errors) Start(params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FromScratch).Assembly.Location, .. options])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text, errors.Result);
    }
}
