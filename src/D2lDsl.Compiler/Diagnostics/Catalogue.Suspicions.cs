namespace D2lDsl.Compiler.Diagnostics;

/// <summary>What the rules find: mostly suspicions, for the shapes fit.</summary>
public static partial class Catalogue
{
    public static readonly Entry OverSamples = Warning("D2L0218", "Samples compete with each other", "{0} goes along {1} of {2}, where {3} counts the samples; choose another axis, such as {4}", "Shapes");
    public static readonly Entry OverOne = Warning("D2L0219", "An axis of size 1 has no choice", "{0} goes along axis {1} of {2}, which has size 1: the result is {3} whatever the values are; choose the axis that holds the classes", "Shapes");
    public static readonly Entry SpreadOfOne = Warning("D2L0220", "One element has no spread", "{0} of {1} goes over one element: it is {2}; choose an axis of several elements", "Shapes");
    public static readonly Entry SqueezeAll = Warning("D2L0221", "Squeeze without an axis", "Squeeze of {0} {1}; {2}", "Shapes");
    public static readonly Entry Scrambled = Warning("D2L0222", "Reshape used for a transpose", "Reshape of {0} to {1} keeps the elements in their order, so that those of one axis end up in another; use Permute or Transpose", "Shapes");
    public static readonly Entry MergedSamples = Info("D2L0223", "Samples merged with another axis", "Reshape of {0} to {1} counts more than the {2} samples in its first axis; begin with {2} to keep them apart", "Shapes");
    public static readonly Entry FixedBatch = Warning("D2L0224", "Fixed number of samples", "{0} begin with {1} samples each, and the last batch of an epoch may have fewer; declare a symbol, such as \"n\"", "Shapes");
    public static readonly Entry ConcatOfVectors = Info("D2L0225", "Vectors joined end to end", "Concat of vectors of one axis, {0} and others, gives {1}; Stack keeps them beside each other", "Shapes");
    public static readonly Entry ClassIndices = Error("D2L0226", "Class indices are wanted", "{0} takes the index of each row's class, for {1} a vector, and meets {2}; give Argmax of it along axis 1", "Shapes");
    public static readonly Entry WeightsAcross = Warning("D2L0227", "Weights that do not add up", "{0} sums over axis {3} of {1}, weights that a softmax along axis {2} made: those it sums do not add up to 1; take the softmax along axis {3}", "Shapes");
    public static readonly Entry LoopBeyond = Warning("D2L0230", "A loop over another axis", "'{0}' lets {1} reach {2}, but {1} picks from axis {3} of {4}, whose last index is {5}; end the loop at {6}, or pick along another axis", "Shapes");
    public static readonly Entry OtherOrder = Warning("D2L0231", "Rows and labels in different orders", "{0} compares row i with label i, but the rows were flattened from {1} and the labels from {2}: they are in different orders; transpose one of them before it is flattened", "Shapes");
    public static readonly Entry PerSample = Info("D2L0232", "A parameter for every sample", "{0} has an axis {1}, which counts the samples of {2}: it is trained sample by sample, and no other number of samples fits; drop the axis, or name it otherwise", "Shapes");
    public static readonly Entry TwoSided = Warning("D2L0302", "Both sides are repeated", "{0} meets {1} and {2}: each is repeated along the other, to {3}; give both one shape with Reshape or Squeeze, or Unsqueeze both where every pair is meant", "Broadcasting");
    public static readonly Entry OuterProduct = Info("D2L0303", "A vector becomes a new axis", "{0} meets {1} and {2} and gives every pair, {3}; Unsqueeze one of them to say so", "Broadcasting");
    public static readonly Entry KeepDims = Error("D2L0304", "A reduced axis is missed", "{0} meets {1} and {2}, whose axis was reduced away; write keepDims: true in {3}, so that it broadcasts along it", "Broadcasting");
    public static readonly Entry ReducedAxisLost = Warning("D2L0305", "A reduced tensor broadcasts along another axis", "{0} meets {1} and {2}, which is {3} and now lies along the last axis; write keepDims: true", "Broadcasting");
    public static readonly Entry Hadamard = Error("D2L0306", "Element-wise product of matrices", "{0} multiplies element by element and meets {1} and {2}; MatMul gives their matrix product {3}", "Broadcasting");
    public static readonly Entry WrongAxis = Error("D2L0307", "A vector meets the wrong axis", "{0} meets {1} and {2}: a vector lies along the last axis, and axis {3} is {4}; give it its axis with {5}", "Broadcasting");
    public static readonly Entry TargetWidth = Warning("D2L0308", "One target for a row of predictions", "{0} meets {1} and the data {2}: all {3} predictions of a row are compared with one target; reduce them to a column, or BroadcastTo where that is meant", "Broadcasting");
    public static readonly Entry Unread = Warning("D2L0404", "A parameter that no result depends on", "No result depends on {0}, so its gradient is 0 and it never learns; use it, or remove it", "Gradients");
    public static readonly Entry Detached = Warning("D2L0405", "Detached from its parameters", "Detach cuts the only way from {0} to a result: the gradient is 0; detach a copy, or remove the call", "Gradients");
    public static readonly Entry NotDifferentiable = Warning("D2L0406", "A step without a gradient", "{0} passes no gradient on, and every way from {1} to a result goes through it; use a differentiable loss for training", "Gradients");
    public static readonly Entry InfiniteSlope = Warning("D2L0407", "Infinite slope at 0", "{0} of {1}, which may be 0: its gradient there is infinite, and NaN follows; {2}", "Gradients");
    public static readonly Entry UnsafeBranch = Warning("D2L0408", "The branch not taken gives NaN", "{2} chooses among values, but the gradient of {0} is infinite in elements it does not choose, and 0 · ∞ is NaN; make {1} safe first, as in Where(condition, x, 1f)", "Gradients");
    public static readonly Entry FloatEquality = Warning("D2L0409", "Equality of computed numbers", "{0} compares {1} with {2}, which training changes: it holds by luck and has no gradient; compare Abs of the difference with a bound", "Gradients");
    public static readonly Entry LossNotScalar = Info("D2L0410", "A loss of several numbers", "{0} gives {1}, so ForwardBackward takes a seed of that shape; reduce it with Mean or Sum for one number", "Gradients");
    public static readonly Entry SquashedTwice = Warning("D2L0501", "Squashed twice", "{0} takes raw scores and meets {1}; give it the scores themselves", "Numerics");
    public static readonly Entry LogOfSoftmax = Warning("D2L0502", "Logarithm of a softmax", "Log of {0}, a softmax, is −∞ where that rounds to 0; write LogSoftmax", "Numerics");
    public static readonly Entry LogOfSigmoid = Warning("D2L0503", "Logarithm of a sigmoid", "Log of {0} is −∞ where that rounds to 0; write {1}", "Numerics");
    public static readonly Entry UnclampedLog = Warning("D2L0504", "Logarithm of a probability", "Log of {0}, a probability, is −∞ where that is 0; keep it away from 0 with Maximum, or work with raw scores", "Numerics");
    public static readonly Entry LogOfZero = Warning("D2L0505", "Logarithm of 0", "Log meets the result of {0}, which may be 0, and gives −∞; add a small number to it", "Numerics");
    public static readonly Entry Threshold = Warning("D2L0506", "Threshold on another scale", "{0} is {1} and is compared with {2}; {3}", "Numerics");
    public static readonly Entry FixedDivisor = Warning("D2L0507", "Divided by a fixed number of samples", "The sum of {0} goes over {1} elements and is divided by {2}, which a short last batch does not have; write Mean, or divide by the size", "Numerics");
    public static readonly Entry EndlessLoop = Warning("D2L0508", "A loop that does not end", "'{0}' does not change in the loop: it never ends if it begins; assign what the condition reads", "Numerics");
    public static readonly Entry LoopAtZero = Info("D2L0509", "A loop that may not end", "'{0}' stays true when {1} is 0, which the loop leaves at 0; [Model(MaxIterations = …)] ends it, or begin with another value", "Numerics");
    public static readonly Entry ElementSum = Info("D2L0510", "Elements added one by one", "The loop adds up elements of {0}; Sum does it in one pass", "Numerics");
    public static readonly Entry ExpOverflow = Info("D2L0511", "Exp overflows", "Exp of {0} is infinite above 88; {1} is the same without overflow", "Numerics");
    public static readonly Entry NotANumber = Warning("D2L0512", "Nothing equals NaN", "{0} with NaN is {1} for every number, NaN included; IsNan(x) tells where x is NaN, IsFinite(x) where it is an ordinary number", "Numerics");
    public static readonly Entry OneSeed = Warning("D2L0513", "Two draws under one seed", "{0} draws the numbers of {1} again, which {2} draws already: the two masks agree; give it a seed of its own, FoldIn({1}, 1)", "Numerics");
    public static readonly Entry OtherScale = Warning("D2L0514", "Numbers on another scale", "{0} takes {1} as {2} and meets {3}, {4}; {5}", "Numerics");
    public static readonly Entry LargestForPlace = Warning("D2L0515", "The largest value for its place", "{0} compares {1} of {2}, which is a value, with {3}; {4} says where it is", "Numerics");
    public static readonly Entry ZeroMask = Warning("D2L0516", "A mask that takes nothing out", "{0} of {1}, whose masked scores are 0: each still has the weight e⁰; fill them with float.NegativeInfinity or -1e9f", "Numerics");
    public static readonly Entry OtherPrecision = Info("D2L0602", "Data of another precision", "{0} holds {1} and is converted to {2} at every call; load the data as {2}, or Cast it once", "Element types");
    public static readonly Entry Literal = Error("D2L0603", "A number that the elements cannot hold", "{0} is no {1}: those are whole numbers from {2} to {3}; Cast the tensor first", "Element types");
    public static readonly Entry NarrowSum = Warning("D2L0604", "A sum that overflows", "{0} of {1} adds up in {2}, which ends at {3}; Cast<int>() first", "Element types");
    public static readonly Entry WholeQuotient = Warning("D2L0605", "A quotient of whole numbers", "'{0}' divides whole numbers, which {1}; {2}", "Element types");
    public static readonly Entry WrapsAround = Warning("D2L0606", "Bytes that wrap around", "{0} of {1} stays {2}, from {3} to {4}, and wraps around beyond; Cast<int>() or Cast<float>() first", "Element types");
    public static readonly Entry CutOff = Warning("D2L0607", "Probabilities as whole numbers", "Cast<{0}> of {1}, a probability, is 0 for all but 1; compare it with 0.5", "Element types");

    static Entry Warning(string id, string title, string message, string category) => new(id, title, message, category, Severity.Warning);

    static Entry Info(string id, string title, string message, string category) => new(id, title, message, category, Severity.Info);
}
