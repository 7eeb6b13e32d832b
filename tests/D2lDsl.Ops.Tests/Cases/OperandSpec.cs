using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>A tensor parameter of a model under test.</summary>
/// <param name="Name">Its name, as the op's PyTorch spelling uses it.</param>
/// <param name="Type">Element type: <c>double</c>, <c>float</c>, <c>int</c>, <c>bool</c>.</param>
/// <param name="Axes">Declared sizes: symbols or numbers; empty for rank 0.</param>
/// <param name="Domain">Where to sample it.</param>
public sealed record OperandSpec(string Name, string Type, string Axes, Domain Domain)
{
    /// <summary>True where a model can differentiate by it.</summary>
    public bool IsFloating => Type is "double" or "float";

    /// <summary>The declared sizes one by one.</summary>
    public string[] Sizes => Axes.Length == 0 ? [] : Axes.Split(' ');

    /// <summary>As a C# parameter: <c>[Parameter, Shape("n", 1)] Tensor&lt;double&gt; x</c>.</summary>
    public string Declaration(bool asParameter)
    {
        var sizes = string.Join(", ", Sizes.Select(size => char.IsDigit(size[0]) ? size : $"\"{size}\""));
        return $"[{(asParameter ? "Parameter, " : "")}Shape({sizes})] Tensor<{Type}> {Name}";
    }
}
