using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Derive;

/// <summary>
/// The derivative of running products y of x. Before the first zero of a line y changes with an element as y / x. The first zero itself
/// has the products of the others; what follows it is multiplied by 0 and has none.
/// </summary>
static class RunningProducts
{
    public static int Gradient(OpRules rules, ScanNode scan, int x, int y, int dy)
    {
        var line = new Line(rules, scan, x);
        var before = line.Divided(line.Sum(line.Times(dy, y), isReversed: true));
        var at = line.Sum(line.Times(dy, line.Others), isReversed: true);
        return line.Choose(before, at, line.Number(0));
    }

    public static int Tangent(OpRules rules, ScanNode scan, int x, int y, int dx)
    {
        var line = new Line(rules, scan, x);
        var before = line.Times(y, line.Sum(line.Divided(dx), isReversed: false));
        // From the first zero on only its own change counts.
        var from = line.Times(line.Others, line.Sum(rules.Map(Selection.Where, line.IsFirst, dx, line.Number(0)), isReversed: false));
        return line.Choose(before, from, from);
    }

    /// <summary>A line with its first zero.</summary>
    sealed class Line
    {
        readonly OpRules rules;
        readonly ScanNode scan;
        readonly int divisor;
        readonly int isBefore;

        public Line(OpRules rules, ScanNode scan, int x)
        {
            (this.rules, this.scan) = (rules, scan);
            var isZero = rules.Map(Comparisons.Equal, x, Number(0));
            var zeros = Sum(rules.Map(Selection.Where, isZero, rules.Graph.Expand(Number(1), scan.Shape), Number(0)), isReversed: false);
            isBefore = rules.Map(Comparisons.Equal, zeros, Number(0));
            IsFirst = rules.Map(Logic.LogicalAnd, isZero, rules.Map(Comparisons.Equal, zeros, Number(1)));
            divisor = rules.Map(Selection.Where, isZero, Number(1), x);
            Others = rules.Graph.Add(scan with { Inputs = EquatableArray.Of(rules.Map(Selection.Where, IsFirst, Number(1), x)) });
        }

        /// <summary>True at the first zero.</summary>
        public int IsFirst { get; }

        /// <summary>The running products without the first zero.</summary>
        public int Others { get; }

        public int Number(double value) => rules.Graph.Constant(value, scan.Type);

        public int Times(int a, int b) => rules.Map(Arithmetic.Multiply, a, b);

        /// <summary>Divided by x, but for zeros.</summary>
        public int Divided(int by) => rules.Map(Arithmetic.Divide, by, divisor);

        public int Sum(int of, bool isReversed) =>
            rules.Graph.Add(new ScanNode(scan.Axis, Monoid.Sum, isReversed, EquatableArray.Of(of), scan.Shape, scan.Type));

        /// <summary>One of three: before the first zero, at it, behind it.</summary>
        public int Choose(int before, int at, int behind) =>
            rules.Map(Selection.Where, isBefore, before, at == behind ? at : rules.Map(Selection.Where, IsFirst, at, behind));
    }
}
