using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Plan;

/// <summary>One of the programs a kernel class consists of.</summary>
/// <param name="Name">What the plan calls it.</param>
/// <param name="Prefix">What its loops and memory are called after.</param>
/// <param name="GivesResults">True where it returns what the model returns.</param>
/// <param name="GivesGradients">True where its last outputs are one tensor per parameter, written into gradients.</param>
public sealed record ProgramKind(string Name, string Prefix, bool GivesResults, bool GivesGradients)
{
    public static readonly ProgramKind Forward = new("Forward", "Forward", GivesResults: true, GivesGradients: false) { Steps = ["Forward"] };

    public static readonly ProgramKind ForwardBackward = new("ForwardBackward", "Backward", GivesResults: true, GivesGradients: true)
    {
        Steps = ["ForwardBackward", "TrainingStep"],
    };

    public static readonly ProgramKind Jvp = new("Jvp", "Jvp", GivesResults: true, GivesGradients: false);

    public static readonly ProgramKind HessianVectorProduct = new("HessianVectorProduct", "Hessian", GivesResults: false, GivesGradients: true);

    /// <summary>True where the program is a public method as it is; others are called by such methods.</summary>
    public bool IsPublic => !GivesGradients;

    /// <summary>The methods that run it again and again, as users call them.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>True where attention is one step with a derivative of its own; that step has no derivative forward.</summary>
    public bool HasAttention => this == Forward || this == ForwardBackward;

    /// <summary>How names of its fields begin.</summary>
    public string Field => char.ToLowerInvariant(Prefix[0]) + Prefix.Substring(1);

    /// <summary>Those of a GPU kernel: it computes and learns; further derivatives are the CPU's.</summary>
    public static IEnumerable<ProgramKind> OnDevice(ModelSignature model) => Of(model).Where(kind => kind == Forward || kind == ForwardBackward);

    /// <summary>The programs a model's kernel needs.</summary>
    public static IEnumerable<ProgramKind> Of(ModelSignature model)
    {
        yield return Forward;
        if (!model.HasGradient)
            yield break;
        yield return ForwardBackward;
        if (model.Gives(Derivatives.Jvp))
            yield return Jvp;
        if (model.Gives(Derivatives.Hessian) || model.Gives(Derivatives.HessianVectorProduct))
            yield return HessianVectorProduct;
    }
}
