using System.Linq.Expressions;
using System.Reflection;

namespace D2lDsl.EagerTests;

/// <summary>Every public method over tensors, called with whatever fits its types: a result or an error that says what is wrong, nothing else.</summary>
public class FuzzTests
{
    const int Calls = 60;

    static readonly Type[] elements = [typeof(float), typeof(double), typeof(int), typeof(long), typeof(sbyte), typeof(byte), typeof(bool)];

    /// <summary>What an error about an element type tells to do.</summary>
    static readonly string[] Remedies = ["Cast<", "compare first", "Pow(x, y)"];

    static IEnumerable<MethodInfo> Methods(Type element)
    {
        var tensor = typeof(Tensor<>).MakeGenericType(element);
        IEnumerable<MethodInfo> all = [.. typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static), .. tensor.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)];
        foreach (var method in all)
        {
            if (method.IsGenericMethodDefinition && method.GetGenericArguments().Length > 1)
                continue;
            MethodInfo closed;
            try
            {
                closed = method.IsGenericMethodDefinition ? method.MakeGenericMethod(element) : method;
            }
            catch (ArgumentException)
            {
                continue; // the element type does not meet the constraints
            }
            if (closed.GetParameters().All(p => CanMake(p.ParameterType, element)))
                yield return closed;
        }
    }

    public static TheoryData<string> Elements() => [.. elements.Select(e => e.Name)];

    [Theory, MemberData(nameof(Elements))]
    public void Any_arguments_give_a_result_or_a_clear_error(string name)
    {
        var element = elements.Single(e => e.Name == name);
        var random = new Random(7);
        var (results, errors, tried) = (0, 0, 0);
        var wrong = new List<string>();
        foreach (var method in Methods(element))
        {
            tried++;
            var call = Caller(method);
            for (var i = 0; i < Calls; i++)
            {
                var target = method.IsStatic ? null : AnyTensor(random, element);
                object?[] arguments = [.. method.GetParameters().Select(p => p.HasDefaultValue && random.Next(2) == 0 ? p.DefaultValue : Any(random, p.ParameterType, element))];
                try
                {
                    call(target, arguments);
                    results++;
                }
                catch (Exception e) when (e is ArgumentException or InvalidOperationException 
                    || e is NotSupportedException or OverflowException && Remedies.Any(remedy => e.Message.Contains(remedy)))
                {
                    errors++;
                }
                catch (Exception e)
                {
                    wrong.Add($"{method}({string.Join(", ", arguments.Prepend(target).Select(Show))}): {e.GetType().Name}: {e.Message}");
                    break;
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(tried > 40 && results > 1000 && errors > 100, $"{tried} methods, {results} results, {errors} errors");
    }

    static bool CanMake(Type type, Type element) =>
        type == typeof(int) || type == typeof(bool) || type == typeof(double) || type == typeof(int?) || type == typeof(float) || type == element
        || type == typeof(Range) || type == typeof(Index) || type == typeof(int[]) || type == typeof(ReadOnlySpan<int>) || type == typeof(Shape) || IsTensor(type);

    static bool IsTensor(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Tensor<>) && elements.Contains(type.GetGenericArguments()[0]);

    static object? Any(Random random, Type type, Type element) =>
        IsTensor(type) ? AnyTensor(random, type.GetGenericArguments()[0])
        : type == typeof(int) ? random.Next(-3, 6)
        : type == typeof(int?) ? (random.Next(2) == 0 ? null : (object)random.Next(-3, 6))
        : type == typeof(bool) ? random.Next(2) == 0
        : type == typeof(double) ? random.NextDouble() * 4 - 2
        : type == typeof(float) ? (float)(random.NextDouble() * 4 - 2)
        : type == typeof(Index) ? new Index(random.Next(6), random.Next(2) == 0)
        : type == typeof(Range) ? new Range(new(random.Next(6), random.Next(2) == 0), new(random.Next(6), random.Next(2) == 0))
        : type == typeof(Shape) ? Shape.Create([.. Sizes(random)])
        : type == typeof(int[]) || type == typeof(ReadOnlySpan<int>) ? Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(-2, 4)).ToArray()
        : Convert.ChangeType(random.Next(4), element, System.Globalization.CultureInfo.InvariantCulture);

    static IEnumerable<int> Sizes(Random random) => Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(5) switch { 0 => 1, 1 => 0, var n => n });

    /// <summary>Ranks 0 to 4, sizes 0 to 4, some of them views with strides.</summary>
    static object AnyTensor(Random random, Type element) =>
        typeof(FuzzTests).GetMethod(nameof(AnyTensorOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(element).Invoke(null, [random])!;

    static Tensor<T> AnyTensorOf<T>(Random random) where T : unmanaged
    {
        int[] shape = [.. Sizes(random)];
        var values = new double[shape.Aggregate(1, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.Next(12) switch { 0 => double.NaN, 1 => double.PositiveInfinity, _ => random.Next(-3, 4) };
        var tensor = Tensor.Of(values).Reshape(shape).Cast<T>();
        return shape.Length >= 2 && random.Next(2) == 0 ? tensor.Transpose(0, shape.Length - 1) : tensor;
    }

    /// <summary>Spans cannot be boxed: a call is compiled once, which makes them of arrays in place.</summary>
    static Action<object?, object?[]> Caller(MethodInfo method)
    {
        var (target, arguments) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(object?[])));
        var given = method.GetParameters().Select((p, i) =>
        {
            var argument = Expression.ArrayIndex(arguments, Expression.Constant(i));
            return p.ParameterType == typeof(ReadOnlySpan<int>)
                ? Expression.Convert(Expression.Convert(argument, typeof(int[])), p.ParameterType) : Expression.Convert(argument, p.ParameterType);
        });
        var call = Expression.Call(method.IsStatic ? null : Expression.Convert(target, method.DeclaringType!), method, given);
        return Expression.Lambda<Action<object?, object?[]>>(Expression.Block(typeof(void), call), target, arguments).Compile();
    }

    static string Show(object? argument) => argument switch
    {
        null => "null",
        int[] numbers => $"[{string.Join(", ", numbers)}]",
        _ when IsTensor(argument.GetType()) => $"{argument.GetType().GetGenericArguments()[0].Name}{((dynamic)argument).Shape}",
        _ => argument.ToString()!,
    };
}
