using System.Runtime.CompilerServices;
using System.Text.Json;

namespace D2lDsl.Runtime.Tests.Golden;

/// <summary>What PyTorch computes, as make_training.py wrote it.</summary>
static class TrainingGolden
{
    static readonly JsonElement All = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), "Training.json"))).RootElement;

    public static IReadOnlyCollection<string> Names(string part) => [.. All.GetProperty(part).EnumerateObject().Select(entry => entry.Name)];

    public static JsonElement Of(string part, string name) => All.GetProperty(part).GetProperty(name);

    public static IEnumerable<JsonElement> Each(string part) => All.GetProperty(part).EnumerateArray();

    public static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(number => number.GetDouble())];

    static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
