using D2lDsl.GpuTests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.GpuTests;

/// <summary>What ILGPU can compile, held against the text of every kernel of every op and of all that these call.</summary>
public class KernelRuleTests
{
    static readonly HashSet<string> Outside =
    [
        "ILGPU.Group.Barrier", "ILGPU.SharedMemory.Allocate", "ILGPU.ArrayView<T>.Cast", "ILGPU.Atomic.CompareExchange", "ILGPU.Interop.FloatAsInt", "ILGPU.Interop.IntAsFloat",
        "System.MathF.Abs", "System.MathF.Sqrt", "System.MathF.Floor", "System.Math.Abs", "System.Math.Sqrt", "System.Math.Floor",
    ];

    static readonly HashSet<SyntaxKind> Refused =
    [
        SyntaxKind.ThrowStatement, SyntaxKind.ThrowExpression, SyntaxKind.TryStatement, SyntaxKind.LockStatement, SyntaxKind.ForEachStatement, SyntaxKind.UsingStatement,
        SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression, SyntaxKind.ArrayCreationExpression, SyntaxKind.ImplicitArrayCreationExpression,
        SyntaxKind.CollectionExpression, SyntaxKind.StackAllocArrayCreationExpression, SyntaxKind.SimpleLambdaExpression, SyntaxKind.ParenthesizedLambdaExpression,
        SyntaxKind.AnonymousMethodExpression, SyntaxKind.LocalFunctionStatement, SyntaxKind.StringLiteralExpression, SyntaxKind.InterpolatedStringExpression,
        SyntaxKind.TupleExpression, SyntaxKind.AwaitExpression, SyntaxKind.SwitchExpression, SyntaxKind.SwitchStatement,
    ];

    static readonly HashSet<SpecialType> Fields =
        [SpecialType.System_Int32, SpecialType.System_Single, SpecialType.System_Double];

    static readonly HashSet<SpecialType> Elements =
        [SpecialType.System_Byte, SpecialType.System_SByte, SpecialType.System_Int32, SpecialType.System_Int64, SpecialType.System_Single, SpecialType.System_Double];

    [Fact]
    public void Every_kernel_of_every_op_keeps_to_them()
    {
        var (kernels, found) = (0, new SortedSet<string>(StringComparer.Ordinal));
        foreach (var compilation in OpModels.All.Select(g => g.Compilation))
            kernels += Walk(compilation, found);
        Assert.InRange(kernels, 2 * OpModels.Run.Count, int.MaxValue);
        Assert.True(found.Count == 0, $"{found.Count}:\n{string.Join("\n", found.Take(20))}");
    }

    [Theory]
    [InlineData("if (_a.n > 3) throw new System.Exception();", "ThrowStatement")]
    [InlineData("var t = new int[3];", "ArrayCreationExpression")]
    [InlineData("var t = System.MathF.Log2(2f);", "calls System.MathF.Log2")]
    [InlineData("var t = SharedMemory.Allocate<float>(_a.n);", "a size that is not constant")]
    [InlineData("Lane.Groups(3);", "ThrowExpression")]
    public void What_breaks_them_is_found(string statement, string breach)
    {
        using var generated = OnDevice.Compile("""public static partial class M { [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) => x + 1; }""", $$"""
            namespace D2lDsl.Gpu.Kernels
            {
                using ILGPU;
                public struct BadArguments { public int n; }
                public static class Bad { public static void Kernel(BadArguments _a) { {{statement}} } }
            }
            """);
        var found = new SortedSet<string>();
        Walk(generated.Compilation, found);
        Assert.Contains(found, f => f.Contains(breach));
    }

    static int Walk(CSharpCompilation compilation, SortedSet<string> found)
    {
        var kernels = compilation.GetSymbolsWithName(_ => true, SymbolFilter.Member).OfType<IMethodSymbol>()
            .Where(m => m.MethodKind == MethodKind.Ordinary && (m.ContainingNamespace.ToDisplayString() == "D2lDsl.Gpu.Kernels" || m.ContainingType.Name.StartsWith("SweepsOf"))
                && m.DeclaredAccessibility == Accessibility.Public).ToArray();
        var (seen, open) = (new HashSet<ISymbol>(SymbolEqualityComparer.Default), new Stack<IMethodSymbol>(kernels));
        foreach (var kernel in kernels)
            Signature(kernel, found);
        while (open.Count > 0)
            if (open.Pop() is var method && seen.Add(method))
                foreach (var called in Body(compilation, method, found))
                    open.Push(called);
        return kernels.Length;
    }

    /// <summary>One public structure of views and numbers; no more than one parameter, whatever there is to pass.</summary>
    static void Signature(IMethodSymbol kernel, SortedSet<string> found)
    {
        if (kernel is not { IsStatic: true, ReturnsVoid: true, IsGenericMethod: false, Parameters: [{ Type: { TypeKind: TypeKind.Struct, DeclaredAccessibility: Accessibility.Public } arguments }] })
        {
            found.Add($"{kernel} is not a static method of one structure");
            return;
        }
        foreach (var field in arguments.GetMembers().OfType<IFieldSymbol>())
            if (!Fields.Contains(field.Type.SpecialType) && field.Type is not INamedTypeSymbol { Name: "ArrayView", TypeArguments: [{ } element] } || field.Type is INamedTypeSymbol { TypeArguments: [{ } stored] } && !Elements.Contains(Single(stored).SpecialType))
                found.Add($"{field} is a {field.Type}");
    }

    /// <summary>What four of are read together, or the element itself.</summary>
    static ITypeSymbol Single(ITypeSymbol stored) => stored is INamedTypeSymbol { Name: "Four", TypeArguments: [{ } element] } ? element : stored;

    static IEnumerable<IMethodSymbol> Body(CSharpCompilation compilation, IMethodSymbol method, SortedSet<string> found)
    {
        var called = new List<IMethodSymbol>();
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var (syntax, model) = (reference.GetSyntax(), compilation.GetSemanticModel(reference.SyntaxTree));
            foreach (var node in syntax.DescendantNodes())
            {
                if (Refused.Contains(node.Kind()))
                    found.Add($"{method}: {node.Kind()} in {node}");
                if (node is not InvocationExpressionSyntax call)
                    continue;
                if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol target)
                    found.Add($"{method}: {call} is no call of a method");
                else if (target.DeclaringSyntaxReferences.Length > 0)
                    called.Add(target);
                else if (!Outside.Contains($"{target.ContainingType.OriginalDefinition}.{target.Name}"))
                    found.Add($"{method} calls {target.ContainingType}.{target.Name}");
                else if (target.Name == "Allocate" && !model.GetConstantValue(call.ArgumentList.Arguments[0].Expression).HasValue)
                    found.Add($"{method}: {call} has a size that is not constant");
            }
            foreach (var parameter in method.Parameters)
                if (parameter.Type.SpecialType == SpecialType.System_Boolean)
                    found.Add($"{method}: {parameter.Name} is bool");
        }
        return called;
    }
}
