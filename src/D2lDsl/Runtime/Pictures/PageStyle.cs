using System.Globalization;
using System.Text;

namespace D2lDsl.Runtime;

/// <summary>How a kernel's page looks, in light and in dark surroundings. Steps get hues a golden angle apart.</summary>
static class PageStyle
{
    const double GoldenAngle = 137.508;

    const string Common = """
        :root { color-scheme: light dark; --paper: #ffffff; --ink: #1f2933; --soft: #52606d; --line: #9aa5b1; --box: #f4f6f8; --fill: 88%; --edge: 55%; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #14181d; --ink: #e4e8ec; --soft: #a3adb8; --line: #66717d; --box: #1e242b; --fill: 24%; --edge: 52%; }
        }
        body { margin: 0 auto; padding: 24px; max-width: 1400px; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 22px; margin: 0; } h2 { font-size: 17px; margin: 36px 0 8px; } h3 { font-size: 14px; margin: 20px 0 4px; }
        p { margin: 4px 0; color: var(--soft); } code, pre, svg text, .steps { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
        pre { font-size: 12px; overflow-x: auto; background: var(--box); padding: 12px; border-radius: 6px; }
        .scroll { overflow-x: auto; } svg { display: block; }
        .steps { list-style: none; padding: 0; margin: 8px 0; font-size: 12px; }
        .steps li { margin: 3px 0; } .steps b { display: inline-block; min-width: 26px; padding: 0 5px; margin-right: 8px; text-align: center; border-radius: 4px; border: 1px solid; }
        svg text { font-size: 11px; fill: var(--ink); } svg .more { fill: var(--soft); } svg .name { font-weight: 600; }
        svg .tag, svg .size { text-anchor: end; } svg .step { text-anchor: middle; fill: var(--soft); } svg .from { font-size: 10px; fill: var(--soft); }
        .edge, .axis, .far { fill: none; stroke: var(--line); stroke-width: 1.2; } .far { stroke-dasharray: 2 2; }
        .node rect { fill: var(--box); stroke: var(--line); } .node.parameter rect { stroke: var(--ink); stroke-width: 2; } .node.free rect { stroke-dasharray: 4 3; }
        .node rect, .slot rect { stroke-width: 1.2; } .slot rect { stroke: var(--line); fill: var(--box); }

        """;

    /// <summary>The style of a page with so many steps.</summary>
    public static string Of(int steps)
    {
        var text = new StringBuilder(Common);
        for (int step = 0; step < steps; step++)
        {
            int hue = (int)(20 + step * GoldenAngle) % 360;
            text.Append(CultureInfo.InvariantCulture,
                $".s{step} rect, b.s{step} {{ fill: hsl({hue} 65% var(--fill)); background: hsl({hue} 65% var(--fill)); stroke: hsl({hue} 45% var(--edge)); border-color: hsl({hue} 45% var(--edge)); }}\n");
        }

        return text.ToString();
    }
}
