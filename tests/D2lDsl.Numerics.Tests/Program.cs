using System.Globalization;
using D2lDsl.Numerics.Tests;

// Prints the widths in use and then numbers, one a line: InstructionSetTests starts it with instructions hidden.
Console.WriteLine(InstructionSets.Widths);
foreach (var (value, _) in InstructionSets.Numbers())
    Console.WriteLine(value.ToString("R", CultureInfo.InvariantCulture));
