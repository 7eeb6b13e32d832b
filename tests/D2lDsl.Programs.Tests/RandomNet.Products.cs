using System.Globalization;

namespace D2lDsl.ProgramsTests;

/// <content>Products, and what is made of them.</content>
sealed partial class RandomNet
{
    void Product()
    {
        switch (random.Next(6))
        {
            case 0 or 1 when TryPick(v => v.Rank > 1 && v.Axes[^1] == "2*e") is { } a:
                var form = random.Next(4) switch { 0 => "Tanh(MatMul({0}, w) + v)", 1 => "MatMul({0}, w.T) * 0.4f", 2 => "Relu(MatMul({0}, w) + v)", _ => "MatMul({0}, w) * 0.5f" };
                Declare(string.Format(CultureInfo.InvariantCulture, form, a.Name), a.Axes);
                break;
            case 2 when TryPick(v => v.Rank > 1 && v.Axes[^1] == "2*e") is { } a:
                Declare($"Tanh(MatMul({a.Name}, u) * 0.4f)", [.. a.Axes.SkipLast(1), "6*e"]);
                break;
            case 3:
                var (x, y) = (Pick(v => v.Has("b", "t", "2*e")), Pick(v => v.Has("b", "t", "2*e")));
                Declare(random.Next(3) switch
                {
                    0 => $"Einsum(\"bte,bse->bts\", {x.Name}, {y.Name}) * 0.2f",
                    1 => $"MatMul({x.Name}, {y.Name}.Transpose(1, 2)) * 0.2f",
                    _ => $"MatMul({y.Name}, {x.Name}.Transpose(-1, -2)) * 0.2f",
                }, "b", "t", "t");
                break;
            case 4 when TryPick(v => v.Has("b", "t", "t")) is { } a:
                Declare($"MatMul({a.Name}, {Pick(v => v.Has("b", "t", "2*e") || v.Has("t", "2*e")).Name}) * 0.4f", "b", "t", "2*e");
                break;
            default:
                var (left, right) = (Pick(v => v.Rank == 2 && v.Axes[1] == "2*e"), Pick(v => v.Rank == 2 && v.Axes[1] == "2*e"));
                if (left.Rank == 2 && right.Rank == 2)
                    Declare($"MatMul({left.Name}, {right.Name}.T) * 0.2f", left.Axes[0], right.Axes[0]);
                break;
        }
    }

    void Attention()
    {
        var heads = random.Next(2) == 0 ? TryPick(v => v.Has("b", "2", "t", "e")) : null;
        string[] axes = heads?.Axes ?? ["b", "t", "2*e"];
        var (q, k, v) = (Pick(n => n.Has(axes)).Name, Pick(n => n.Has(axes)).Name, Pick(n => n.Has(axes)).Name);
        var scores = $"MatMul({q}, {k}.Transpose(-1, -2)){random.Next(3) switch { 0 => " / Math.Sqrt(x.Shape[2])", 1 => " * 0.4f", _ => " * s" }}";
        scores = random.Next(5) switch
        {
            0 => $"Where(Tensor.Arange<int>(x.Shape[1]).Unsqueeze(1) >= Tensor.Arange<int>(x.Shape[1]), {scores}, float.NegativeInfinity)",
            1 => $"{scores} + Tril(w[0, 0] * Tensor.Ones<double>(x.Shape[1], x.Shape[1]))",
            2 => $"{scores} * 0.7f",
            _ => scores,
        };
        Declare($"MatMul(Softmax({scores}, axis: -1), {v})", axes);
    }

    void Picture()
    {
        var image = Pick(v => v.Has("b", "2", "h", "h"));
        if (!image.Has("b", "2", "h", "h"))
            return;
        switch (random.Next(5))
        {
            case 0: Declare($"Tanh(Conv2d({image.Name}, k, padding: 1))", "b", "3", "h", "h"); break;
            case 1: Declare($"Relu(Conv2d({image.Name}, k, v[..3], padding: 1))", "b", "3", "h", "h"); break;
            case 2: Declare($"MaxPool2d({image.Name}, 2)", "b", "2", "pool", "pool"); break;
            case 3: Declare($"AvgPool2d({image.Name}, 2)", "b", "2", "pool", "pool"); break;
            default: Declare($"Conv2d({image.Name}, k, stride: 2, padding: 1) * 0.5f", "b", "3", "half", "half"); break;
        }
    }

    void Recurrence()
    {
        var x = Pick(v => v.Has("b", "t", "2*e"));
        var (h, list) = ($"h{fresh}", $"l{fresh}");
        Line($"var {h} = {x.Name}[.., 0, ..] * 0.5f;");
        Line($"var {list} = new List<Tensor<double>>();");
        Line($"for (int i{fresh} = 0; i{fresh} < x.Shape[1]; i{fresh}++)");
        Line("{");
        Line($"    {h} = Tanh(MatMul({h}, w) * 0.4f + {x.Name}[.., i{fresh}, ..]);");
        Line($"    {list}.Add({h}{(random.Next(2) == 0 ? " * v" : "")});");
        Line("}");
        values.Add(new(h, ["b", "2*e"]));
        Declare($"Stack({list}, axis: 1)", "b", "t", "2*e");
    }
}
