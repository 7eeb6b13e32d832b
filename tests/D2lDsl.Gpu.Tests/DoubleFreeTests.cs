using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using D2lDsl.Compiler;
using D2lDsl.Compiler.Fuse;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Read;
using D2lDsl.GpuTests.Running;
using D2lDsl.OpTests.Cases;
using D2lDsl.ProgramsTests;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace D2lDsl.GpuTests;

/// <summary>
/// Some devices have no doubles: a kernel computes in double only where its model says double. That holds for everything in the kernel's
/// form, on which both backends are built: values of loops, numbers between loops, sizes as numbers, literals, totals, buffers and tapes.
/// </summary>
public class DoubleFreeTests(ITestOutputHelper output)
{
    static readonly Dictionary<Type, PropertyInfo[]> Properties = [];

    [Fact]
    public void Kernels_of_every_op_compute_in_double_only_where_the_model_says_so()
    {
        var models = AllCases.Models.Where(m => !UsesDoubles(m)).ToArray();
        Assert.Empty(AllCases.Models.Select(m => m.Op).Except(models.Select(m => m.Op)).Select(op => op.Surface));
        var (kernels, found) = (0, new List<string>());
        foreach (var batch in models.Chunk(200))
        {
            var compilation = Compile.Source(string.Concat(batch.Select(OpModels.Source)));
            for (var i = 0; i < batch.Length; i++)
                kernels += Look(compilation, $"Case{i:D4}", "F", AllCases.Key(batch[i]), found);
        }
        output.WriteLine($"{kernels} kernels of {models.Length} models");
        Assert.True(found.Count == 0, $"{found.Count}:\n{string.Join("\n", found.Take(20))}");
    }

    [Fact]
    public void So_do_those_of_random_models_with_branches_and_loops()
    {
        var programs = Enumerable.Range(0, 40).Select(i => RandomProgram.Make(52_000 + i, $"Model{i}")).ToArray();
        var singles = programs.Select(p => Regex.Replace(p.Source, @"double|(\d+\.\d+)d?", found => found.Value == "double" ? "float" : found.Groups[1].Value + "f"));
        var compilation = Compile.Source($"public static partial class Models\n{{\n{string.Concat(singles)}}}\n");
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Take(3));
        var (kernels, found) = (0, new List<string>());
        for (var i = 0; i < programs.Length; i++)
            kernels += Look(compilation, "Models", $"Model{i}", $"seed {52_000 + i}", found);
        Assert.Equal(4 * programs.Length, kernels);
        Assert.True(found.Count == 0, $"{found.Count}:\n{string.Join("\n", found.Take(20))}");
    }

    [Theory]
    [InlineData("Tensor<double> F([Shape(\"n\")] Tensor<float> x) => Sum(x.Cast<double>())")]
    [InlineData("Tensor<float> F([Shape(\"n\")] Tensor<double> x) => (x * 2).Cast<float>()")]
    [InlineData("Tensor<float> F([Shape(\"n\")] Tensor<float> x) => (Sum(x.Cast<double>()) / 3).Cast<float>()")]
    public void Doubles_that_a_model_asks_for_are_seen(string model)
    {
        var found = new List<string>();
        Look(Compile.Source($"public static partial class M {{ [Model] public static {model}; }}"), "M", "F", "it", found);
        Assert.NotEmpty(found);
    }

    static bool UsesDoubles(OpModel model) => model.Result == "double" || model.Operands.Any(o => o.Type == "double") || model.Body.Contains("<double>");

    /// <summary>Compiles a model for both backends, and lists where its kernels have doubles. Gives how many kernels there were.</summary>
    static int Look(Compilation compilation, string type, string method, string what, List<string> found)
    {
        var result = ModelReader.Read((IMethodSymbol)compilation.GetTypeByMetadataName(type)!.GetMembers(method).Single(), compilation, default);
        Assert.True(result.Model is { Error: null, Graph: not null }, $"{what}: {string.Join("; ", result.Findings)}");
        var model = result.Model!;
        var kernels = ProgramKind.Of(model.Signature).Select(kind => (Kind: kind, Joins: Joining.Rows)).Concat(ProgramKind.OnDevice(model.Signature).Select(kind => (Kind: kind, Joins: Joining.Tiles))).ToArray();
        foreach (var (kind, joins) in kernels)
            foreach (var place in Doubles(Pipeline.Compile(model.Graph!, model.Signature, kind, joins).Kernel, kind.Name))
                found.Add($"{what}: {place}");
        return kernels.Length;
    }

    /// <summary>Where a value of the kernel's form names the type double, by walking through all that it is made of.</summary>
    static IEnumerable<string> Doubles(object? value, string path)
    {
        switch (value)
        {
            case ElementType type:
                return type == ElementType.Double ? [path] : [];
            // Scalar expressions have no types of their own: they compute in that of the value they belong to.
            case null or string or Scalar or D2lDsl.Compiler.Ops.Op or D2lDsl.Compiler.Shapes.Dim:
                return [];
            case IEnumerable items:
                return items.Cast<object?>().SelectMany((item, i) => Doubles(item, $"{path}[{i}]"));
        }
        var shape = value.GetType();
        if (shape.IsPrimitive || shape.IsEnum)
            return [];
        if (!Properties.TryGetValue(shape, out var properties))
            Properties.Add(shape, properties = [.. shape.GetProperties().Where(p => p.CanWrite && p.GetIndexParameters().Length == 0)]);
        var fields = shape.FullName!.StartsWith("System.ValueTuple", StringComparison.Ordinal) ? shape.GetFields() : [];
        return properties.SelectMany(p => Doubles(p.GetValue(value), $"{path}.{p.Name}")).Concat(fields.SelectMany(f => Doubles(f.GetValue(value), $"{path}.{f.Name}"))).ToArray();
    }
}
