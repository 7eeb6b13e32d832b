namespace D2lDsl.CompilerTests.Reading;

/// <summary>A piece of the model language: members of a class with a model F. <c>real</c> stands for float or double.</summary>
/// <param name="Name">For the test's name.</param>
/// <param name="Members">The model and what it needs.</param>
/// <param name="Others">Further types, for models that call others.</param>
sealed record Construct(string Name, string Members, string Others = "")
{
    /// <summary>A model of three inputs, x [n, d], y [n, d] and v [d], all differentiated, with this body.</summary>
    public static Construct Body(string name, string body, string members = "", string others = "") => new(name, $$"""
        [Model] public static Tensor<real> F([Parameter, Shape("n", "d")] Tensor<real> x, [Parameter, Shape("n", "d")] Tensor<real> y, [Parameter, Shape("d")] Tensor<real> v)
        {{(body.Contains("return ") ? $"{{ {body} }}" : $"=> {body};")}}
        {{members}}
        """, others);

    public string Class(string element) => $"{Name}_{element}";

    public string Source(string element) => $"public static partial class {Class(element)} {{ {Members.Replace("real", element)} }}\n";

    public string OtherSource(string element) => Others.Replace("real", element);
}
