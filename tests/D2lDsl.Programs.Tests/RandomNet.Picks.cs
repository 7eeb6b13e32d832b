namespace D2lDsl.ProgramsTests;

/// <content>Picks by label, and single operations of every kind.</content>
sealed partial class RandomNet
{
    void Picks()
    {
        switch (random.Next(8))
        {
            case 0:
                Declare("Embedding(m, w)", "b", "t", "2*e");
                break;
            case 1 when TryPick(v => v.Rank == 2 && v.Axes[0] == "b" && IsLong(v.Axes[1])) is { } logits:
                Declare($"CrossEntropy({logits.Name}, l)");
                break;
            case 2:
                var x = Pick(v => v.Has("b", "t", "2*e"));
                Declare($"CrossEntropy({x.Name}.Reshape(-1, w.Shape[0]), m.Reshape(-1))");
                break;
            case 3:
                var table = Pick(v => v.Rank > 0 && IsLong(v.Axes[0]));
                if (table.Rank > 0 && IsLong(table.Axes[0]))
                    Declare($"IndexSelect({table.Name}, 0, l)", ["b", .. table.Axes.Skip(1)]);
                break;
            case 4:
                Declare($"Gather({Pick(v => v.Has("b", "t", "2*e")).Name}, 2, m.Unsqueeze(2)).Squeeze(2)", "b", "t");
                break;
            case 5 when TryPick(v => v.Rank > 0 && IsLong(v.Axes[^1])) is { } a:
                Declare($"Sort({a.Name}, axis: -1).Values", a.Axes);
                break;
            case 6 when TryPick(v => v.Rank > 0 && IsLong(v.Axes[^1])) is { } a:
                Declare($"TopK({a.Name}, 2, axis: -1).Values", [.. a.Axes.SkipLast(1), "2"]);
                break;
            default:
                var cut = Pick();
                IsSmooth = false;
                Declare($"{cut.Name}.Detach() * 0.5f", cut.Axes);
                break;
        }
    }

    void Others()
    {
        var a = Pick(v => v.Rank > 0);
        var axis = random.Next(a.Rank);
        string[] With(string size) => [.. a.Axes.Take(axis), size, .. a.Axes.Skip(axis + 1)];
        var seq = Pick(v => v.Has("b", "t", "2*e"));
        var other = Pick(v => v.Has("b", "t", "2*e"));
        switch (random.Next(24))
        {
            case 0: Declare($"Einsum(\"bte,be->bt\", {seq.Name}, {other.Name}[.., 0]) * 0.3f", "b", "t"); break;
            case 1: Declare($"Einsum(\"bte,bsf->tsef\", {seq.Name}, {other.Name}) * 0.1f", "t", "t", "2*e", "2*e"); break;
            case 2: Declare($"Einsum(\"bte->teb\", {seq.Name})", "t", "2*e", "b"); break;
            case 3: Declare($"Einsum(\"bte,ef,btf->bt\", {seq.Name}, w, {other.Name}) * 0.1f", "b", "t"); break;
            case 4 when a.Has("t", "2*e") || a.Has("2*e"):
                Declare($"IndexAdd({a.Name}, 0, l, {(a.Rank == 1 ? "x[.., 0, 0]" : "x[.., 0]")} * 0.5f)", a.Axes);
                break;
            case 5: Declare($"RepeatInterleave({a.Name}, 2, axis: {axis})", With($"r2({a.Axes[axis]})")); break;
            case 6: Declare($"{a.Name}.Repeat({string.Join(", ", Enumerable.Range(0, a.Rank).Select(i => i == axis ? "2" : "1"))})", With($"2*({a.Axes[axis]})")); break;
            case 7 when IsLong(a.Axes[axis]):
                Declare($"Unfold({a.Name}, {axis}, 2, 1)", [.. With($"{a.Axes[axis]}-1"), "2"]);
                break;
            case 8: Declare("Diag(w)", "2*e"); break;
            case 9: Declare("Outer(Tanh(v), v) * 0.5f", "2*e", "2*e"); break;
            case 10 when IsLong(a.Axes[axis]):
                Declare($"Median({a.Name}, {axis})", [.. a.Axes.Take(axis), .. a.Axes.Skip(axis + 1)]);
                break;
            case 11 when IsLong(a.Axes[axis]):
                Declare($"Norm({a.Name} + 0.01f, 3, axis: {axis})", [.. a.Axes.Take(axis), .. a.Axes.Skip(axis + 1)]);
                break;
            case 12: Declare($"CumProd(Tanh({a.Name}) + 0.5f, {axis})", a.Axes); break;
            case 13: Declare($"CosineSimilarity({seq.Name}, {other.Name}, axis: 2)", "b", "t"); break;
            case 14: Declare($"Lerp({seq.Name}, {other.Name}, Sigmoid(v))", "b", "t", "2*e"); break;
            case 15: Declare($"Where({seq.Name} > {other.Name} * 0.9f & !(m == 1).Unsqueeze(2), {seq.Name}, s)", "b", "t", "2*e"); break;
            case 16: Declare($"MaskedFill({seq.Name}, m.Unsqueeze(2) > 1, 0.3f)", "b", "t", "2*e"); break;
            case 17: Declare($"Tanh(Conv1d({seq.Name}.Transpose(1, 2), w.Unsqueeze(2)))", "b", "2*e", "t"); break;
            case 18: Declare($"Mean({seq.Name} * OneHot(m, w.Shape[0]).Cast<double>(), axis: 2)", "b", "t"); break;
            case 19:
                Line($"var r{fresh} = Unbind({seq.Name}.Reshape(x.Shape[0], 2, -1), 1)[1];");
                values.Add(new($"r{fresh}", ["b", "t*e"]));
                Declare($"Triu(MatMul({seq.Name}[0], p.T)) * 0.3f", "t", "t");
                break;
            case 20:
                Line($"var z{fresh} = {seq.Name};");
                Line($"if (Mean({other.Name}) > 0.02f)");
                Line($"    z{fresh} = Tanh(MatMul({other.Name}, w)) + p;");
                Declare($"z{fresh} * 0.8f", "b", "t", "2*e");
                break;
            case 21:
                Line($"var z{fresh} = {seq.Name};");
                Line($"for (int j{fresh} = 0; j{fresh} < 3; j{fresh}++)");
                Line($"    z{fresh} = LayerNorm(z{fresh} + Relu(MatMul(z{fresh}, w)), v, v);");
                Declare($"z{fresh} * 0.8f", "b", "t", "2*e");
                break;
            case 22: Declare("ConvTranspose2d(Conv2d(g, k, padding: 1), k, padding: 1) * 0.2f", "b", "2", "h", "h"); break;
            default:
                Declare($"Std({seq.Name}, axis: 1)", "b", "2*e");
                break;
        }
    }
}
