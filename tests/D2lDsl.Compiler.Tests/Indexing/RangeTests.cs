using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Indexing;

/// <summary>What is only known when a kernel runs: sizes that slices need, indices that picks use.</summary>
public class RangeTests
{
    static readonly Lazy<Generated> Models = new(() => Generated.From("""
        public static partial class Ranges
        {
            [Model] public static Tensor<float> Inner([Parameter, Shape("n", "d")] Tensor<float> x) => Sum(x[1..^1, ..]);
            [Model] public static Tensor<float> Third([Parameter, Shape("n", "d")] Tensor<float> x) => Sum(x[2]);
            [Model] public static Tensor<float> Rows([Parameter, Shape("v", "d")] Tensor<float> table, [Shape("b")] Tensor<int> ids) => Sum(IndexSelect(table, 0, ids));
            [Model] public static Tensor<float> One([Parameter, Shape("v")] Tensor<float> x, [Shape("b", "k")] Tensor<int> at) => Sum(Gather(BroadcastTo(x, at.Shape[0], x.Shape[0]), 1, at));
            [Model] public static Tensor<float> Two([Parameter, Shape("v", "d")] Tensor<float> x, [Shape("b")] Tensor<int> first, [Shape("b")] Tensor<int> second)
                => Sum(IndexSelect(x, 0, first * 1) * IndexSelect(x, 0, second
                    * 1));
            [Model] public static Tensor<float> Moved([Parameter, Shape("v", "d")] Tensor<float> x, [Shape("b")] Tensor<int> ids)
            {
                var moved = ids + 1;
                return Sum(IndexSelect(x, 0, moved)) + CrossEntropy(IndexSelect(x, 0, ids), moved - 1);
            }
            [Model] public static Tensor<float> Odd([Parameter, Shape("v")] Tensor<float> x) { Tensor<float> s = 0; for (int i = 0; s < 9; i++) s = s + x[2 * i + 1]; return s; }
            [Model] public static Tensor<float> Walk([Parameter, Shape("v")] Tensor<float> x) { Tensor<float> s = 0; for (int i = 0; s < 9; i++) s = s + x[i]; return s; }
            [Model] public static Tensor<float> Turns([Parameter, Shape("v")] Tensor<float> x) { Tensor<float> s = 0; for (int i = 0; i < 3; i++) s = s + x[i]; return s; }
        }
        """));

    static void Throws(string model, string message, params object[] arguments)
    {
        var kernel = Activator.CreateInstance(Models.Value.Type("Ranges").GetNestedType(model + "Kernel")!)!;
        foreach (var name in (string[])["Forward", "ForwardBackward"])
        {
            var method = kernel.GetType().GetMethod(name)!;
            var error = Assert.Throws<System.Reflection.TargetInvocationException>(() => method.Invoke(kernel, name == "Forward" ? arguments : [.. arguments, false]));
            Assert.Equal(message, Assert.IsAssignableFrom<ArgumentOutOfRangeException>(error.InnerException).Message);
        }
    }

    [Fact]
    public void A_range_needs_enough_rows() => Throws("Inner", "Ranges.Inner: 1..^1 does not fit axis 0 of x [n, d]; n = 1", Tensor.Zeros<float>(1, 3));

    [Fact]
    public void An_index_needs_enough_rows() => Throws("Third", "Ranges.Third: 2 does not fit axis 0 of x [n, d]; n = 2", Tensor.Zeros<float>(2, 3));

    [Fact]
    public void An_index_names_its_place_and_the_limit() =>
        Throws("Rows", "Ranges.Rows: ids[2] is 5; indices run from 0 to 4", Tensor.Zeros<float>(5, 3), Tensor.Of([0, 4, 5, 1]));

    [Fact]
    public void No_index_is_negative() => Throws("Rows", "Ranges.Rows: ids[1] is -1; indices run from 0 to 4", Tensor.Zeros<float>(5, 3), Tensor.Of([0, -1]));

    [Fact]
    public void Nothing_can_be_picked_from_nothing() => Throws("Rows", "Ranges.Rows: ids[0] is 0; there is nothing to pick from", Tensor.Zeros<float>(0, 3), Tensor.Of([0]));

    [Fact]
    public void The_place_counts_in_row_major_order() =>
        Throws("One", "Ranges.One: at[4] is 7; indices run from 0 to 3", Tensor.Zeros<float>(4), Tensor.Of(new[,] { { 0, 1, 2 }, { 3, 7, 0 } }));

    [Fact]
    public void Computed_indices_are_called_as_they_are_written()
    {
        Throws("Two", "Ranges.Two: (second * 1)[1] is 7; indices run from 0 to 2", Tensor.Zeros<float>(3, 2), Tensor.Of([0, 1]), Tensor.Of([0, 7]));
        Throws("Two", "Ranges.Two: (first * 1)[0] is -1; indices run from 0 to 2", Tensor.Zeros<float>(3, 2), Tensor.Of([-1, 1]), Tensor.Of([0, 1]));
        Throws("Odd", "Ranges.Odd: 2 * i + 1 is 5; indices run from 0 to 3", Tensor.Zeros<float>(4));
    }

    [Fact]
    public void Indices_of_a_variable_are_called_by_it() => Throws("Moved", "Ranges.Moved: moved[1] is 3; indices run from 0 to 2", Tensor.Zeros<float>(3, 3), Tensor.Of([0, 2]));

    [Fact]
    public void Computed_labels_are_checked_too() =>
        Throws("Moved", "Ranges.Moved: (moved - 1)[1] is 2; indices run from 0 to 1", Tensor.Zeros<float>(4, 2), Tensor.Of([0, 2]));

    [Fact]
    public void An_index_of_a_loop_stays_inside() => Throws("Walk", "Ranges.Walk: i is 4; indices run from 0 to 3", Tensor.Zeros<float>(4));

    [Fact]
    public void A_loop_needs_as_many_rows_as_it_has_turns() => Throws("Turns", "Ranges.Turns: i does not fit axis 0 of x [v]; v = 2", Tensor.Zeros<float>(2));
}
