using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

public sealed partial class Lower
{
    /// <summary>What attention reads in rows, where these lie in memory as they are: heads of [n, t, h, d], or of a part of it, need no copy. Null for anything else, dense rows too.</summary>
    Operand? InPlace(Node region, int input, View view)
    {
        if (joining != Joining.Rows || !(region is AttentionNode && input < 3 || region is AttentionGradientNode && input is < 3 or 6)
            || view.Windows.Count > 0 || nodes[view.Source] is LoopConstant or LoopSize or LoopIndex)
            return null;
        var (strides, wide) = (nodes[view.Source].Result.Strides(), view.Shape.NonUnitAxes());
        // Of each axis of the view how far its elements are apart; what is repeated is not there.
        var apart = wide.Select(axis => Array.IndexOf(view.Axes, axis) is var at and >= 0 ? strides[at] * (view.Slices.Count == 0 ? 1 : view.Slices[at].Step) : null).ToArray();
        return apart.All(step => step is not null) && RowsLayout.Of(view.Shape, axis => apart[Array.IndexOf(wide, axis)]!) is { } layout && (view.Slices.Count > 0 || !layout.IsDense(view.Shape))
            ? new(view.Source, view.Axes.ToEquatable()) { Slices = view.Slices } : null;
    }
}
