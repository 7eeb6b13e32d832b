/// <summary>Prints examples with what they should give beside what they give, and counts those where the two differ.</summary>
public sealed class Comparison
{
    int examples, differing;

    /// <summary>Begins a chapter.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="explanation">A paragraph below it.</param>
    /// <param name="ids">The numbers of what the paragraph explains in the course notes.</param>
    public void Chapter(string title, string explanation, string ids = "")
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine(new string('=', title.Length));
        Say(explanation, ids);
    }

    /// <summary>A paragraph.</summary>
    /// <param name="paragraph">The text; line ends in it do not count.</param>
    /// <param name="ids">The numbers of what it explains in the course notes.</param>
    public void Say(string paragraph, string ids = "")
    {
        Console.WriteLine();
        int column = 0;
        string text = ids.Length > 0 ? $"{paragraph} ({ids})" : paragraph;
        foreach (string word in text.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (column + word.Length > 100)
            {
                Console.WriteLine();
                column = 0;
            }

            Console.Write(column == 0 ? word : " " + word);
            column += word.Length + 1;
        }

        Console.WriteLine();
    }

    /// <summary>An example whose text must be exactly the one expected: tensors print as PyTorch prints them.</summary>
    /// <param name="id">The number of the example in the course notes.</param>
    /// <param name="example">What was done.</param>
    /// <param name="got">What came of it.</param>
    /// <param name="expected">What should have come of it.</param>
    public void Prints(string id, string example, object? got, string expected)
    {
        string text = FormattableString.Invariant($"{got}").ReplaceLineEndings("\n");
        Show(id, example, expected.ReplaceLineEndings("\n"), text, text == expected.ReplaceLineEndings("\n"));
    }

    /// <summary>An example with a number that must be near the one expected.</summary>
    public void IsNear(string id, string example, double got, double expected, double within) => Show(
        id, example, FormattableString.Invariant($"{expected:G9} ± {within:G2}"), FormattableString.Invariant($"{got:G9}"), Math.Abs(got - expected) <= within);

    /// <summary>An example with a condition that must hold.</summary>
    public void Holds(string id, string example, bool got) => Show(id, example, "True", got.ToString(), got);

    /// <summary>An example that must fail, with a message that says why.</summary>
    public void Refuses<TException>(string id, string example, Action action, string expected)
        where TException : Exception
    {
        try
        {
            action();
            Show(id, example, expected, "no error", false);
        }
        catch (TException error)
        {
            Show(id, example, expected, error.Message, error.Message.Contains(expected));
        }
    }

    /// <summary>Says how many examples there were, and gives the exit code of the program: 0 where none differs.</summary>
    public int Finish()
    {
        Console.WriteLine();
        Console.WriteLine(differing == 0 ? $"{examples} examples, all as expected" : $"{examples} examples, {differing} not as expected");
        return differing == 0 ? 0 : 1;
    }

    void Show(string id, string example, string expected, string got, bool same)
    {
        examples++;
        if (!same)
            differing++;
        Console.WriteLine();
        Console.WriteLine($"{id,-6} {example}");
        string[] left = expected.Split('\n'), right = got.Split('\n');
        int width = left.Max(line => line.Length);
        for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            string mark = i > 0 ? " " : same ? "=" : "≠";
            Console.WriteLine($"       {left.ElementAtOrDefault(i)?.PadRight(width) ?? new string(' ', width)}  {mark}  {right.ElementAtOrDefault(i)}");
        }
    }
}
