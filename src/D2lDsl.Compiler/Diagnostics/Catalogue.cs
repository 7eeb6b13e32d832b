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
    public static readonly Entry NoPlace = Error("D2L0114", "No place for a kernel", "{0} gets no kernel: {1}; {2}", "Language");
    public static readonly Entry Contraction = Error("D2L0201", "Sizes of a product differ", "{0} joins {1} with {2}: {3} ≠ {4}; {5}", "Shapes");
    public static readonly Entry Rank = Error("D2L0202", "Wrong number of axes", "{0} takes {1}; here it meets {2}", "Shapes");
    public static readonly Entry Axis = Error("D2L0203", "Axis out of range", "{0}: axis {1} does not exist in {2}; axes run from {3}", "Shapes");
    public static readonly Entry RepeatedAxis = Error("D2L0204", "Axis listed twice", "{0}: axis {1} of {2} is listed twice", "Shapes");
    public static readonly Entry Reshape = Error("D2L0205", "Reshape changes the number of elements", "Reshape of {0} to [{1}]: {2}", "Shapes");
    public static readonly Entry Squeeze = Error("D2L0206", "Squeeze of an axis that is not 1", "Squeeze: axis {0} of {1} is {2}, not 1; it would stay: remove the call or choose the axis of size 1", "Shapes");
    public static readonly Entry Result = Error("D2L0207", "Result differs from its declaration", "{0} declares its result as {1}, but it is {2}", "Shapes");
    public static readonly Entry Permutation = Error("D2L0208", "Not a permutation", "Permute of {0} by ({1}): every axis must be listed once", "Shapes");
    public static readonly Entry Call = Error("D2L0209", "Argument does not fit the called model", "{0} declares {1} as {2}, but receives {3}: {4} ≠ {5}", "Shapes");
    public static readonly Entry BroadcastTo = Error("D2L0210", "Cannot be broadcast to this shape", "{0}: {1} does not broadcast to {2}: {3} ≠ {4}; axes are added on the left, and only those of size 1 grow: Unsqueeze or Reshape it first", "Shapes");
    public static readonly Entry LoopShape = Error("D2L0211", "A loop changes a shape", "{0} enters the loop as {1} and leaves a turn as {2}; a variable keeps its shape and element type from turn to turn", "Shapes");
    public static readonly Entry Branches = Error("D2L0212", "Branches differ in shape", "One branch gives {0}, the other {1}; both must give the same shape and element type", "Shapes");
    public static readonly Entry Condition = Error("D2L0213", "A condition of several elements", "'{0}' is a condition, but it is {1}; reduce it to one element with Sum, Max or Norm", "Shapes");
    public static readonly Entry Operands = Error("D2L0214", "Operands of an op differ in size", "{0} takes {1}; here it meets {2} and {3}: {4} ≠ {5}", "Shapes");
    public static readonly Entry LeadingAxes = Error("D2L0215", "An axis among any number of axes", "{0} names an axis of {1} from the front or one of '...'; that tensor has any number of leading axes: count from the end, {2}", "Shapes");
    public static readonly Entry Slice = Error("D2L0216", "Slice leaves its axis", "{0} does not fit axis {1} of {2}, which has size {3}; choose positions inside of the axis", "Shapes");
    public static readonly Entry Step = Error("D2L0217", "Step is not positive", "{0}: step {1} is not positive; steps run forward, by 1 or another positive constant", "Shapes");
    public static readonly Entry Windows = Error("D2L0228", "Windows do not fit", "{0}: {1}, but {2}; {3}", "Shapes");
    public static readonly Entry Number = Error("D2L0229", "A number outside of its range", "{0} takes {1} {2}; here it is {3}: write a number of that range", "Shapes");
    public static readonly Entry IndexString = Error("D2L0240", "Index string cannot be read", "Einsum by '{0}': {1}; {2}", "Shapes");
    public static readonly Entry Broadcast = Error("D2L0301", "Sizes do not broadcast", "{0} meets {1} and {2}: {3} ≠ {4}; sizes must be equal or 1: unsqueeze or reshape one side, or check its declaration", "Broadcasting");
    public static readonly Entry NoGradient = Error("D2L0401", "Nothing to differentiate", "{0} has no result that a gradient can start from: {1}; return a floating-point tensor or remove [Parameter]", "Gradients");
    public static readonly Entry NotGiven = Error("D2L0402", "Derivative cannot be formed", "{0} cannot give {1}: {2}; {3}", "Gradients");
    public static readonly Entry Derivative = Error("D2L0403", "Derivative does not fit its model", "{0} cannot be the derivative of {1}: {2}; {3}", "Gradients");
    public static readonly Entry ElementType = Error("D2L0601", "Element type does not fit", "{0} takes {1} tensors, here it meets {2} of {3}; {4}", "Element types");

    public static readonly Entry Argument = Error("D2L0701", "An argument does not fit its declaration", "{0} declares {1} as {2}, but receives {3}: {4}; {5}", "Data edge");
    public static readonly Entry ArgumentRank = Error("D2L0702", "An argument has another number of axes", "{0} declares {1} as {2}, but receives {3}: {4}; {5}", "Data edge");
    public static readonly Entry MissingBatch = Error("D2L0703", "The batch axis is missing", "{0} declares {1} as {2}, but receives {3}, one sample without the batch axis: {4}; {5}", "Data edge");
    public static readonly Entry Transposed = Error("D2L0704", "An argument has its axes in another order", "{0} declares {1} as {2}, but receives {3}, whose axes are in another order: {4}; {5}", "Data edge");
    public static readonly Entry Unflattened = Error("D2L0705", "An argument is not flattened", "{0} declares {1} as {2}, but receives {3}, which is not flattened: {4}; {5}", "Data edge");
    public static readonly Entry OneHotLabels = Error("D2L0706", "One-hot labels where indices are expected", "{0} declares {1} as {2}, but receives {3}, a row of classes a sample where one index is expected: {4}; {5}", "Data edge");
    public static readonly Entry Item = Error("D2L0707", "One number of several elements", "'{0}' takes the one element of {1}, which has {2}; index one of them, or reduce them with Sum or Mean", "Data edge");
    public static readonly Entry Growing = Error("D2L0708", "A tensor cannot grow in place", "'{0}' writes {1} into {2}, but the result would be {3}; {4}", "Data edge");
    public static readonly Entry Ragged = Error("D2L0709", "Rows of different lengths", "Row {0} has length {1} where row 0 has {2}; the rows of a tensor are equally long", "Data edge");
    public static readonly Entry Elements = Error("D2L0710", "Another number of elements", "'{0}': {1} has {2} elements, the data {3}; give as many of them, or another shape", "Data edge");
    public static readonly Entry Samples = Error("D2L0711", "Samples and targets differ in number", "The loader receives {0} samples and {1} targets; axis 0 of both counts the samples: cut or transpose one of them", "Data edge");
    public static readonly Entry Gradient = Error("D2L0712", "A gradient of another shape", "Step moves {0} along {1}; a gradient has the shape of its parameter: pass the gradient of this parameter", "Data edge");
    public static readonly Entry Column = Error("D2L0713", "No such column", "The table has no column '{0}'; it has {1}", "Data edge");
    public static readonly Entry ShortBatch = Warning("D2L0714", "The last batch may be shorter", "'{0}' counts on batches of {1}, but the last one may be shorter; use x.Shape[0] for the size of this batch, or make the loader with dropLast: true", "Data edge");
    public static readonly Entry Uninitialised = Warning("D2L0715", "Memory is read before it is written", "'{0}' comes from Empty and nothing was written to it yet; write to it first, or make it with Zeros", "Data edge");
    public static readonly Entry Overwritten = Warning("D2L0716", "A result was overwritten", "{0} lies in memory of {1}, which overwrites it with the next result; keep a copy with Clone()", "Data edge");
    public static readonly Entry WriteThroughView = Info("D2L0717", "A view is written to", "{0} is a view of {1}, so this changes {1} too; write to a Clone() if it should not", "Data edge");
    public static readonly Entry PowerOperator = Error("D2L0718", "^ is no power", "'{0}': in C# ^ is exclusive or, not a power; write {1}", "Data edge");
    public static readonly Entry NullComparison = Warning("D2L0719", "== compares element by element", "'{0}' compares element by element, which nothing has with null; write '{1}'", "Data edge");
    public static readonly Entry NeverCleared = Warning("D2L0720", "Gradients are never cleared", "'{0}' adds to the gradients in every turn, and nothing clears them: from the first turn on they are sums over all turns; leave out accumulate: true in the first call after each step", "Data edge");
    public static readonly Entry NominalBatch = Warning("D2L0721", "Divided by the nominal batch size", "'{0}' divides by {1}, but the last batch may be shorter; divide by {2}.Shape[0], or use Mean in the model", "Data edge");
    public static readonly Entry KernelInLoop = Warning("D2L0722", "A new kernel in every turn", "'{0}' makes a kernel in every turn and with it new working memory; make it once, before the loop", "Data edge");
    public static readonly Entry OptimizerInLoop = Warning("D2L0723", "A new optimiser in every turn", "'{0}' makes an optimiser in every turn, which forgets what it learnt in the last one; make it once, before the loop", "Data edge");
    public static readonly Entry ElementLoop = Info("D2L0724", "A loop over elements", "This loop adds up elements of {0} one by one, a tensor each; write {1}", "Data edge");
    public static readonly Entry AllocationInLoop = Info("D2L0725", "A new tensor in every turn", "'{0}' makes a new tensor in every turn; '{1}' writes into the one there is", "Data edge");
    public static readonly Entry NotComputed = Warning("D2L0726", "Gradients that nothing computes", "'{0}' moves along the gradients of {1}, which only runs forward: they stay 0; call {1}.ForwardBackward", "Data edge");
    public static readonly Entry OtherParameters = Warning("D2L0727", "Another module's parameters", "'{0}' moves the parameters of {1} along gradients of {2}, which {3} was made for; step {2}.Parameters", "Data edge");
    public static readonly Entry Uphill = Warning("D2L0728", "A step that makes the loss grow", "'{0}' moves {1} along its gradient, in which direction {2} grows; write -= to make it smaller", "Data edge");
    public static readonly Entry ClippedLate = Warning("D2L0729", "Clipped without effect", "'{0}' clips gradients that the next call of {1} computes anew; clip between {1}.ForwardBackward and the step", "Data edge");
    public static readonly Entry SteppedTwice = Warning("D2L0730", "A step taken twice", "'{0}' moves along the gradients that {1}.TrainingStep has moved along already; leave one of the two out", "Data edge");

    public static readonly Entry RecordVersion = Error("D2L0801", "Model of an unknown version", "{0} was recorded in {1} in format {2}, this compiler reads format {3}; build both with one version of D2lDsl", "Versions");
    public static readonly Entry RecordUnreadable = Error("D2L0802", "Model of another assembly cannot be read", "{0} cannot be inlined from {1}: {2}; rebuild {1} with this version of D2lDsl", "Versions");
    public static readonly Entry IlgpuVersion = new("D2L0803", "ILGPU is too old for GPU kernels", "{0} gets no GPU kernel: the project references ILGPU {1}, which compiles nested loops wrongly; reference {2} or later", "Versions", Severity.Warning);
    public static readonly Entry LanguageVersion = Error("D2L0804", "C# is too old", "[Model] needs C# {0}, but this project compiles as C# {1}; remove LangVersion from the project, or set it to {0}", "Versions");

    public static readonly Entry Inferred = Hidden("D2L0901", "The shape of a variable", "{0} is {1}", "Remarks");
    public static readonly Entry Lost = Hidden("D2L0902", "A shape is not known from here", "The shape of {0} is not known: {1}", "Remarks");
    public static readonly Entry Cost = Hidden("D2L0903", "What a model costs", "Cost of {0}: {1}", "Remarks");
    public static readonly Entry Apart = Hidden("D2L0904", "A loop that did not fuse", "{0} of {1} is a loop of its own because {2}", "Remarks");

    /// <summary>All of them, ascending by id.</summary>
    public static IReadOnlyList<Entry> All => Lines.All;

    /// <summary>Apart, so that every line of both files is there when they are collected.</summary>
    static class Lines
    {
        public static readonly IReadOnlyList<Entry> All =
            [.. typeof(Catalogue).GetFields().Select(f => f.GetValue(null)).OfType<Entry>().OrderBy(e => e.Id, StringComparer.Ordinal)];
    }

    static Entry Error(string id, string title, string message, string category) => new(id, title, message, category, Severity.Error);

    static Entry Hidden(string id, string title, string message, string category) => new(id, title, message, category, Severity.Hidden);
}
