// Linear regression, the first chapter of the book: from scratch, concisely, and on a real table.
//
//   dotnet run --project samples/01-LinearRegression
//   dotnet run --project samples/01-LinearRegression -- --csv my.csv --target price
//   dotnet run --project samples/01-LinearRegression -- --page kernel.html      (what the compiler made of the model, as a picture)
//
// Read on in this order: LinearRegression.cs (the model), FromScratch.cs, LinearNet.cs, Concise.cs, RealTable.cs.

using System.CommandLine;
using System.Text;
using D2lDsl.Data;

var csv = new Option<string?>("--csv") { Description = "Train on this table instead: a CSV file with column names in its first line", HelpName = "FILE" };
var target = new Option<string?>("--target") { Description = "The column of the table to predict; all other number columns are features", HelpName = "COLUMN" };
var output = new Option<string>("--out") { Description = "The folder for the charts", HelpName = "DIR", DefaultValueFactory = _ => "output" };
var seed = new Option<int>("--seed") { Description = "The same seed gives the same data, batches and results", DefaultValueFactory = _ => 42 };
var page = new Option<string?>("--page") { Description = "Draws the compiled kernel as a page of HTML into this file", HelpName = "FILE" };
var command = new RootCommand("Linear regression from scratch, with a module, and on a table") { csv, target, output, seed, page };

command.SetAction(options =>
{
    Console.OutputEncoding = Encoding.UTF8;
    string? file = options.GetValue(csv), column = options.GetValue(target), folder = options.GetValue(output);
    if (string.IsNullOrWhiteSpace(folder))
        return Refuse("--out needs the name of a folder");
    if (file is not null && string.IsNullOrWhiteSpace(file))
        return Refuse("--csv needs the name of a file");
    if (file is null != column is null)
        return Refuse(file is null ? "--target needs --csv FILE too" : $"{file}: name the column to predict with --target COLUMN");

    folder = Path.GetFullPath(folder);
    string? picture = options.GetValue(page);
    if (picture is "")
        return Refuse("--page needs the name of a file");
    var lessons = new Lessons(new Screen(), folder, options.GetValue(seed));
    try
    {
        if (picture is not null)
            File.WriteAllText(picture, LinearRegression.LossKernel.ToHtml());
    }
    catch (Exception error) when (error is IOException or UnauthorizedAccessException)
    {
        return Refuse($"the page cannot be written to {picture}: {error.Message}");
    }

    try
    {
        if (file is not null)
        {
            lessons.FromFile("Your table", file, column!);
            return 0;
        }

        lessons.FromMadeUpData();
        lessons.FromFile("(c) A real table", Path.Combine(AppContext.BaseDirectory, "data", "cars.csv"), "dist",
            "Stopping distances in ft over speeds in mph (Ezekiel 1930); published: dist = −17.5791 + 3.9324·speed");
        return 0;
    }
    catch (DataException error)
    {
        return Refuse(error.Message);
    }
    catch (Exception error) when (error is IOException or UnauthorizedAccessException)
    {
        return Refuse($"the charts cannot be written to {folder}: {error.Message}");
    }
});

var parsed = command.Parse(args);
return parsed.Errors.Count > 0 ? Refuse(parsed.Errors[0].Message + " (--help lists the options)") : parsed.Invoke();

static int Refuse(string problem)
{
    Console.Error.WriteLine(problem.ReplaceLineEndings(" "));
    return 1;
}
