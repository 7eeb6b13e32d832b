using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>One [Model] method with one use of an op, and the same in PyTorch.</summary>
public sealed record OpModel
{
    public required Op Op { get; init; }

    /// <summary>The C# body.</summary>
    public required string Body { get; init; }

    /// <summary>The PyTorch expression over the operands and <see cref="TorchArguments"/>.</summary>
    public required string Torch { get; init; }

    /// <summary>Names the PyTorch expression uses beside its operands: numbers and lists of ints.</summary>
    public IReadOnlyDictionary<string, object> TorchArguments { get; init; } = new Dictionary<string, object>();

    public required IReadOnlyList<OperandSpec> Operands { get; init; }

    /// <summary>Element type of the result.</summary>
    public required string Result { get; init; }

    /// <summary>Sizes of the symbols to run with; each entry is a case.</summary>
    public required IReadOnlyList<string> Bindings { get; init; }

    /// <summary>Symbols of which 0 is not tried, because it means something else in PyTorch.</summary>
    public IReadOnlyList<string> NeverEmpty { get; init; } = [];

    /// <summary>Values that replace the sampled ones: NaN, infinities, ties. One list per operand.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Values { get; init; }

    /// <summary>True where finite differences approximate the gradient: sampled values of a smooth piece.</summary>
    public bool IsSmooth => Values is null && Result is "double" && Op is not UnaryOp { Surface: "Detach" };

    /// <summary>True where the model differentiates by this operand.</summary>
    public bool Differentiates(OperandSpec operand) => operand.IsFloating && (Result is "double" or "float");

    /// <summary>Names the model in test lists and golden files.</summary>
    public string Title => $"{Body}  ⟨{string.Join(", ", Operands.Select(o => $"{o.Name}: {o.Type}[{o.Axes}]"))}⟩{(Note.Length > 0 ? " " + Note : "")}";

    /// <summary>Tells apart models of the same text.</summary>
    public string Note { get; init; } = "";

    /// <summary>The cases of this model: one per binding.</summary>
    public IEnumerable<OpCase> Cases => Bindings.Select(binding => OpCase.Of(this, binding));
}
