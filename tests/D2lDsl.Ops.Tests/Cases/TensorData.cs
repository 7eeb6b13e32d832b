namespace D2lDsl.OpTests.Cases;

/// <summary>A tensor as plain numbers, row-major; bool as 0 and 1.</summary>
public sealed record TensorData(string Type, int[] Shape, double[] Values)
{
    public bool Same(TensorData other) => Type == other.Type && Shape.SequenceEqual(other.Shape) && Values.SequenceEqual(other.Values);
}
