using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;

namespace D2lDsl.Numerics.Tests;

/// <summary>The paths for narrower registers, run in a process in which the wider instructions are hidden.</summary>
public sealed class InstructionSetTests
{
    [Theory]
    [InlineData("AVX512", "512: False, 256: True, 128: True")]
    [InlineData("AVX2", "512: False, 256: False, 128: True")]
    [InlineData("HWIntrinsic", "512: False, 256: False, 128: False")]
    public void Narrower_registers_give_the_same_numbers(string hidden, string widths)
    {
        if (!Vector512.IsHardwareAccelerated && hidden == "AVX512")
            widths = InstructionSets.Widths;
        if (!Vector256.IsHardwareAccelerated && hidden == "AVX2")
            widths = InstructionSets.Widths;
        var lines = RunWithout(hidden);
        Assert.Equal(widths, lines[0]);
        var expected = InstructionSets.Numbers().ToArray();
        Assert.Equal(expected.Length, lines.Length - 1);
        foreach (var ((value, tolerance), line) in expected.Zip(lines.Skip(1)))
            Assert.InRange(double.Parse(line, CultureInfo.InvariantCulture) - value, -tolerance * (1 + Math.Abs(value)), tolerance * (1 + Math.Abs(value)));
    }

    static string[] RunWithout(string instructions)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            ["exec", typeof(InstructionSetTests).Assembly.Location]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[$"DOTNET_Enable{instructions}"] = "0";
        // Its name in earlier runtimes.
        if (instructions == "AVX512")
            start.Environment["DOTNET_EnableAVX512F"] = "0";
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
