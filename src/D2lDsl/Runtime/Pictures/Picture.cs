namespace D2lDsl.Runtime;

/// <summary>One graph of a kernel as it is drawn: a program, or the inside of one of its loops or conditions.</summary>
sealed record Picture(string Title, IReadOnlyList<PictureNode> Nodes, ISet<int> Results, IReadOnlyList<PictureStep> Steps, IReadOnlyList<PictureSlot> Slots)
{
    /// <summary>Where a step stands among the steps; −1 for an unknown key.</summary>
    public int StepOf(string key)
    {
        for (int i = 0; i < Steps.Count; i++)
        {
            if (Steps[i].Key == key)
                return i;
        }

        return -1;
    }
}

/// <summary>A value: what it is called, what it is, its element type and shape, the values it is made of, and the keys of the steps that compute it.</summary>
sealed record PictureNode(string Name, string Formula, string Type, IReadOnlyList<int> Inputs, IReadOnlyList<string> Steps)
{
    /// <summary>True for what nothing needs: it has a number and is not drawn.</summary>
    public bool IsUnread => Formula == "";

    /// <summary>True for arguments, parameters and seeds.</summary>
    public bool IsInput => Formula.StartsWith("input ", StringComparison.Ordinal) || IsParameter;

    /// <summary>True for the same elements seen in another way.</summary>
    public bool IsView => Name.StartsWith('%') && Inputs.Count == 1 && (Formula.StartsWith("reshape ", StringComparison.Ordinal) || Formula.StartsWith("broadcast ", StringComparison.Ordinal)
        || Formula.StartsWith("permute ", StringComparison.Ordinal));

    /// <summary>True for what gradients are taken of.</summary>
    public bool IsParameter => Formula.StartsWith("parameter ", StringComparison.Ordinal);
}

/// <summary>A step of the program.</summary>
sealed record PictureStep(string Key, string Title);

/// <summary>A tensor in the arena: its bytes as a formula, and the first and the last step that touch it.</summary>
sealed record PictureSlot(string Name, string Type, string Bytes, int First, int Last);
