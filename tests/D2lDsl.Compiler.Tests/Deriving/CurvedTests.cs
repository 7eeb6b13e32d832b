using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Deriving;

/// <summary>Forward mode, Hessians and Jacobians of models that hold every kind of node.</summary>
public class CurvedTests
{
    static readonly Random Random = new(3);

    public static TheoryData<string> Names => [.. Curves.Keys];

    public static TheoryData<string> Scalars => [.. Curves.Keys.Where(name => name != "Field")];

    static readonly Dictionary<string, Func<Curve>> Curves = new()
    {
        ["Maps"] = () => new(new Curved.MapsKernel(), [Positive(5), Positive(5), Positive(5)], 0, 1),
        ["Reductions"] = () => new(new Curved.ReductionsKernel(), [Positive(3, 4), Positive(4)], 0, 1),
        ["Factors"] = () => new(new Curved.FactorsKernel(), [Positive(3, 4), Positive(4)], 0, 1),
        ["FactorsOfZero"] = () => new(new Curved.FactorsKernel(), [WithZero(3, 4), Positive(4)], 0, 1),
        ["Turns"] = () => new(new Curved.TurnsKernel(), [Positive(3, 4), Positive(4)], 0, 1),
        ["Windows"] = () => new(new Curved.WindowsKernel(), [Positive(2, 2, 5, 6), Positive(3, 2, 2, 3)], 0, 1),
        ["Movements"] = () => new(new Curved.MovementsKernel(), [Positive(3, 3), Positive(3)], 0, 1),
        ["Products"] = () => new(new Curved.ProductsKernel(), [Positive(4, 3), Positive(3, 2), Positive(2)], 1, 2),
        ["Classes"] = () => new(new Curved.ClassesKernel(), [Positive(4, 3), Tensor.Of(new[] { 0, 2, 1, 2 }), Positive(3, 3), Positive(3)], 2, 3),
        ["Loops"] = () => new(new Curved.LoopsKernel(), [Positive(4), Positive(4)], 0, 1),
        ["Collecting"] = () => new(new Curved.CollectingKernel(), [Positive(3, 2), Positive(2)], 0, 1),
        ["Recurrences"] = () => new(new Curved.RecurrencesKernel(), [Positive(5, 2, 3), Positive(3, 3)], 0, 1),
        ["Branches"] = () => new(new Curved.BranchesKernel(), [Positive(4), Positive(4)], 0, 1),
        ["BranchesElse"] = () => new(new Curved.BranchesKernel(), [Positive(4) * -1, Positive(4)], 0, 1),
        ["OneSided"] = () => new(new Curved.OneSidedKernel(), [Positive(4) * 40, Positive(4)], 0, 1),
        ["OneSidedUnused"] = () => new(new Curved.OneSidedKernel(), [Tensor.Zeros<double>(4), Positive(4)], 0, 1),
        ["Nested"] = () => new(new Curved.NestedKernel(), [Positive(4), Positive(4)], 0, 1),
        ["Picked"] = () => new(new Curved.PickedKernel(), [Positive(3, 2), Positive(3, 2), Tensor.Of(new[] { 2, 0, 2 })], 0, 1),
        ["Field"] = () => new(new Curved.FieldKernel(), [Positive(3), Positive(3), Positive(2, 3)], 0, 1),
    };

    static Tensor<double> Positive(params int[] sizes) => Tensor.Rand<double>(Random, sizes) + 0.3;

    static Tensor<double> WithZero(params int[] sizes)
    {
        var x = Positive(sizes);
        x.AsSpan()[x.Length / 2] = 0;
        return x;
    }

    [Theory, MemberData(nameof(Names))]
    public void Jvp_is_the_difference_along_a_direction(string name) => Curves[name]().JvpIsTheDifferenceAlong();

    [Theory, MemberData(nameof(Names))]
    public void Forward_and_reverse_mode_are_transposes(string name) => Curves[name]().ForwardAndReverseModeAgree();

    [Theory, MemberData(nameof(Scalars))]
    public void Hessian_is_the_difference_of_gradients(string name) => Curves[name]().HessianIsTheDifferenceOfGradients();

    [Theory, MemberData(nameof(Names))]
    public void Jacobian_times_a_direction_is_the_tangent(string name) => Curves[name]().JacobianTimesADirectionIsTheTangent();

    [Theory, MemberData(nameof(Names))]
    public void Kernels_check_their_own_gradients(string name) => Curves[name]().ChecksItself();
}
