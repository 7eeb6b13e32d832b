using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime.Tests;

/// <summary>Errors of the preparing thread are nobody's, so that what it does is shown here to have none.</summary>
public class PreparationTests
{
    [Fact]
    public void All_that_is_prepared_can_be_done()
    {
        CommonParts.Vectors();
        CommonParts.Calls();
        CommonParts.Steps();
        CommonParts.Loops();
        CommonParts.Activations();
        CommonParts.AttentionRows();
        CommonParts.Attentions();
        Array.ForEach(GemmStart<Single512, Vector512<float>, float>.Parts, part => part());
        Array.ForEach(GemmStart<Single256, Vector256<float>, float>.Parts, part => part());
        Array.ForEach(GemmStart<Double128, Vector128<double>, double>.Parts, part => part());
    }

    [Fact]
    public void A_kernels_methods_are_found_private_or_not_and_others_left_out() =>
        Assert.Equal(2, Preparation.Compile(typeof(Kernel<float>), ["Loop", "None", "Fit"]));

    sealed class Kernel<T>
    {
        T? last;

        void Fit(T value) => last = value;

        static T Loop(ref T first) => first;
    }
}
