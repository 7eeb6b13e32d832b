using D2lDsl.Compiler.Emit;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.CompilerTests.Emission;

/// <summary>Projects whose types and namespaces are called as words of C# or as types that generated code names.</summary>
public class NamesTests
{
    const string Models = """
        [Model]
        public sealed partial class Attention
        {
            [Parameter, Shape("d", "h")] public partial Tensor<float> Q { get; }
            [Parameter, Shape("d", "h")] public partial Tensor<float> K { get; }
            [Shape("d", "h")] readonly Init value;

            [Model(Derivatives = Derivatives.Jvp | Derivatives.Hessian | Derivatives.HessianVectorProduct)]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x) => Mean(Square(MatMul(Softmax(MatMul(MatMul(x, Q), MatMul(x, K).T) / 2, 1), value.Apply(x))));

            [Model] public Tensor<float> Scores([Shape("n", "d")] Tensor<float> x) => MatMul(Softmax(MatMul(MatMul(x, Q), MatMul(x, K).T), axis: 1), MatMul(x, K));
        }

        [Model]
        public sealed partial class Init
        {
            [Parameter(Init = D2lDsl.Init.Xavier), Shape("d", "h")] public partial Tensor<float> V { get; }

            [Model] public Tensor<float> Apply([Shape("n", "d")] Tensor<float> x) => Tanh(MatMul(x, V));
        }

        [Model]
        public sealed partial class Block
        {
            [Shape("d", "d")] readonly Attention attention;
            [Shape("d", "d", Count = 2)] readonly Init[] Guard;
            [Parameter, Shape("d")] public partial Tensor<float> Math { get; }

            [Model]
            public (Tensor<float> Product, Tensor<float> Array) Forward([Shape("n", "d")] Tensor<float> Scratch)
            {
                var VectorMath = Scratch + Math;
                return (attention.Scores(VectorMath), Guard[1].Apply(VectorMath));
            }
        }

        public static partial class Scratch
        {
            [Model(Derivatives = Derivatives.Jacobian)]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> x, [Shape("m")] Tensor<int> rows, [Shape] Tensor<int> seed)
            {
                var y = IndexSelect(Dropout(x, 0.1, seed), 0, rows);
                for (int i = 0; i < rows.Shape[0]; i++)
                    y = Tanh(y) + Max(y, 1, keepDims: true);
                while (Norm(y) < 10)
                    y = 2 * y;
                return CumSum(LogSoftmax(y, 1), 0) + Sort(Sum(y, axis: 0)).Values;
            }

            [Model] public static Tensor<float> G([Shape("n", "c", "h", "w")] Tensor<float> x, [Parameter, Shape("o", "c", 3, 3)] Tensor<float> w) => Mean(MaxPool2d(Conv2d(x, w, padding: 1), 2));
        }
        """;

    /// <summary>Every public type of ours and those of .NET that generated code could mean, declared anew by a user where the models are.</summary>
    [Theory]
    [InlineData("namespace My;", "")]
    [InlineData("namespace My.Own;", "")]
    [InlineData("", "")]
    [InlineData("namespace My; public static partial class Outer {", "}")]
    public void Types_called_as_those_that_generated_code_names(string open, string close)
    {
        string[] own = ["Attention", "Init", "Scratch"];
        // Those that the models themselves name, and attributes.
        string[] named = ["Ops", "Tensor`1", "Model", "Shape", "Parameter", "Derivatives"];
        var ours = typeof(Tensor).Assembly.GetExportedTypes().Where(t => !t.IsNested && t.Namespace is "D2lDsl" or "D2lDsl.Runtime").Select(t => t.Name);
        string[] types = [.. ours.Concat(["Unsafe", "MemoryMarshal", "Math", "MathF", "Vector512", "Vector512`1", "Vector256", "Array", "Span`1", "ReadOnlySpan`1", "ArgumentException", "ArgumentNullException",
            "ArgumentOutOfRangeException", "InvalidOperationException", "IDisposable", "MethodImplOptions"]).Except([.. own, .. named]).Where(name => !name.EndsWith("Attribute")).Distinct()];
        var declared = string.Join("\n", types.Select(name => name.Split('`') is [var generic, var arity] ? $"public class {generic}<{string.Join(", ", Enumerable.Range(0, int.Parse(arity)).Select(i => $"T{i}"))}>;" : $"public class {name};"));
        using var generated = Generated.Over(Compile.Source($"{open}\n{Models}\n{declared}\n{close}"));
        Assert.Empty(generated.Compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).Take(5));
        generated.RequireClean();
    }

    [Fact]
    public void No_type_of_the_runtime_is_forgotten() => Assert.Empty(typeof(Tensor).Assembly.GetExportedTypes()
        .Where(t => t.Namespace == "D2lDsl.Runtime" && !t.IsNested && !t.IsSubclassOf(typeof(Attribute)) && !t.IsSubclassOf(typeof(Exception)))
        .Where(t => !TypeNames.All.ContainsKey((t.Name.Split('`')[0], t.GetGenericArguments().Length))).Select(t => t.Name));

    [Fact]
    public void Where_there_are_none_nothing_is_written_in_full()
    {
        using var generated = Generated.From($"namespace My;\n{Models.Replace("Attention", "Heads").Replace("class Init", "class Value").Replace("readonly Init", "readonly Value").Replace("class Scratch", "class Example")}");
        Assert.DoesNotContain("global::D2lDsl.Runtime.Guard", generated.File("My.Heads.Loss.Kernel.g.cs"));
        // It has members that are called so.
        Assert.Contains("global::D2lDsl.Runtime.Guard", generated.File("My.Block.Forward.Kernel.g.cs"));
        Assert.DoesNotContain("@", generated.File("My.Heads.Loss.g.cs"));
    }

    [Fact]
    public void Namespaces_and_types_called_as_keywords()
    {
        using var generated = Generated.From("""
            namespace @event.@class
            {
                static partial class @params
                {
                    [Model] public static (Tensor<float> @if, Tensor<float> @else) @lock([Parameter, Shape("class")] Tensor<float> @class) { var @int = @class * 2; return (Sum(@int), @int); }
                }

                public partial struct @struct<T>
                {
                    public static partial class @ref
                    {
                        [Model]
                        public sealed partial class @in
                        {
                            [Parameter, Shape("out")] public partial Tensor<float> @object { get; }
                            [Model] public Tensor<float> Loss([Shape("n", "out")] Tensor<float> @this) => Mean(MatMul(@this, @object));
                        }
                    }
                }
            }
            """);
        Assert.Contains("partial struct @struct<T>", generated.File("struct_T_.ref.in.Loss.g.cs"));
        Assert.Contains("\"struct<T>.ref.in.Loss\"", generated.File("struct_T_.ref.in.Loss.g.cs"));
    }
}
