using D2lDsl.Testing;

namespace D2lDsl.ArchitectureTests;

/// <summary>Which project may know which: dependencies run one way.</summary>
public class DependencyTests
{
    /// <summary>What each project compiles against. Tests and samples may use anything.</summary>
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["D2lDsl.Compiler"] = [],
        ["D2lDsl.Generators"] = ["D2lDsl.Compiler"],
        ["D2lDsl.SurfaceGenerator"] = ["D2lDsl.Compiler"],
        ["D2lDsl.Analyzers"] = ["D2lDsl.Compiler"],
        ["D2lDsl.CodeFixes"] = ["D2lDsl.Analyzers", "D2lDsl.Compiler"],
        ["D2lDsl"] = [],
        ["D2lDsl.Data"] = ["D2lDsl"],
        ["D2lDsl.Plotting"] = ["D2lDsl"],
    };

    [Fact]
    public void Product_projects_compile_only_against_what_is_below_them()
    {
        var wrong =
            from project in ProjectFile.All
            where project.Folder is "src" or "generators" or "analyzers"
            from reference in project.References
            where reference.Compiles && !Allowed[project.Name].Contains(reference.Name)
            select $"{project.Name} → {reference.Name}";
        Violations.AssertNone(wrong);
    }

    [Fact]
    public void Projects_have_no_circle()
    {
        var left = ProjectFile.All.ToDictionary(project => project.Name, project => project.References.Select(reference => reference.Name).ToHashSet());
        while (left.FirstOrDefault(project => !project.Value.Any(left.ContainsKey)).Key is { } free)
            left.Remove(free);
        Violations.AssertNone(left.Select(project => $"{project.Key} → {string.Join(", ", project.Value.Where(left.ContainsKey))}"));
    }

    [Fact]
    public void No_product_project_needs_a_test_or_a_sample()
    {
        var outside = ProjectFile.All.Where(project => project.Folder is "tests" or "samples").Select(project => project.Name).ToHashSet();
        Violations.AssertNone(
            from project in ProjectFile.All
            where !outside.Contains(project.Name)
            from reference in project.References
            where outside.Contains(reference.Name)
            select $"{project.Name} → {reference.Name}");
    }

    [Fact]
    public void Only_reading_and_diagnostics_know_Roslyn() => Violations.AssertNone(
        from file in Repository.Files(".cs")
        where file.StartsWith("src/D2lDsl.Compiler/") && !file.StartsWith("src/D2lDsl.Compiler/Read/") && !file.StartsWith("src/D2lDsl.Compiler/Diagnostics/")
        where File.ReadAllText(Repository.At(file)).Contains("Microsoft.CodeAnalysis")
        select file);

    [Fact]
    public void The_compiler_knows_the_runtime_only_by_name() => Assert.DoesNotContain(
        typeof(Compiler.Ops.OpTable).Assembly.GetReferencedAssemblies(), assembly => assembly.Name!.StartsWith("D2lDsl"));

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = File.ReadAllText(Repository.At("D2lDsl.sln")).Replace('\\', '/');
        // The one sample that needs a package which not every source has.
        Violations.AssertNone(ProjectFile.All.Select(project => project.Path).Where(path => path != "samples/GPU/GPU.csproj" && !solution.Contains($"\"{path}\"")));
    }
}
