using System.Diagnostics;

namespace D2lDsl.PackageTests;

/// <summary>Runs the dotnet command as a user in a shell of their own would.</summary>
static class Command
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Requires the command to succeed; returns what it printed.</summary>
    public static string Dotnet(string folder, string packages, params string[] arguments) => Run("dotnet", folder, packages, arguments);

    /// <summary>Requires the program to succeed; returns what it printed.</summary>
    public static string Run(string program, string folder, string packages, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        // The test host runs inside MSBuild's environment, which would leak into the build under test.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST") || name == "CI").ToList())
            start.Environment.Remove(name);
        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["DOTNET_NOLOGO"] = "1";

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(" ", arguments)} did not end within {Limit}");
        }
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(" ", arguments)} ended with {process.ExitCode}\n{output.Result}\n{error.Result}");
        return output.Result;
    }
}
