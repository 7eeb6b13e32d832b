using System.Globalization;
using Spectre.Console;

/// <summary>Everything the sample says; plain text without escape codes where the output is a file or a pipe.</summary>
public sealed class Screen
{
    readonly IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        Interactive = Console.IsOutputRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    });

    /// <summary>Begins a part of the sample.</summary>
    public void Heading(string title, string explanation)
    {
        console.WriteLine();
        console.Write(new Markup($"[bold blue]{Markup.Escape(title)}[/]\n"));
        console.Write(new Markup($"[grey]{Markup.Escape(explanation)}[/]\n"));
    }

    /// <summary>A line of the kind <c>epoch 1, loss 0.036127</c>.</summary>
    public void Progress(string unit, int number, float loss) =>
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{unit} {number}, loss {loss:0.000000}"));

    /// <summary>
    /// Runs a long training: a live counter on a terminal, and a line at steps 1, 2, 5, 10, 20, 50, … everywhere.
    /// </summary>
    public T Watch<T>(string unit, Func<Action<int, float>, T> train)
    {
        if (!console.Profile.Capabilities.Interactive)
            return train(Milestones);
        return console.Status().Start("training …", status => train((number, loss) =>
        {
            if (number % 50 == 0)
                status.Status = string.Create(CultureInfo.InvariantCulture, $"{unit} {number}, loss {loss:0.000000}");
            Milestones(number, loss);
        }));

        void Milestones(int number, float loss)
        {
            int power = 1;
            while (power * 10 <= number)
                power *= 10;
            if (number == power || number == 2 * power || number == 5 * power)
                Progress(unit, number, loss);
        }
    }

    /// <summary>A table of what was found beside what is true.</summary>
    public void Results(string found, string truth, IEnumerable<(string Name, double Found, double? True)> rows)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Rounded)
            .AddColumn("")
            .AddColumn(new TableColumn(found).RightAligned())
            .AddColumn(new TableColumn(truth).RightAligned())
            .AddColumn(new TableColumn("difference").RightAligned());
        foreach (var (name, value, expected) in rows)
            table.AddRow(Markup.Escape(name), Text(value), expected is { } e ? Text(e) : "–", expected is { } t ? Small(value - t) : "–");
        console.Write(table);
    }

    /// <summary>A sentence. The terminal breaks it, not we: a path in it can be copied.</summary>
    public void Say(string text) => Console.WriteLine(text);

    static string Text(double value) => Math.Abs(value) is > 1e7 or (< 1e-3 and > 0)
        ? value.ToString("0.0000e+0", CultureInfo.InvariantCulture)
        : value.ToString("0.0000", CultureInfo.InvariantCulture);

    static string Small(double value) => value.ToString("+0.0e+0;-0.0e+0;0", CultureInfo.InvariantCulture);
}
