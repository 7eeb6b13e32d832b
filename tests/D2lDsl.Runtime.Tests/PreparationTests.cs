using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime.Tests;

/// <summary>Errors of the preparing thread are nobody's, so that what it does is shown here to have none.</summary>
public class PreparationTests
{
    [Fact]
    public void All_that_is_prepared_can_be_done()
    {
        Preparation.All();
        Preparation.Activations();
        Preparation.Attentions();
        GemmStart<Single512, Vector512<float>, float>.All();
        GemmStart<Single256, Vector256<float>, float>.All();
        GemmStart<Double128, Vector128<double>, double>.All();
    }
}
