using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>Movement ops, bare and between element-wise ones.</summary>
static class MovementCases
{
    static readonly string[] Matrix = ["n=3 d=4", "n=1 d=1", "n=0 d=3", "n=5 d=19"];

    public static IEnumerable<OpModel> Of(MovementOp op)
    {
        foreach (var (axes, arguments, torch, bindings) in Choices(op.Movement))
        {
            var call = $"{op.Surface}(x{(arguments.Length > 0 ? ", " + arguments : "")})";
            OpModel Model(string body, string before, string after, string type) => new()
            {
                Op = op, Body = body, Torch = before + op.Torch + after, TorchArguments = torch, Result = type, Bindings = bindings,
                Operands = [new("x", type, axes, Domain.All)],
                // PyTorch cuts off what does not fit.
                NeverEmpty = op.Movement == Movement.Slice ? ["d"] : [],
            };
            yield return Model(call, "", "", "double");
            yield return Model($"Square(x.{op.Surface}({arguments})) * 3", "torch.square(", ") * 3", "double");
            yield return Model(call, "", "", "float");
            yield return Model(call, "", "", "int");
        }
    }

    static IEnumerable<(string Axes, string Arguments, Dictionary<string, object> Torch, string[] Bindings)> Choices(Movement movement) => movement switch
    {
        Movement.Reshape =>
        [
            ("4 6", "3, 8", new() { ["sizes"] = Ints(3, 8) }, [""]),
            ("4 6", "2, -1, 3", new() { ["sizes"] = Ints(2, -1, 3) }, [""]),
            ("n d", "-1", new() { ["sizes"] = Ints(-1) }, Matrix),
            ("n d", "x.Shape[1], x.Shape[0]", new() { ["sizes"] = Ints(4, 3) }, ["n=3 d=4"]),
            ("n 6", "x.Shape[0], 2, 3", new() { ["sizes"] = Ints(3, 2, 3) }, ["n=3"]),
            ("1", "1, 1", new() { ["sizes"] = Ints(1, 1) }, [""]),
        ],
        Movement.Permute =>
        [
            ("b n d", "2, 0, 1", new() { ["axes"] = Ints(2, 0, 1) }, ["b=2 n=3 d=4", "b=1 n=5 d=0"]),
            ("b n d", "0, -1, 1", new() { ["axes"] = Ints(0, -1, 1) }, ["b=2 n=3 d=4"]),
            ("n d", "1, 0", new() { ["axes"] = Ints(1, 0) }, Matrix),
        ],
        Movement.Reverse => [("n d", "", [], Matrix), ("b n d", "", [], ["b=2 n=3 d=4"]), ("n", "", [], ["n=5"])],
        Movement.Swap =>
        [
            ("n d", "0, 1", new() { ["axis0"] = 0, ["axis1"] = 1 }, Matrix),
            ("b n d", "0, -1", new() { ["axis0"] = 0, ["axis1"] = -1 }, ["b=2 n=3 d=4"]),
            ("b n d", "-2, 2", new() { ["axis0"] = -2, ["axis1"] = 2 }, ["b=2 n=3 d=4"]),
        ],
        Movement.Unsqueeze =>
        [
            ("n d", "0", new() { ["axis"] = 0 }, Matrix), ("n d", "1", new() { ["axis"] = 1 }, ["n=3 d=4"]),
            ("n d", "-1", new() { ["axis"] = -1 }, ["n=3 d=4"]), ("", "0", new() { ["axis"] = 0 }, [""]),
        ],
        Movement.Squeeze =>
        [
            ("1 d", "0", new() { ["axis"] = 0 }, ["d=4", "d=1", "d=0"]), ("n 1 d", "1", new() { ["axis"] = 1 }, ["n=3 d=4"]),
            ("n 1", "-1", new() { ["axis"] = -1 }, ["n=3"]), ("1", "0", new() { ["axis"] = 0 }, [""]),
        ],
        Movement.SqueezeAll => [("1 n 1 d", "", [], ["n=3 d=4"]), ("1 1", "", [], [""]), ("n d", "", [], ["n=3 d=4"])],
        Movement.BroadcastTo =>
        [
            ("4", "3, 4", new() { ["sizes"] = Ints(3, 4) }, [""]), ("3 1", "3, 4", new() { ["sizes"] = Ints(3, 4) }, [""]),
            ("1 4", "2, 3, 4", new() { ["sizes"] = Ints(2, 3, 4) }, [""]), ("", "2, 3", new() { ["sizes"] = Ints(2, 3) }, [""]),
            ("1", "5", new() { ["sizes"] = Ints(5) }, [""]), ("3 4", "3, 4", new() { ["sizes"] = Ints(3, 4) }, [""]),
        ],
        Movement.Expand =>
        [
            ("4", "3, 4", new() { ["sizes"] = Ints(3, 4) }, [""]), ("3 1", "-1, 4", new() { ["sizes"] = Ints(-1, 4) }, [""]),
            ("1 d", "2, 3, x.Shape[1]", new() { ["sizes"] = Ints(2, 3, -1) }, ["d=4"]), ("1 4", "2, 3, -1", new() { ["sizes"] = Ints(2, 3, -1) }, [""]),
        ],
        Movement.Flatten =>
        [
            ("n d", "", Flatten(0, -1), Matrix), ("b n d", "start: 1", Flatten(1, -1), ["b=2 n=3 d=4", "b=2 n=0 d=4"]), ("b n d", "0, 1", Flatten(0, 1), ["b=2 n=3 d=4"]),
            ("b n d", "-2, -1", Flatten(-2, -1), ["b=2 n=3 d=4"]), ("", "", Flatten(0, -1), [""]), ("n", "", Flatten(0, -1), ["n=5"]),
        ],
        Movement.Repeat =>
        [
            ("n d", "2, 3", new() { ["times"] = Ints(2, 3) }, Matrix), ("n", "2, 1, 3", new() { ["times"] = Ints(2, 1, 3) }, ["n=5", "n=0"]), ("n d", "1, 0", new() { ["times"] = Ints(1, 0) }, ["n=3 d=4"]),
            ("", "4", new() { ["times"] = Ints(4) }, [""]),
        ],
        Movement.RepeatInterleave =>
        [
            ("n d", "2, 0", Times(2, 0), Matrix), ("n d", "3, axis: -1", Times(3, -1), Matrix), ("n", "0, 0", Times(0, 0), ["n=5"]),
        ],
        Movement.Flip => [("n d", "0", Axis(0), Matrix), ("n d", "-1", Axis(-1), Matrix), ("b n d", "1", Axis(1), ["b=2 n=3 d=4"]), ("n", "0", Axis(0), ["n=1", "n=37"])],
        Movement.Roll =>
        [
            ("n d", "1, 0", Roll(1, 0), Matrix), ("n d", "-2, axis: -1", Roll(-2, -1), Matrix), ("n d", "x.Shape[1] - 1, 1", Roll(3, 1), ["n=3 d=4"]),
            ("b n d", "23, 1", Roll(23, 1), ["b=2 n=3 d=4", "b=1 n=5 d=7"]), ("b n d", "-101, 0", Roll(-101, 0), ["b=4 n=3 d=19"]),
            ("n", "0, 0", Roll(0, 0), ["n=5"]), ("n", "3, 0", Roll(3, 0), ["n=1", "n=3", "n=37"]), ("5 9", "12, 1", Roll(12, 1), [""]), ("4", "-1, 0", Roll(-1, 0), [""]),
        ],
        Movement.Pad =>
        [
            ("n d", "1, 2", Pad(1, 2), Matrix), ("n d", "0, 1, 2, 0", Pad(0, 1, 2, 0), Matrix), ("n", "3, 4", Pad(3, 4), ["n=5", "n=1", "n=0"]), ("n", "0, 0", Pad(0, 0), ["n=5"]),
            ("b n d", "1, 1, 2, 3, 0, 1", Pad(1, 1, 2, 3, 0, 1), ["b=2 n=3 d=4", "b=1 n=5 d=17"]), ("n 4", "x.Shape[0], 0", Pad(3, 0), ["n=3"]), ("4", "20, 0", Pad(20, 0), [""]),
        ],
        Movement.Unfold =>
        [
            ("n d", "0, 2", Unfold(0, 2, 1, 1), ["n=3 d=4", "n=2 d=1", "n=5 d=19", "n=3 d=0"]), ("n d", "-1, 3, step: 2", Unfold(1, 3, 2, 1), ["n=3 d=4", "n=1 d=3", "n=5 d=38"]),
            ("b n d", "1, 3, 3, 1", Unfold(1, 3, 3, 1), ["b=2 n=7 d=4", "b=1 n=3 d=20"]), ("9", "0, 3, dilation: 2", Unfold(0, 3, 1, 2), [""]), ("9", "0, 2, 3, 4", Unfold(0, 2, 3, 4), [""]),
            ("n d", "1, x.Shape[0]", Unfold(1, 3, 1, 1), ["n=3 d=5", "n=3 d=19"]), ("n d", "1, 1, 2", Unfold(1, 1, 2, 1), ["n=3 d=5"]), ("4", "0, 4", Unfold(0, 4, 1, 1), [""]),
        ],
        Movement.Diag =>
        [
            ("n", "", Offset(0), ["n=5", "n=1", "n=0", "n=19"]), ("n", "2", Offset(2), ["n=5", "n=1"]), ("n", "-1", Offset(-1), ["n=5"]), ("n n", "", Offset(0), ["n=5", "n=1", "n=0", "n=19"]),
            ("n n", "1", Offset(1), ["n=5", "n=1"]), ("n n", "offset: -2", Offset(-2), ["n=5", "n=2"]), ("3 5", "", Offset(0), [""]), ("5 3", "", Offset(0), [""]), ("3 5", "4", Offset(4), [""]),
        ],
        Movement.Slice =>
        [
            ("n d", "0, 1, x.Shape[0]", Slice(0, 1, int.MaxValue, 1), ["n=3 d=4", "n=1 d=1", "n=5 d=19"]),
            ("n d", "1, 0, -1", Slice(1, 0, -1, 1), ["n=3 d=4", "n=1 d=1", "n=5 d=19"]),
            ("5 9", "1, 1, 8, 3", Slice(1, 1, 8, 3), [""]), ("5 9", "0, -3, -1", Slice(0, -3, -1, 1), [""]),
            ("b n 4", "-2, 0, x.Shape[1], 2", Slice(-2, 0, int.MaxValue, 2), ["b=2 n=5", "b=2 n=4"]), ("4", "0, 2, 2", Slice(0, 2, 2, 1), [""]),
        ],
        _ => throw new InvalidOperationException($"no cases for the movement {movement}"),
    };

    static Dictionary<string, object> Flatten(int start, int stop) => new() { ["start"] = start, ["stop"] = stop };

    static Dictionary<string, object> Times(int times, int axis) => new() { ["times"] = times, ["axis"] = axis };

    static Dictionary<string, object> Roll(int shift, int axis) => new() { ["shift"] = shift, ["axis"] = axis };

    static Dictionary<string, object> Pad(params int[] widths) => new() { ["widths"] = widths };

    static Dictionary<string, object> Unfold(int axis, int size, int step, int dilation) => new() { ["axis"] = axis, ["size"] = size, ["step"] = step, ["dilation"] = dilation };

    static Dictionary<string, object> Axis(int axis) => new() { ["axis"] = axis };

    static Dictionary<string, object> Offset(int offset) => new() { ["offset"] = offset };

    static Dictionary<string, object> Slice(int axis, int start, int stop, int step) => new() { ["axis"] = axis, ["start"] = start, ["stop"] = stop, ["step"] = step };

    static int[] Ints(params int[] sizes) => sizes;
}
