namespace D2lDsl.Compiler.Diagnostics;

/// <summary>How sure and how bad: errors only for certain mistakes.</summary>
public enum Severity
{
    Hidden,
    Info,
    Warning,
    Error,
}

/// <summary>One diagnostic: its message says what meets what, the clash, the remedy.</summary>
public sealed record Entry(string Id, string Title, string Message, string Category, Severity Severity);

/// <summary>Every diagnostic, one line an id. An id has one help page, one release row and one test file.</summary>
public static partial class Catalogue
{
    public static readonly Entry Unsupported = Error("D2L0101", "Not part of the model language", "{0} cannot be compiled inside a [Model]; {1}", "Language");
    public static readonly Entry NotPartial = Error("D2L0102", "Type must be partial", "{0} must be declared partial, so that the kernel of {1} can be generated into it", "Language");
    public static readonly Entry ShapeMissing = Error("D2L0103", "Shape is missing", "{0} of {1} has no [Shape]; declare its sizes, for example [Shape(\"n\", \"d\")]", "Language");
    public static readonly Entry Immutable = Error("D2L0104", "Values inside a model are immutable", "{0} writes into a tensor, but values inside a model are immutable; write {1}", "Language");
    public static readonly Entry InvalidSize = Error("D2L0105", "Not a size", "'{0}' is not a size: {1}; a size is a number, a symbol or an expression such as \"2*d\"", "Language");
    public static readonly Entry Unbound = Error("D2L0106", "Size cannot be found", "Size {0} of {1} cannot be found from the arguments; use {0} alone as a size of some argument", "Language");
    public static readonly Entry ResultType = Error("D2L0107", "Result is no tensor", "{0} returns {1}; a [Model] returns a tensor or a tuple of tensors", "Language");
    public static readonly Entry MixedParameters = Error("D2L0108", "Parameters of different element types", "Parameter {0} is {1} where the others of {2} are {3}; they share one buffer, so give them one element type", "Language");
    public static readonly Entry Recursion = Error("D2L0109", "A model calls itself", "{0} calls itself; its graph would never end: write a loop or a helper without the call", "Language");
    public static readonly Entry Constructor = Error("D2L0110", "A module with its own constructor", "{0} has a constructor of its own; a module's constructor is generated, from its size symbols and a seed", "Language");
    public static readonly Entry NoModule = Error("D2L0111", "Not a module", "{0} has a [Shape], but {1} is no module; mark that class [Model], or remove the [Shape]", "Language");
    public static readonly Entry Child = Error("D2L0112", "A module inside cannot be built", "The constructor of {0} cannot build {1}: {2}; {3}", "Language");
    public static readonly Entry ModuleCycle = Error("D2L0113", "A module contains itself", "{0} contains itself through {1}; its parameters would never end; hold a module of another type", "Language");
    public static readonly Entry Contraction = Error("D2L0201", "Sizes of a product differ", "{0} joins {1} with {2}: {3} ≠ {4}; transpose one of them or check its declaration", "Shapes");
    public static readonly Entry Rank = Error("D2L0202", "Wrong number of axes", "{0} takes {1}; here it meets {2}", "Shapes");
    public static readonly Entry Axis = Error("D2L0203", "Axis out of range", "{0}: axis {1} does not exist in {2}; axes run from {3}", "Shapes");
    public static readonly Entry RepeatedAxis = Error("D2L0204", "Axis listed twice", "{0}: axis {1} of {2} is listed twice", "Shapes");
    public static readonly Entry Reshape = Error("D2L0205", "Reshape changes the number of elements", "Reshape of {0} to [{1}]: {2}", "Shapes");
    public static readonly Entry Squeeze = Error("D2L0206", "Squeeze of an axis that is not 1", "Squeeze: axis {0} of {1} is {2}, not 1; it would stay: remove the call or choose the axis of size 1", "Shapes");
    public static readonly Entry Result = Error("D2L0207", "Result differs from its declaration", "{0} declares its result as {1}, but it is {2}", "Shapes");
    public static readonly Entry Permutation = Error("D2L0208", "Not a permutation", "Permute of {0} by ({1}): every axis must be listed once", "Shapes");
    public static readonly Entry Call = Error("D2L0209", "Argument does not fit the called model", "{0} declares {1} as {2}, but receives {3}: {4} ≠ {5}", "Shapes");
    public static readonly Entry BroadcastTo = Error("D2L0210", "Cannot be broadcast to this shape", "{0}: {1} does not broadcast to {2}: {3} ≠ {4}", "Shapes");
    public static readonly Entry LoopShape = Error("D2L0211", "A loop changes a shape", "{0} enters the loop as {1} and leaves a turn as {2}; a variable keeps its shape and element type from turn to turn", "Shapes");
    public static readonly Entry Branches = Error("D2L0212", "Branches differ in shape", "One branch gives {0}, the other {1}; both must give the same shape and element type", "Shapes");
    public static readonly Entry Condition = Error("D2L0213", "A condition of several elements", "'{0}' is a condition, but it is {1}; reduce it to one element with Sum, Max or Norm", "Shapes");
    public static readonly Entry Operands = Error("D2L0214", "Operands of an op differ in size", "{0} takes {1}; here it meets {2} and {3}: {4} ≠ {5}", "Shapes");
    public static readonly Entry LeadingAxes = Error("D2L0215", "An axis among any number of axes", "{0} names an axis of {1} from the front or one of '...'; that tensor has any number of leading axes: count from the end, {2}", "Shapes");
    public static readonly Entry Slice = Error("D2L0216", "Slice leaves its axis", "{0} does not fit axis {1} of {2}, which has size {3}; choose positions inside of the axis", "Shapes");
    public static readonly Entry Step = Error("D2L0217", "Step is not positive", "{0}: step {1} is not positive; steps run forward, by 1 or another positive constant", "Shapes");
    public static readonly Entry IndexString = Error("D2L0240", "Index string cannot be read", "Einsum by '{0}': {1}; {2}", "Shapes");
    public static readonly Entry Broadcast = Error("D2L0301", "Sizes do not broadcast", "{0} meets {1} and {2}: {3} ≠ {4}; sizes must be equal or 1: unsqueeze or reshape one side, or check its declaration", "Broadcasting");
    public static readonly Entry NoGradient = Error("D2L0401", "Nothing to differentiate", "{0} has no result that a gradient can start from: {1}; return a floating-point tensor or remove [Parameter]", "Gradients");
    public static readonly Entry NotGiven = Error("D2L0402", "Derivative cannot be formed", "{0} cannot give {1}: {2}; {3}", "Gradients");
    public static readonly Entry Derivative = Error("D2L0403", "Derivative does not fit its model", "{0} cannot be the derivative of {1}: {2}; {3}", "Gradients");
    public static readonly Entry ElementType = Error("D2L0601", "Element type does not fit", "{0} takes {1} tensors, here it meets {2} of {3}; {4}", "Element types");

    public static readonly Entry RecordVersion = Error("D2L0801", "Model of an unknown version", "{0} was recorded in {1} in format {2}, this compiler reads format {3}; build both with one version of D2lDsl", "Versions");
    public static readonly Entry RecordUnreadable = Error("D2L0802", "Model of another assembly cannot be read", "{0} cannot be inlined from {1}: {2}; rebuild {1} with this version of D2lDsl", "Versions");

    /// <summary>All of them, ascending by id.</summary>
    public static IReadOnlyList<Entry> All => Lines.All;

    /// <summary>Apart, so that every line of both files is there when they are collected.</summary>
    static class Lines
    {
        public static readonly IReadOnlyList<Entry> All =
            [.. typeof(Catalogue).GetFields().Select(f => f.GetValue(null)).OfType<Entry>().OrderBy(e => e.Id, StringComparer.Ordinal)];
    }

    static Entry Error(string id, string title, string message, string category) => new(id, title, message, category, Severity.Error);
}
