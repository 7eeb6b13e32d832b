using D2lDsl.Compiler.Ops;
using D2lDsl.OpTests.Cases;

namespace D2lDsl.OpTests;

/// <summary>What the run of every day leaves out is only what it meets elsewhere.</summary>
public class SelectionTests
{
    static readonly OpModel[] Selected = [.. CaseSelection.Of(AllCases.Models)];

    [Fact]
    public void Every_op_shows_all_that_is_its_own() =>
        Assert.Empty(OwnOf(AllCases.Models).Except(OwnOf(Selected)));

    [Fact]
    public void Families_meet_every_shape_of_their_operands() =>
        Assert.Empty(ShapesOf(AllCases.Models).Except(ShapesOf(Selected)));

    [Fact]
    public void It_is_a_part_of_all_and_always_the_same()
    {
        Assert.Empty(Selected.Except(AllCases.Models));
        Assert.Equal(Selected, CaseSelection.Of(AllCases.Models));
        Assert.InRange(Selected.Length, AllCases.Models.Count / 5, AllCases.Models.Count / 2);
    }

    static IEnumerable<string> OwnOf(IEnumerable<OpModel> models) =>
        models.SelectMany(model => CaseSelection.Traits(model).Select(trait => $"{AllCases.Name(model.Op)}: {trait}")).Distinct();

    // What most ops of a family have is enumerated for all of them.
    static IEnumerable<string> ShapesOf(IEnumerable<OpModel> models) =>
        models.Where(model => model.Op is UnaryOp or BinaryOp or ReductionOp).Select(Shapes).Distinct().Where(Common.Contains);

    static readonly HashSet<string> Common =
    [
        .. from model in AllCases.Models
           group model.Op by Shapes(model) into shapes
           where shapes.Distinct().Count() >= 10
           select shapes.Key,
    ];

    static string Shapes(OpModel model) => $"{model.Op.GetType().Name} of {string.Join(", ", model.Operands.Select(operand => $"[{operand.Axes}]"))}";
}
