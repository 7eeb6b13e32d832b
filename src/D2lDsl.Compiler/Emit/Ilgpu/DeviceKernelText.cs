namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>One kernel's argument structure and method, around a body that has been written.</summary>
sealed class DeviceKernelText(string name, DeviceScope scope)
{
    /// <summary>Indented like the body of the method.</summary>
    public CodeWriter Body { get; } = new();

    public string Name => name;

    /// <summary>The structure's fields as the host sets them; locals of the host go by the same names where they can.</summary>
    public string Arguments => $"new() {{ {string.Join(", ", scope.Arguments.Select(a => $"{a.Name} = {a.Argument}"))} }}";

    public string ArgumentType => name + "Arguments";

    /// <summary>Writes both; comments come first.</summary>
    public void Write(CodeWriter code, IEnumerable<string> comments)
    {
        using (code.Open($"public struct {ArgumentType}"))
            foreach (var group in scope.Arguments.GroupBy(a => a.Type))
                code.Line($"public {group.Key} {string.Join(", ", group.Select(a => a.Name))};");
        code.Line();
        foreach (var line in comments)
            code.Line("// " + line);
        using (code.Body($"public static void {name}({ArgumentType} _a)"))
        {
            foreach (var argument in scope.Arguments)
                code.Line($"var {argument.Name} = _a.{argument.Name};");
            code.Lines(Body.ToString().TrimEnd('\n'));
        }
        code.Line();
    }
}
