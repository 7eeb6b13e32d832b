namespace D2lDsl.OpTests.Cases;

/// <summary>
/// Deterministic inputs from an op's domain. Multiples of an irrational number modulo 1 never repeat and keep their distance,
/// so that no two elements tie and no finite difference crosses from one to another.
/// </summary>
static class Samples
{
    static readonly double[] Irrationals = [0.6180339887498949, 0.41421356237309515, 0.7320508075688772];

    public static IEnumerable<double> In(OperandSpec operand, int count, int position)
    {
        for (var i = 0; i < count; i++)
        {
            var unit = (0.13 + 0.29 * position + (i + 1) * Irrationals[position]) % 1;
            yield return operand.Type switch
            {
                "bool" => unit < 0.5 ? 1 : 0,
                "int" => Math.Floor(operand.Domain.Low + unit * (operand.Domain.High - operand.Domain.Low)),
                _ => Math.Round(AwayFromKink(operand.Domain.Low + unit * (operand.Domain.High - operand.Domain.Low), operand.Domain.Kink), 4),
            };
        }
    }

    static double AwayFromKink(double value, double? kink) => kink is { } at && Math.Abs(value - at) < 0.05 ? at + 0.07 : value;
}
