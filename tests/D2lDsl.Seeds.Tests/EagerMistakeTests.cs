using D2lDsl.Analyzers;
using D2lDsl.Testing;

namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples of mistakes in ordinary code, as the editor underlines them; what is not underlined is right.</summary>
public class EagerMistakeTests
{
    [Fact] public Task S0_03_S1_03_S3_02_a_reshape_keeps_the_count() => In("var x = {|D2L0205:Tensor.Arange(12).Reshape(3, 5)|}; var y = Tensor.Arange(12).Reshape(3, 4);");

    [Fact] public Task S0_06_a_loop_over_elements() => In("var x = Tensor.RandN(3, 4); var s = Tensor.Of(0f); {|D2L0724:for (int i = 0; i < 3; i++) for (int j = 0; j < 4; j++) s += x[i, j];|}");

    [Fact] public Task S0_08_S0_18_S4_17_a_star_is_no_matrix_product() => In("var (a, b) = (Tensor.Ones(5, 4), Tensor.Ones(4, 3)); var y = {|D2L0306:a * b|}; var z = MatMul(a, b);");

    [Fact] public Task S0_12_S2_06_S3_29_a_write_through_a_view() => In("var a = Tensor.Arange(12); var b = a.Reshape(3, 4); {|D2L0717:b|}[..] = 2;");

    [Fact] public Task S0_16_S1_07_division_of_integers() => In("var c = Tensor.Arange(16); var d = {|D2L0601:c / 3|}; var e = c.Cast<float>() / 3;");

    [Fact] public Task S0_19_a_cross_product_of_four() => In("var y = {|D2L0202:Cross(Tensor.Ones(2, 4), Tensor.Ones(2, 4))|}; var z = Cross(Tensor.Ones(3), Tensor.Ones(3));");

    [Fact] public Task S0_20_S1_14_S4_14_S4_15_an_axis_that_is_not_there() => In("var t = Tensor.Ones(2, 3); var s = {|D2L0203:t.Sum(axis: 2)|}; var u = t.Sum(axis: 1) + Tensor.Ones(2);");

    [Fact] public Task S0_21_the_mean_of_integers() => In("var t = Tensor.Arange(6).Reshape(2, 3); var m = {|D2L0601:t.Mean(axis: 0)|};");

    [Fact] public Task S1_01_S4_03_the_rank_is_in_the_message() => In("var z = Tensor.Zeros(2, 3, 4); var y = {|D2L0202:z[0, 0, 0, 0]|};");

    [Fact] public Task S1_06_a_ragged_literal() => In("var x = Tensor.Of([[2, 1, 4, 3], {|D2L0709:[1, 2, 3]|}]);");

    [Fact] public Task S1_11_a_power_by_the_wrong_operator() => In("var x = Tensor.Ones(4); var y = {|D2L0718:x ^ 2|}; var z = Pow(x, 2);");

    [Fact] public Task S1_15_an_axis_listed_twice() => In("var s = {|D2L0204:Tensor.Ones(5, 4).Sum([0, 0])|}; var t = Tensor.Ones(5, 4).Sum([0, 1]);");

    [Fact] public Task S1_17_S3_38_S4_16_missing_keepDims() => In("var a = Tensor.Ones(5, 4); var y = {|D2L0304:a / a.Sum(axis: 1)|}; var z = a / a.Sum(axis: 1, keepDims: true);");

    [Fact] public Task S1_20_S3_42_a_matrix_and_a_vector_of_another_length() => In("var y = {|D2L0201:Mv(Tensor.Ones(5, 4), Tensor.Ones(5))|}; var z = Mv(Tensor.Ones(5, 4), Tensor.Ones(4));");

    [Fact] public Task S1_21_S3_43_matrices_that_do_not_join() => In("var y = {|D2L0201:Mm(Tensor.Ones(5, 4), Tensor.Ones(5, 4))|};");

    [Fact] public Task S3_41_a_dot_product_of_matrices() => In("var y = {|D2L0202:Dot(Tensor.Ones(2, 3), Tensor.Ones(2, 3))|};");

    [Fact] public Task S1_22_S3_10_S3_11_S4_09_rows_of_another_width() => In("var y = {|D2L0214:Concat([Tensor.Ones(3, 4), Tensor.Ones(3, 5)], axis: 0)|}; var z = Concat([Tensor.Ones(3, 4), Tensor.Ones(3, 5)], axis: 1);");

    [Fact] public Task S1_23_S2_15_both_sides_are_repeated() => In("var (a, b) = (Tensor.Ones(3, 1), Tensor.Ones(1, 2)); var y = {|D2L0302:a + b|}; var z = Tensor.Ones(3).Unsqueeze(1) + Tensor.Ones(2).Unsqueeze(0);");

    [Fact] public Task S1_25_S3_16_a_new_tensor_in_every_turn() => In("var x = Tensor.Ones(3); for (int i = 0; i < 9; i++) {|D2L0725:x = x + 1|};");

    [Fact] public Task S1_27_S3_20_one_number_of_several_elements() => In("var a = Tensor.Ones(2); var s = {|D2L0707:a.Item()|}; var t = a.Sum().Item();");

    [Fact] public Task S2_03_memory_that_nothing_was_written_to() => In("var x = Tensor.Empty(2, 3); var y = {|D2L0715:x|} + 1;");

    [Fact] public Task S2_04_a_size_is_not_a_value() => In("var (sized, filled) = (Tensor.Zeros<int>(2), Tensor.Of(2)); var y = filled.Item(); var z = {|D2L0707:sized.Item()|};");

    [Fact] public Task S2_13_S2_14_two_sizes_left_out() => In("var o = Tensor.Ones(2, 3); var x = {|D2L0205:o.Reshape(-1, -1)|}; var y = {|D2L0205:o.Reshape(-1, 4)|}; var z = o.Reshape(-1, 2);");

    [Fact] public Task S2_16_S2_17_S2_18_a_squeeze_that_does_nothing() => In("var r = Tensor.Ones(2, 3).Unsqueeze(1); var x = {|D2L0206:r.Squeeze(0)|}; var y = r.Squeeze(1) + Tensor.Ones(2, 3);");

    [Fact] public Task S3_18_a_result_that_does_not_fit_in_place() => In("var x = Tensor.Zeros(3); {|D2L0708:x += Tensor.Ones(2, 3)|};");

    [Fact] public Task S4_01_steps_run_forward() => In("var x = Tensor.Ones(4, 4); var y = {|D2L0217:x.Slice(0, 0, 4, 0)|};");

    [Fact] public Task S4_06_a_unit_axis_by_reshape() => In("var x = {|D2L0205:Tensor.RandN(2, 3, 4).Reshape(3, 4)|}; var y = Tensor.RandN(1, 3, 4).Reshape(3, 4);");

    [Fact] public Task S4_07_indices_begin_at_0() => In("var x = Tensor.Ones(2, 3); {|D2L0216:x[2, 0]|} = 17; x[1, 2] = 17;");

    [Fact] public Task S4_23_the_shape_of_a_linear_model() => In("var y = MatMul(Tensor.Ones(8, 2), Tensor.Ones(2)) + 1; var e = {|D2L0302:y - Tensor.Ones(8, 1)|};");

    [Fact] public Task S4_24_S4_29_a_column_meets_a_vector() => In("var (p, y) = (Tensor.Ones(8, 1), Tensor.Ones(8)); var e = {|D2L0302:p - y|}; var f = p - y.Reshape(-1, 1);");

    [Fact] public Task S4_27_the_last_batch_is_shorter() => In("foreach (var (x, y) in DataLoader.Of(Tensor.Ones(1000, 2), Tensor.Ones(1000, 1), 32)) Console.WriteLine({|D2L0714:x.Reshape(32, 2)|});");

    static Task In(string body) => Diagnose<ModelAnalyzer>.With($$"""
        public static class Notes
        {
            public static void Run()
            {
                {{body}}
            }
        }
        """);
}
