namespace D2lDsl.Compiler.Diagnostics;

/// <summary>What the rules find: mostly suspicions, for the shapes fit.</summary>
public static partial class Catalogue
{
    public static readonly Entry TwoSided = Warning("D2L0302", "Both sides are repeated", "{0} meets {1} and {2}: each is repeated along the other, to {3}; give both one shape with Reshape or Squeeze, or Unsqueeze both where every pair is meant", "Broadcasting");
    public static readonly Entry OuterProduct = Info("D2L0303", "A vector becomes a new axis", "{0} meets {1} and {2} and gives every pair, {3}; Unsqueeze one of them to say so", "Broadcasting");

    static Entry Warning(string id, string title, string message, string category) => new(id, title, message, category, Severity.Warning);

    static Entry Info(string id, string title, string message, string category) => new(id, title, message, category, Severity.Info);
}
