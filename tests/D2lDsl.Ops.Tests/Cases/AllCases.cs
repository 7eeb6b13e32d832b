using D2lDsl.Compiler.Ops;
using D2lDsl.Testing;

namespace D2lDsl.OpTests.Cases;

/// <summary>Everything the tests run, by enumeration of the op table.</summary>
static class AllCases
{
    /// <summary>The models of every op, in the order of the table.</summary>
    public static IReadOnlyList<OpModel> Models { get; } = [.. OpTable.All.SelectMany(op => EmptyAxes.AddedTo([.. Of(op)]))];

    /// <summary>The models that this run compiles: all of them in CI, a selection every day.</summary>
    public static IReadOnlyList<OpModel> Run { get; } = TestRun.IsWhole ? Models : [.. CaseSelection.Of(Models)];

    /// <summary>The cases of every model by id.</summary>
    public static IReadOnlyDictionary<string, OpCase> ById { get; } = Models.SelectMany(model => model.Cases).ToDictionary(test => Key(test));

    /// <summary>The models by name.</summary>
    public static IReadOnlyDictionary<string, OpModel> ModelByName { get; } = Models.ToDictionary(Key);

    /// <summary>Names the entry of an op: its surface, and what tells apart overloads.</summary>
    public static string Name(Op op) => OpTable.Named(op.Surface).Count() == 1 ? op.Surface : op switch
    {
        MovementOp movement => $"{op.Surface}.{movement.Movement}",
        CompositeOp { Operands.Count: > 1 } composite => $"{op.Surface}.{composite.Operands[^1].Name}",
        SplitOp split => $"{op.Surface}.{split.Cut}",
        CompositeOp composite => $"{op.Surface}.{composite.Arguments[0].Name}",
        _ => op.Surface,
    };

    /// <summary>A case's name in test lists: op first.</summary>
    public static string Key(OpCase test) => $"{Name(test.Model.Op)}: {test.Id}";

    /// <summary>A model's name in test lists: op first.</summary>
    public static string Key(OpModel model) => $"{Name(model.Op)}: {model.Title}";

    static IEnumerable<OpModel> Of(Op op) => op switch
    {
        ElementwiseOp elementwise => ElementwiseCases.Of(elementwise),
        ReductionOp reduction => ReductionCases.Of(reduction),
        MovementOp movement => MovementCases.Of(movement),
        ContractionOp contraction => ContractionCases.Of(contraction),
        JoinOp join => AssemblyCases.Of(join),
        GatherOp gather => AssemblyCases.Of(gather),
        ScatterOp scatter => AssemblyCases.Of(scatter),
        RankOp rank => RankingCases.Of(rank),
        CompositeOp composite => CompositeCases.Of(composite),
        RankingOp ranking => RankingCases.Of(ranking),
        SplitOp split => RankingCases.Of(split),
        ScanOp scan => LinearAlgebraCases.Of(scan),
        EinsumOp einsum => LinearAlgebraCases.Of(einsum),
        _ => throw new InvalidOperationException($"no cases for {op.GetType().Name} {op.Surface}"),
    };
}
