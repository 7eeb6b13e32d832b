using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>Products with a matrix of windows over one vector width. Panels are packed from where the windows lie, so there is never a copy of all of them.</summary>
/// <remarks>How the sums are cut depends on sizes only, never on the number of threads.</remarks>
static unsafe class WindowBlocks<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, INumberBase<T>
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    // Packed panels and what is added to windows stay in the second-level cache beside the other operand.
    const int PackedBytes = 1 << 20;
    const int FoldedBytes = 1 << 18;

    // Sums over items are taken in so many groups, where those fit the cache.
    const int MostGroups = 16;
    const int GroupBytes = 1 << 22;

    // A product does so many operations in the time in which a loop does one.
    const int FasterThanLoops = 5;
    const int FewestRows = 24;

    /// <summary>What is multiplied: c[i][o, q] = the sum over p of a[i][o, p] · view[i][p, q]; one c for all where <paramref name="sums"/> is set.</summary>
    public static void Multiply(
        int count, bool sums, int others, T* a, nint aStep, nint aOther, nint aSummed, in WindowView<T> view, T* c, nint cStep, nint cOther, nint cAlong, bool add)
    {
        var (n, k) = (view.Columns, view.Rows);
        if (others == 0 || n == 0 || (count == 0 && !sums))
            return;
        GemmStart<TLanes, TVector, T>.Prepare();
        if (!sums && !add && k > 0 && aStep == 0 && cAlong == 1 && PlacedProducts<TLanes, TVector, T>.Multiply(count, others, a, aOther, aSummed, view, c, cStep, cOther))
            return;
        var job = new Job
        {
            Count = count, Sums = sums, Others = others, A = a, AStep = aStep, AOther = aOther, ASummed = aSummed, View = view,
            C = c, CStep = cStep, COther = cOther, CAlong = cAlong, Add = add, Parts = 1, Part = n,
        };
        var operations = 2L * others * n * k * count / FasterThanLoops;
        if (view.RunsAlong && cAlong == 1)
        {
            // Few large items are cut as well.
            var wanted = sums ? Threads.Max : (2 * Threads.Max + count - 1) / count;
            job.Part = Part(n, wanted, GemmBlocks<TLanes, TVector, T>.Wide, 3 * GemmBlocks<TLanes, TVector, T>.Wide);
            job.Parts = (n + job.Part - 1) / job.Part;
            Run(new Across { Job = job }, job.Parts * (sums ? 1 : count), operations);
            return;
        }
        if (!sums)
        {
            job.Part = Part(n, (2 * Threads.Max + count - 1) / count, 4, FewestRows);
            job.Parts = (n + job.Part - 1) / job.Part;
            Run(new Down { Job = job }, job.Parts * count, operations);
            return;
        }
        var size = (long)n * others;
        job.Groups = size * sizeof(T) * MostGroups <= GroupBytes ? Math.Clamp(count, 1, MostGroups) : 1;
        job.Total = GemmBuffers.Windows<T>(size * job.Groups);
        if (job.Groups == 1)
            job.Part = Part(n, Threads.Max, 4, FewestRows);
        job.Parts = (n + job.Part - 1) / job.Part;
        Run(new Down { Job = job }, job.Parts * job.Groups, operations);
        job.Finish();
    }

    static void Run<TJob>(TJob job, int chunks, long operations) where TJob : struct, IChunks => Workers.Run(ref job, chunks, operations);

    static int Part(int size, int wanted, int multiple, int fewest)
    {
        var parts = Math.Clamp(size / fewest, 1, wanted);
        return ((size + parts - 1) / parts + multiple - 1) / multiple * multiple;
    }

    struct Job
    {
        public int Count, Others, Parts, Part, Groups;
        public bool Sums, Add;
        public T* A, C, Total;
        public nint AStep, AOther, ASummed, CStep, COther, CAlong;
        public WindowView<T> View;

        /// <summary>The other operand at an item and a position of the sum.</summary>
        public readonly T* Other(int item, int p) => A + item * AStep + p * ASummed;

        /// <summary>The groups' sums, one after the other, to where the result belongs.</summary>
        [MethodImpl(Hot)]
        public readonly void Finish()
        {
            var size = (nint)View.Columns * Others;
            for (var group = 1; group < Groups; group++)
                WindowPacking<TLanes, TVector, T>.Add(size, Total + group * size, Total);
            if (!Add)
            {
                Turn(Total, View.Columns, C);
                return;
            }
            for (var q = 0; q < View.Columns; q++)
                for (var o = 0; o < Others; o++)
                    C[o * COther + q * CAlong] += Total[(nint)q * Others + o];
        }

        /// <summary>Rows of [rows, others] to where the result has them.</summary>
        public readonly void Turn(T* from, int rows, T* to)
        {
            if (CAlong == 1)
                GemmPacking<T>.Panel(Others, rows, rows, from, 1, Others, to, COther);
            else
                for (var q = 0; q < rows; q++)
                    for (var o = 0; o < Others; o++)
                        to[o * COther + q * CAlong] = from[(nint)q * Others + o];
        }
    }

    /// <summary>c = a · windows: panels of neighbouring columns.</summary>
    struct Across : IChunks
    {
        public Job Job;

        [MethodImpl(Hot)]
        public readonly void Run(int chunk, int worker)
        {
            var (first, last) = Job.Sums ? (0, Job.Count) : (chunk / Job.Parts, chunk / Job.Parts + 1);
            var from = chunk % Job.Parts * Job.Part;
            var to = Math.Min(from + Job.Part, Job.View.Columns);
            var k = Job.View.Rows;
            var depth = GemmBlocks<TLanes, TVector, T>.Depth(Math.Max(k, 1));
            var wide = GemmBlocks<TLanes, TVector, T>.Wide;
            // Equal blocks of whole panels.
            var most = Math.Max(PackedBytes / sizeof(T) / depth / wide * wide, wide);
            var blocks = (to - from + most - 1) / most;
            var width = ((to - from + blocks - 1) / blocks + wide - 1) / wide * wide;
            var packed = GemmBuffers.Right<T>(GemmBlocks<TLanes, TVector, T>.PackedLength(width, depth));
            for (var j = from; j < to; j += width)
            {
                var columns = Math.Min(width, to - j);
                for (var item = first; item < Math.Max(last, first + 1); item++)
                {
                    var target = Job.C + (Job.Sums ? 0 : item * Job.CStep) + j;
                    if (k == 0 || item >= last)
                    {
                        for (var o = 0; o < (Job.Add || item > first && Job.Sums ? 0 : Job.Others); o++)
                            new Span<T>(target + o * Job.COther, columns).Clear();
                        continue;
                    }
                    for (var p = 0; p < k; p += depth)
                    {
                        var length = Math.Min(depth, k - p);
                        WindowPacking<TLanes, TVector, T>.Panels(length, columns, Job.View.At(item), Job.View.Summed + p, Job.View.Along + j, packed);
                        GemmBlocks<TLanes, TVector, T>.Sweep(Job.Others, length, Job.Other(item, p), Job.AOther, Job.ASummed,
                            new(columns, length, null, 0, packed, staying: 0), target, Job.COther, Job.Add || p > 0 || (Job.Sums && item > first));
                    }
                }
            }
        }
    }

    /// <summary>cᵀ = windowsᵀ · aᵀ: a window's elements of one place as rows.</summary>
    struct Down : IChunks
    {
        public Job Job;

        [MethodImpl(Hot)]
        public readonly void Run(int chunk, int worker)
        {
            var from = chunk % Job.Parts * Job.Part;
            var rows = Math.Min(Job.Part, Job.View.Columns - from);
            if (Job.Sums)
            {
                var group = chunk / Job.Parts;
                var target = Job.Total + ((nint)group * Job.View.Columns + from) * Job.Others;
                var (first, last) = ((int)((long)Job.Count * group / Job.Groups), (int)((long)Job.Count * (group + 1) / Job.Groups));
                for (var item = first; item < Math.Max(last, first + 1); item++)
                    Sweep(item, from, rows, item < last ? Job.View.Rows : 0, target, Job.Others, item > first);
            }
            else if (Job.COther == 1)
            {
                Sweep(chunk / Job.Parts, from, rows, Job.View.Rows, Job.C + chunk / Job.Parts * Job.CStep + from * Job.CAlong, Job.CAlong, Job.Add);
            }
            else
            {
                var part = GemmBuffers.Windows<T>((long)rows * Job.Others);
                Sweep(chunk / Job.Parts, from, rows, Job.View.Rows, part, Job.Others, add: false);
                Put(part, rows, Job.C + chunk / Job.Parts * Job.CStep + from * Job.CAlong);
            }
        }

        readonly void Put(T* part, int rows, T* to)
        {
            if (!Job.Add)
            {
                Job.Turn(part, rows, to);
                return;
            }
            for (var q = 0; q < rows; q++)
                for (var o = 0; o < Job.Others; o++)
                    to[o * Job.COther + q * Job.CAlong] += part[(nint)q * Job.Others + o];
        }

        [MethodImpl(Hot)]
        readonly void Sweep(int item, int from, int rows, int k, T* target, nint targetRow, bool add)
        {
            if (k == 0)
            {
                for (var i = 0; i < (add ? 0 : rows); i++)
                    new Span<T>(target + i * targetRow, Job.Others).Clear();
                return;
            }
            var depth = GemmBlocks<TLanes, TVector, T>.Depth(k);
            var stride = (nint)depth + GemmBlocks<TLanes, TVector, T>.RowGap;
            var packed = GemmBuffers.Right<T>(GemmBlocks<TLanes, TVector, T>.PackedLength(Math.Min(Job.Others, GemmBlocks<TLanes, TVector, T>.BlockColumns), depth));
            var copy = GemmBuffers.Left<T>(Math.Min(rows, GemmBlocks<TLanes, TVector, T>.BlockRows) * stride);
            for (var p = 0; p < k; p += depth)
                for (var o = 0; o < Job.Others; o += GemmBlocks<TLanes, TVector, T>.BlockColumns)
                {
                    var (length, others) = (Math.Min(depth, k - p), Math.Min(GemmBlocks<TLanes, TVector, T>.BlockColumns, Job.Others - o));
                    var right = GemmBlocks<TLanes, TVector, T>.Pack(others, length, Job.Other(item, p) + o * Job.AOther, Job.ASummed, Job.AOther, packed, staying: 0);
                    for (var i = 0; i < rows; i += GemmBlocks<TLanes, TVector, T>.BlockRows)
                    {
                        var height = Math.Min(GemmBlocks<TLanes, TVector, T>.BlockRows, rows - i);
                        WindowPacking<TLanes, TVector, T>.Rows(height, length, p, Job.View.SummedRun, Job.View.At(item), Job.View.Summed, Job.View.Along + from + i, copy, stride);
                        GemmBlocks<TLanes, TVector, T>.Rows(height, length, copy, stride, right, target + i * targetRow + o, targetRow, add || p > 0);
                    }
                }
        }
    }

    /// <summary>
    /// The windows' sum: zeros, to which a[i] · b[i], of [planes · rows a plane, k] and [k, columns], is added row by row where the windows lie. Every
    /// plane is its own; the target has what is wanted of each.
    /// </summary>
    public static void Fold(
        int count, int planes, nint plane, int k, T* a, nint aStep, nint aRow, nint aCol, T* b, nint bStep, nint bRow, nint bCol, in WindowView<T> target)
    {
        if (count == 0 || planes == 0 || target.WantedCount == 0)
            return;
        GemmStart<TLanes, TVector, T>.Prepare();
        if (k > 0 && target.Rows > 0 && target.Columns > 0 && aStep == 0 && PlacedProducts<TLanes, TVector, T>.Fold(count, planes, k, a, aRow, aCol, b, bStep, bRow, bCol, target))
            return;
        var each = (planes + Math.Clamp((2 * Threads.Max + count - 1) / count, 1, planes) - 1) / Math.Clamp((2 * Threads.Max + count - 1) / count, 1, planes);
        var job = new Folding
        {
            Planes = planes, Each = each, K = k, Plane = plane, A = a, AStep = aStep, ARow = aRow, ACol = aCol, B = b, BStep = bStep, BRow = bRow, BCol = bCol,
            Target = target, Parts = (planes + each - 1) / each,
        };
        Workers.Run(ref job, count * job.Parts, (2L * k / FasterThanLoops + 2) * count * planes * target.Rows * target.Columns);
    }

    struct Folding : IChunks
    {
        public int Planes, Each, Parts, K;
        public T* A, B;
        public nint Plane, AStep, ARow, ACol, BStep, BRow, BCol;
        public WindowView<T> Target;

        [MethodImpl(Hot)]
        public readonly void Run(int chunk, int worker)
        {
            var item = chunk / Parts;
            var from = chunk % Parts * Each;
            var planes = Math.Min(Each, Planes - from);
            var isWhole = Target.WantedCount == Plane;
            var origin = isWhole ? Target.At(item) + from * Plane : GemmBuffers.Planes<T>(planes * (long)Plane);
            new Span<T>(origin, checked((int)(planes * Plane))).Clear();
            var (rows, n) = (Target.Rows, Target.Columns);
            if (K > 0 && n > 0 && rows > 0)
                AddUp(item, from, planes, origin);
            for (nint g = 0; g < planes && !isWhole; g++)
                for (var j = 0; j < Target.WantedCount; j += Target.WantedRun)
                    GemmPacking<T>.Copy(origin + g * Plane + Target.Wanted[j], Target.At(item) + (from + g) * Target.WantedCount + j, Target.WantedRun);
        }

        [MethodImpl(Hot)]
        readonly void AddUp(int item, int from, int planes, T* origin)
        {
            var (rows, n, run) = (Target.Rows, Target.Columns, Target.AlongRun);
            // Columns are cut between runs, rows between planes.
            var width = Math.Min(n, Math.Max(1, 1024 / run) * run);
            var high = (int)Math.Clamp(FoldedBytes / sizeof(T) / ((long)width * rows), 1, planes);
            var part = GemmBuffers.Windows<T>((long)high * rows * width);
            for (var g = 0; g < planes; g += high)
            {
                var height = Math.Min(high, planes - g) * rows;
                for (var j = 0; j < n; j += width)
                {
                    var columns = Math.Min(width, n - j);
                    GemmBlocks<TLanes, TVector, T>.Cut(height, columns, K, A + item * AStep + ((nint)from + g) * rows * ARow, ARow, ACol,
                        B + item * BStep + j * BCol, BRow, BCol, part, width, add: false);
                    for (var i = 0; i < height; i++)
                        WindowPacking<TLanes, TVector, T>.Add(columns, run, part + (nint)i * width, origin + (g + i / rows) * Plane + Target.Summed[i % rows], Target.Along + j);
                }
            }
        }
    }
}
