using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using D2lDsl.OpTests.Cases;

namespace D2lDsl.OpTests.Golden;

/// <summary>The committed PyTorch values: one file per op, one line per case.</summary>
static class GoldenFile
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>All golden values by case name.</summary>
    public static IReadOnlyDictionary<string, GoldenCase> All { get; } = Directory.EnumerateFiles(Folder(), "*.json")
        .SelectMany(file => JsonSerializer.Deserialize<GoldenCase[]>(File.ReadAllText(file), Options)!.Select(golden => (Op: Path.GetFileNameWithoutExtension(file), Golden: golden)))
        .ToDictionary(entry => $"{entry.Op}: {entry.Golden.Id}", entry => entry.Golden);

    /// <summary>Writes what make_golden.py reads: every case with its PyTorch expression and inputs.</summary>
    public static void WriteRequests(string path)
    {
        var requests = AllCases.ById.Values.Select(test => new
        {
            Op = AllCases.Name(test.Model.Op),
            test.Id,
            test.Model.Torch,
            Arguments = test.Model.TorchArguments,
            Names = test.Model.Operands.Select(operand => operand.Name),
            test.Inputs,
        });
        File.WriteAllText(path, JsonSerializer.Serialize(requests, Options));
    }

    static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
