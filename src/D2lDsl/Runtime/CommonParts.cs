using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>What <see cref="Preparation"/> has compiled for all kernels: it uses each thing once, with next to nothing to do.</summary>
static class CommonParts
{
    // Enough for several threads.
    const int Many = 1 << 14;

    /// <summary>What nearly all kernels use, in the order in which a call comes to it, and products.</summary>
    public static void Begin()
    {
        foreach (var part in (Action[])[Vectors, Calls, Preparation.ExpectProgram])
            Preparation.Begin(part);
        Gemm.Prepare<float>();
        foreach (var part in (Action[])[Steps, Loops, Activations])
            Preparation.BeginLast(part);
    }

    /// <summary>The types of vectors, and the functions that the JIT writes out inside of loops.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Vectors()
    {
        float value = 0;
        var label = 0;
        var part = VectorMath.SinglePart(1);
        var x = VectorMath.LoadPart(ref value, 0, part);
        var labels = VectorMath.LoadPart(ref label, 0, part);
        var exp = VectorMath.Exp(x);
        var picked = Vector512.ConditionalSelect(Vector512.Equals(labels, Vector512<int>.Indices).AsSingle(), exp, VectorMath.Log(exp));
        value = VectorMath.HorizontalSum(VectorMath.Max(picked, x));
        VectorMath.StorePart(picked, ref value, 0, part);
    }

    /// <summary>Functions of activations and what normalisations divide by, of which the JIT needs to know before it writes them out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Activations()
    {
        Span<float> some = stackalloc float[Vector512<float>.Count];
        some.Clear();
        ref var value = ref MemoryMarshal.GetReference(some);
        var x = VectorMath.Tanh(Vector512.LoadUnsafe(ref value));
        x = Vector512.MultiplyAddEstimate(x, VectorMath.OnePlusErf(x, out var bell), bell);
        var root = VectorMath.Sqrt(value + 1);
        x = VectorMath.Divide(x, Vector512.Create(root), Vector512.Create(1 / root), VectorMath.HasInverse(root));
        VectorMath.Prefetch(ref value, 0);
        VectorMath.Stream(x, ref value, 0, VectorMath.Streams(ref value, 1, 1));
    }

    /// <summary>What a kernel's methods do before and after their loops.</summary>
    internal static void Calls()
    {
        var (x, labels, running) = (Tensor.Zeros(1, 1), Tensor.Zeros<int>(1), false);
        var gradients = new Gradients<float>("x");
        gradients.Resize(2, 1, 1);
        Guard.NotNull(x, "", "");
        Guard.Enter(ref running, "");
        Guard.Writable(x, "", "");
        ResultBuffer<float>? copies = null;
        ResultBuffer<int>? copiedLabels = null;
        if (x.Rank != x.Shape[0] && labels.Rank == labels.Shape[0] && !Argument.IsLike(x, Argument.SizesOf(x)) && !Argument.IsLike(labels, Argument.SizesOf(labels)))
            return;
        Argument.Origin(Argument.Dense(x, ref copies));
        Argument.Origin(Argument.Dense(x, ref copies, Argument.MemoryOf(gradients)));
        Argument.Origin(Argument.Dense(labels, ref copiedLabels));
        Guard.Indices<int>(Argument.Dense(labels, ref copiedLabels).AsSpan(), 1, "", "");
        ChunkPlan.Of(1, 1, false);
        new Scratch().Take(1);
        new ResultBuffer<float>().Take([1, 1]);
        Span<long> places = stackalloc long[1];
        var memory = new Workspace<float>();
        memory.Reserve(ArenaPlan.Place([0, 0], [1], 1, places));
        memory.At(places[0]) = 0;
    }

    /// <summary>What a training step does behind the gradients, for a few parameters and for many.</summary>
    internal static void Steps()
    {
        var (sgd, rule) = (new Sgd(0), default(RuleCall<float, Step>));
        foreach (var count in (int[])[1, Many])
        {
            var step = new Step { Optimizer = sgd, Parameter = Tensor.Zeros(count) };
            rule.Run(sgd, ref step);
        }
    }

    struct Step : IUpdateSweep<float>
    {
        public Optimizer Optimizer;
        public Tensor<float> Parameter;

        public readonly void Run<TRule>(TRule rule)
            where TRule : struct, IUpdateRule<float, TRule> => UpdateSweep.StepAll(Optimizer, rule, Parameter, Parameter);
    }

    /// <summary>What loops call.</summary>
    internal static void Loops()
    {
        Span<float> some = stackalloc float[64];
        some.Clear();
        ref var first = ref MemoryMarshal.GetReference(some);
        VectorMath.Turn(ref first, 1, 1, 1, ref first, 1);
        VectorMath.Gather(ref first, Vector512<int>.Zero, VectorMath.SinglePart(1));
        ref var bytes = ref Unsafe.As<float, byte>(ref first);
        Partials.Sum<float>(ref bytes, 0, 1);
        Partials.Sum(ref Unsafe.Add(ref first, 1), 1, ref bytes, 0, 2);
    }

    /// <summary>What attention does to rows of a block.</summary>
    internal static unsafe void AttentionRows()
    {
        const int Count = 16;
        float* scores = stackalloc float[Count], changes = stackalloc float[Count];
        new Span<float>(scores, Count).Clear();
        new Span<float>(changes, Count).Clear();
        float largest = 0, sum = 0, delta;
        SingleRows.Softmax(1, Count, 1, scores, 0, &largest, &sum, isFirst: true, 0, null, 0);
        SingleRows.Dots(1, Count, scores, 0, changes, 0, &delta);
        SingleRows.Changes(1, Count, 1, &sum, &delta, scores, changes, 0);
        SingleRows.Share(1, Count, &sum, scores, 0);
    }

    /// <summary>Softmax between two products, one way and both.</summary>
    internal static void Attentions()
    {
        const int Rows = 16, Depth = 16, Count = Rows * Depth;
        var some = new float[8 * Count];
        Span<float> q = some.AsSpan(0, Count), k = some.AsSpan(Count, Count), v = some.AsSpan(2 * Count, Count), result = some.AsSpan(3 * Count, Count);
        Span<float> seed = some.AsSpan(4 * Count, Count), dq = some.AsSpan(5 * Count, Count), dk = some.AsSpan(6 * Count, Count), dv = some.AsSpan(7 * Count, Count);
        Attention.Forward(1, Rows, Rows, Depth, Depth, 1, in q[0], in k[0], in v[0], ref result[0], ref seed[0]);
        Attention.ForwardBackward(1, Rows, Rows, Depth, Depth, 1, in q[0], in k[0], in v[0], ref result[0], in seed[0], ref dq[0], ref dk[0], ref dv[0]);
    }
}
