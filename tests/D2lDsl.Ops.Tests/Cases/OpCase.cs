namespace D2lDsl.OpTests.Cases;

/// <summary>A model with sizes and values: what one call computes.</summary>
public sealed record OpCase(OpModel Model, string Id, IReadOnlyList<TensorData> Inputs)
{
    /// <summary>Gives every operand its sizes from the binding (<c>n=3 d=4</c>) and its values.</summary>
    public static OpCase Of(OpModel model, string binding)
    {
        var sizes = binding.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => int.Parse(pair[1]));
        var inputs = new TensorData[model.Operands.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            var operand = model.Operands[i];
            int[] shape = [.. operand.Sizes.Select(size => int.TryParse(size, out var number) ? number : sizes[size])];
            var count = shape.Aggregate(1, (product, size) => product * size);
            inputs[i] = new(operand.Type, shape, model.Values is { } values ? [.. values[i]] : [.. Samples.In(operand, count, i)]);
            if (inputs[i].Values.Length != count)
                throw new InvalidOperationException($"{model.Title}: {operand.Name} has {inputs[i].Values.Length} values for {count} elements");
        }
        return new(model, $"{model.Title} {binding}".TrimEnd(), inputs);
    }

    public override string ToString() => Id;
}
