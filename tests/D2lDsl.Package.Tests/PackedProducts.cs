using D2lDsl.Testing;

namespace D2lDsl.PackageTests;

/// <summary>The packages as they would be published, in a temporary folder outside the repository, and a project beside them.</summary>
public sealed class PackedProducts : IDisposable
{
#if DEBUG
    const string Configuration = "Debug";
#else
    const string Configuration = "Release";
#endif

    public PackedProducts()
    {
        built = new(BuildTogether);
        Directory.CreateDirectory(Feed);
        // What `dotnet pack --no-build` does, for all of them in one process.
        var pack = Path.Combine(Folder, "pack.proj");
        string[] products = [.. ((string[])["D2lDsl", "D2lDsl.Data", "D2lDsl.Plotting", "D2lDsl.Templates"]).Select(id => Repository.At($"src/{id}/{id}.csproj"))];
        System.IO.File.WriteAllText(pack, $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{string.Join(";", products)}" Targets="Pack"
                         Properties="NoBuild=true;_IsPacking=true;Configuration={Configuration};PackageOutputPath={Feed};Version={Version}" />
              </Target>
            </Project>
            """);
        Command.Dotnet(Repository.Root, UserPackages, "msbuild", pack, "-v:q", "-nologo");
    }

    /// <summary>A version no cache has seen.</summary>
    public string Version { get; } = $"0.0.0-test{DateTime.UtcNow:yyyyMMddHHmmssfff}";

    public string Folder { get; } = Directory.CreateTempSubdirectory("d2ldsl-package-").FullName;

    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>The file of one package.</summary>
    public string File(string id) => Path.Combine(Feed, $"{id}.{Version}.nupkg");

    // Programs of which nothing but their output is asked. Built by one process: MSBuild, NuGet and their JIT time take longer than any of them.
    static TestProgram[] Together => [PackageTests.Readme, PackageTests.Mapped, PackageTests.Worked, PreparationTests.Prepared, CompositionTests.Two, CompositionTests.One];

    // A build that fails is remembered too: every test that needs it says why.
    readonly Lazy<string> built;

    /// <summary>Runs one of the programs that are built together; returns what it printed.</summary>
    public string Run(TestProgram program)
    {
        _ = built.Value;
        return Command.Run(Path.Combine(Folder, program.Name, "bin", "Debug", "net10.0", program.Name), Path.Combine(Folder, program.Name), Restored);
    }

    string BuildTogether()
    {
        var projects = string.Join(";", Together.Select(Write));
        var build = Path.Combine(Folder, "together.proj");
        System.IO.File.WriteAllText(build, $"""
            <Project>
              <Target Name="Build">
                <MSBuild Projects="{projects}" Targets="Restore" Properties="MSBuildIsRestoring=true" />
                <MSBuild Projects="{projects}" Targets="Build" BuildInParallel="true" />
              </Target>
            </Project>
            """);
        return Command.Dotnet(Folder, Restored, "msbuild", build, "-v:q", "-nologo");
    }

    string Write(TestProgram program)
    {
        string[] libraries = program.Library is { } library ? [Library(library.Name, library.Code, library.Packages)] : [];
        var file = Project(program.Name, "Exe", program.Code, libraries, program.Packages);
        if (program.Properties.Length > 0)
            System.IO.File.WriteAllText(Path.Combine(Path.GetDirectoryName(file)!, "Directory.Build.props"), $"<Project><PropertyGroup>{program.Properties}</PropertyGroup></Project>");
        return file;
    }

    /// <summary>Writes a console project that references the packages, with warnings as errors, and runs it; returns what it printed.</summary>
    public string Run(string name, string program, params string[] packages) => Run(name, program, [], packages);

    /// <summary>As <see cref="Run(string, string, string[])"/>, with projects that <see cref="Library"/> wrote.</summary>
    public string Run(string name, string program, string[] projects, params string[] packages)
    {
        var folder = Path.GetDirectoryName(Project(name, "Exe", program, projects, packages))!;
        Command.Dotnet(folder, Restored, "build", "-v", "q", "-nologo");
        return Command.Run(Path.Combine(folder, "bin", "Debug", "net10.0", name), folder, Restored);
    }

    /// <summary>As <see cref="Run(string, string, string[])"/>, published as a trimmed program of its own, any trim warning an error.</summary>
    public string Publish(string name, string program, params string[] packages)
    {
        var folder = Path.GetDirectoryName(Project(name, "Exe", program, [], packages))!;
        Command.Dotnet(folder, Restored, "publish", "-c", "Release", "--use-current-runtime", "--self-contained", "-p:PublishTrimmed=true", "-p:TrimmerSingleWarn=false", "-o", "out", "-v", "q", "-nologo");
        return Command.Run(Path.Combine(folder, "out", name), folder, Restored);
    }

    /// <summary>Runs the project of a folder with arguments, as <c>dotnet run</c> does; returns what it printed.</summary>
    public string RunIn(string folder, params ReadOnlySpan<string> arguments) => Command.Dotnet(folder, Restored, ["run", "--", .. arguments]);

    /// <summary>Makes a project from a template of the packed templates; returns its folder.</summary>
    public string New(string template, string name)
    {
        // A hive of its own, so that the machine's templates stay as they are.
        string[] hive = ["--debug:custom-hive", Path.Combine(Folder, "hive")];
        if (!Directory.Exists(hive[1]))
            Command.Dotnet(Folder, Restored, ["new", "install", File("D2lDsl.Templates"), .. hive]);
        var folder = Path.Combine(Folder, name);
        Command.Dotnet(Folder, Restored, ["new", template, "-o", folder, .. hive]);
        WriteSources(folder);
        return folder;
    }

    string Restored => Path.Combine(Folder, "packages");

    /// <summary>Writes a library that references the packages; returns its project file.</summary>
    public string Library(string name, string code, params string[] packages) => Project(name, "Library", code, [], packages);

    string Project(string name, string kind, string code, string[] projects, string[] packages)
    {
        var folder = Path.Combine(Folder, name);
        var file = Path.Combine(folder, $"{name}.csproj");
        Directory.CreateDirectory(folder);
        WriteSources(folder);
        System.IO.File.WriteAllText(file, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>{kind}</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <IsAotCompatible>true</IsAotCompatible>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                {string.Join("\n    ", packages.Select(id => $"<PackageReference Include=\"{id}\" Version=\"{Version}\" />"))}
                {string.Join("\n    ", projects.Select(path => $"<ProjectReference Include=\"{path}\" />"))}
              </ItemGroup>
            </Project>
            """);
        System.IO.File.WriteAllText(Path.Combine(folder, "Program.cs"), code);
        return file;
    }

    void WriteSources(string folder) => System.IO.File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
        <configuration>
          <packageSources><add key="d2ldsl" value="{Feed}" /></packageSources>
          <fallbackPackageFolders><add key="machine" value="{UserPackages}" /></fallbackPackageFolders>
        </configuration>
        """);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Where packages of other feeds were restored to when this test was; nothing needs fetching again.</summary>
    static string UserPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
