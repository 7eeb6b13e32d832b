using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Plan;

/// <summary>What a plan lists, said once: parameters of modules that are built alike, and buffers of one shape.</summary>
static class PlanLists
{
    const int Width = 140;

    /// <summary>The model with what it takes: what is the call's or the module's own in one line, what modules inside it hold in one for each kind.</summary>
    public static IEnumerable<string> Header(ModelSignature model)
    {
        var inside = model.Inputs.Where(i => i.Member && i.Name.Contains('.')).ToArray();
        yield return $"{model.FullName}({string.Join(", ", model.Inputs.Except(inside).Select(i => $"{i.Name} {i.Shape}"))})";
        var root = new Place("");
        foreach (var input in inside)
            root.Add([.. input.Name.Replace("[", ".[").Split('.')], $"{input.Shape}");
        foreach (var (path, own) in root.Lines())
            yield return $"  with {path}: {own}";
    }

    /// <summary>The buffers of the arena, one line for each shape.</summary>
    public static IEnumerable<string> Kept(KernelProgram program)
    {
        foreach (var alike in program.Kernel.Buffers.Where(b => b.Kind == BufferKind.Temporary).GroupBy(b => (b.Shape, b.Type)))
        {
            var (shape, type) = (alike.Key.Shape, alike.Key.Type.Keyword());
            if (alike.Count() == 1)
            {
                yield return $"keeps {alike.First().Name} {shape} {type}";
                continue;
            }
            var line = $"keeps {alike.Count()} of {shape} {type}:";
            foreach (var name in alike.Select((b, i) => i == alike.Count() - 1 ? b.Name : b.Name + ","))
            {
                if (line.Length + 1 + name.Length > Width)
                {
                    yield return line;
                    line = "   ";
                }
                line += " " + name;
            }
            yield return line;
        }
    }

    /// <summary>A module inside of the model's, by its name or its place in an array, with the parameters and modules that it holds.</summary>
    sealed class Place(string name)
    {
        readonly List<string> own = [];
        readonly List<Place> places = [];

        string Name { get; } = name;

        public void Add(IReadOnlyList<string> path, string shape)
        {
            if (path.Count == 1)
            {
                own.Add($"{path[0]} {shape}");
                return;
            }
            var place = places.FirstOrDefault(p => p.Name == path[0]);
            if (place is null)
                places.Add(place = new(path[0]));
            place.Add([.. path.Skip(1)], shape);
        }

        /// <summary>Paths from here, and what lies there; places that hold the same are one.</summary>
        public IEnumerable<(string Path, string Own)> Lines()
        {
            if (own.Count > 0)
                yield return ("", string.Join(", ", own));
            foreach (var alike in places.Select(p => (p.Name, Lines: p.Lines().ToEquatable())).GroupBy(p => p.Lines))
                foreach (var (path, held) in alike.Key)
                    yield return (Names([.. alike.Select(p => p.Name)]) + (path == "" || path[0] == '[' ? path : "." + path), held);
        }

        static string Names(string[] names) => names.Length == 1 ? names[0]
            : names[0][0] != '[' ? $"({string.Join(", ", names)})"
            : names.Select(n => int.Parse(n.Trim('[', ']'), System.Globalization.CultureInfo.InvariantCulture)).ToArray() is var at && at[at.Length - 1] - at[0] == at.Length - 1
                ? $"[{at[0]} to {at[at.Length - 1]}]" : $"[{string.Join(", ", at)}]";
    }
}
