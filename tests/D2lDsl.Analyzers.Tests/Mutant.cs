using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Source as it looks while someone types: cut off, or with tokens missing, twice, exchanged or replaced.</summary>
static class Mutant
{
    public static string Of(string code, Random rng)
    {
        var tokens = CSharpSyntaxTree.ParseText(code).GetRoot().DescendantTokens().Select(t => t.ToFullString()).ToList();
        if (rng.Next(4) == 0)
            return code[..rng.Next(code.Length)];
        for (var changes = 1 + rng.Next(3); changes > 0 && tokens.Count > 2; changes--)
        {
            var (at, other) = (rng.Next(tokens.Count), rng.Next(tokens.Count));
            switch (rng.Next(6))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 2:
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                case 3:
                    tokens[at] = tokens[other];
                    break;
                case 4:
                    tokens[at] = Odd[rng.Next(Odd.Length)];
                    break;
                default:
                    tokens.RemoveRange(at, Math.Min(rng.Next(8), tokens.Count - at));
                    break;
            }
        }
        return string.Concat(tokens);
    }

    /// <summary>What readers of code rarely meet.</summary>
    static readonly string[] Odd =
    [
        " null ", " default ", "(", ")", "[", "]", "{", "}", ";", ",", " -1 ", " 0 ", " 2147483647 ", " 9223372036854775807 ", " 1e308 ", " \"\" ", " \"d/0\" ", " \"...\" ", " \"?1\" ",
        " ^ ", " .. ", " ^0 ", " => ", " ?? ", " throw ", " this ", " out _ ", " ref ", " async ", " await ", " yield return ", " goto x; x: ", " break; ", " continue; ", " lock ", " unsafe ", " dynamic ",
        " Tensor<float> ", " Tensor ", " Ops ", " Random ", " in ", " params ", " where T : unmanaged ", "<T>", " static ", " partial ", " record ", " stackalloc ", " checked ", " nameof ", " switch { _ => 1 } ",
    ];
}
