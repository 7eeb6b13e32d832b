using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>A number made from numbers, and where in device memory it goes.</summary>
sealed record Assignment(TensorBuffer Target, ElementType Type, Scalar Expression, IReadOnlyList<ScalarOperand> Operands)
{
    /// <summary>The place in the target; null for its first element.</summary>
    public ScalarElement? Place { get; init; }

    /// <summary>True where the number is added to what is there.</summary>
    public bool Adds { get; init; }

    /// <summary>A copy.</summary>
    public static Assignment Of(TensorBuffer target, ScalarOperand source) => new(target, target.Type, new Scalar.Arg(0), [source]);
}

/// <summary>Writes numbers as a kernel of one lane: they stay on the device, where the next launches read them.</summary>
sealed class NumbersEmitter(DeviceScope scope, CodeWriter code)
{
    /// <summary>One after another; each may read those before it.</summary>
    public void Write(IReadOnlyList<Assignment> assignments)
    {
        code.Line("if (Lane.Global > 0) return;");
        foreach (var assignment in assignments)
        {
            var at = assignment.Place is { } place ? scope.Place(place) : "0";
            if (assignment.Adds)
            {
                var where = scope.Unique("at");
                code.Line($"var {where} = {at};");
                at = where;
            }
            var value = Value(assignment);
            code.Line(scope.Store(assignment.Target, at, assignment.Adds ? $"{scope.Element(assignment.Target, at)} + {value}" : value));
        }
    }

    /// <summary>All at once: one may be the next value of another.</summary>
    public void WriteTogether(IReadOnlyList<Assignment> assignments)
    {
        code.Line("if (Lane.Global > 0) return;");
        var names = assignments.Select(a => scope.Unique("next" + char.ToUpperInvariant(a.Target.Name[0]) + a.Target.Name.Substring(1))).ToArray();
        for (var i = 0; i < names.Length; i++)
            code.Line($"var {names[i]} = {Value(assignments[i])};");
        for (var i = 0; i < names.Length; i++)
            code.Line(scope.Store(assignments[i].Target, "0", names[i]));
    }

    string Value(Assignment assignment) => new ScalarCode(assignment.Type, Form.Single,
        i => new(scope.Operand(assignment.Operands[i]), Form.Single, TypeOf(assignment.Operands[i])), ScalarCode.Literal, "DeviceMath").Write(assignment.Expression).Bare;

    static ElementType TypeOf(ScalarOperand operand) => operand switch
    {
        ScalarElement element => element.Buffer.Type,
        ScalarNumber number => number.Type,
        ScalarSize size => size.Type,
        ScalarLiteral literal => literal.Type,
        _ => throw new InvalidOperationException(),
    };
}
