using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace D2lDsl.Runtime.Tests;

/// <summary>Tensors of every element type, rank and kind of number print to the letter as PyTorch printed them; only its "torch." is left out.</summary>
public class PrintedTests
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    static readonly PrintedCase[] Printed = JsonSerializer.Deserialize<PrintedCase[]>(File.ReadAllText(Path.Combine(Folder(), "printed.json")), Options)!;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Printed.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Prints_as_PyTorch_did(int number)
    {
        var expected = Printed[number];
        var values = Tensor.Of(expected.Values);
        object tensor = expected.Type switch
        {
            "float" => values.Cast<float>().Reshape(expected.Shape),
            "double" => values.Reshape(expected.Shape),
            "int" => values.Cast<int>().Reshape(expected.Shape),
            "long" => values.Cast<long>().Reshape(expected.Shape),
            "sbyte" => values.Cast<sbyte>().Reshape(expected.Shape),
            "byte" => values.Cast<byte>().Reshape(expected.Shape),
            _ => values.Cast<bool>().Reshape(expected.Shape),
        };
        Assert.Equal(expected.Text.Replace("torch.", ""), tensor.ToString());
    }

    static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    /// <summary>A tensor and what PyTorch printed.</summary>
    sealed record PrintedCase(string Type, int[] Shape, double[] Values, string Text);
}
