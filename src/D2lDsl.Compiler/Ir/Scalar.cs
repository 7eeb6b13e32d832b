namespace D2lDsl.Compiler.Ir;

/// <summary>The closed set of functions a kernel computes on one element. Everything else is composed of them.</summary>
public enum Primitive
{
    Add, Subtract, Multiply, Divide, Negate,
    Abs, Sqrt, Exp, Log, Tanh, Sin, Cos, Atan, Erf, Power, Floor,
    Minimum, Maximum,
    Less, LessOrEqual, Equal, And, Or, Not,
    Select,
    Cast,
    Hash,
}

/// <summary>
/// One scalar expression; C# operators build it, so that an op's forward and derivative read as maths.
/// A comparison is a bool expression, <see cref="Primitive.Select"/> takes one as its first operand.
/// </summary>
public abstract record Scalar
{
    /// <summary>The i-th operand of the op this expression belongs to.</summary>
    public sealed record Arg(int Index) : Scalar;

    /// <summary>A number, of whatever element type its surroundings have.</summary>
    public sealed record Const(double Value) : Scalar;

    public sealed record Apply(Primitive Primitive, EquatableArray<Scalar> Operands) : Scalar;

    public static implicit operator Scalar(double value) => new Const(value);

    public static Scalar operator +(Scalar a, Scalar b) => Of(Primitive.Add, a, b);
    public static Scalar operator -(Scalar a, Scalar b) => Of(Primitive.Subtract, a, b);
    public static Scalar operator *(Scalar a, Scalar b) => Of(Primitive.Multiply, a, b);
    public static Scalar operator /(Scalar a, Scalar b) => Of(Primitive.Divide, a, b);
    public static Scalar operator -(Scalar a) => Of(Primitive.Negate, a);
    public static Scalar operator <(Scalar a, Scalar b) => Of(Primitive.Less, a, b);
    public static Scalar operator <=(Scalar a, Scalar b) => Of(Primitive.LessOrEqual, a, b);
    public static Scalar operator >(Scalar a, Scalar b) => Of(Primitive.Less, b, a);
    public static Scalar operator >=(Scalar a, Scalar b) => Of(Primitive.LessOrEqual, b, a);
    public static Scalar operator &(Scalar a, Scalar b) => Of(Primitive.And, a, b);
    public static Scalar operator |(Scalar a, Scalar b) => Of(Primitive.Or, a, b);
    public static Scalar operator !(Scalar a) => Of(Primitive.Not, a);

    public static Scalar Abs(Scalar x) => Of(Primitive.Abs, x);
    public static Scalar Sqrt(Scalar x) => Of(Primitive.Sqrt, x);
    public static Scalar Exp(Scalar x) => Of(Primitive.Exp, x);
    public static Scalar Log(Scalar x) => Of(Primitive.Log, x);
    public static Scalar Tanh(Scalar x) => Of(Primitive.Tanh, x);
    public static Scalar Sin(Scalar x) => Of(Primitive.Sin, x);
    public static Scalar Cos(Scalar x) => Of(Primitive.Cos, x);
    public static Scalar Atan(Scalar x) => Of(Primitive.Atan, x);
    public static Scalar Erf(Scalar x) => Of(Primitive.Erf, x);
    public static Scalar Floor(Scalar x) => Of(Primitive.Floor, x);
    public static Scalar Power(Scalar x, Scalar exponent) => Of(Primitive.Power, x, exponent);
    public static Scalar Minimum(Scalar a, Scalar b) => Of(Primitive.Minimum, a, b);
    public static Scalar Maximum(Scalar a, Scalar b) => Of(Primitive.Maximum, a, b);
    public static Scalar Equal(Scalar a, Scalar b) => Of(Primitive.Equal, a, b);
    public static Scalar Select(Scalar condition, Scalar whenTrue, Scalar whenFalse) => Of(Primitive.Select, condition, whenTrue, whenFalse);

    /// <summary>To the element type of the node the expression belongs to.</summary>
    public static Scalar Cast(Scalar x) => Of(Primitive.Cast, x);

    /// <summary>32 bits, as an int, in which an index and a key are scrambled: the index-th random number of the key. Both are ints.</summary>
    public static Scalar Hash(Scalar index, Scalar key) => Of(Primitive.Hash, index, key);

    static Apply Of(Primitive primitive, params Scalar[] operands) => new(primitive, new(operands));

    /// <summary>True where the value is a truth value.</summary>
    public bool IsBool => this is Apply { Primitive: >= Primitive.Less and <= Primitive.Not };

    /// <summary>The expression with every operand replaced.</summary>
    public Scalar Substitute(Func<int, Scalar> operand) => this switch
    {
        Arg arg => operand(arg.Index),
        Apply apply => apply with { Operands = apply.Operands.Select(o => o.Substitute(operand)).ToEquatable() },
        _ => this,
    };

    /// <summary>The operands the expression reads, each once, ascending.</summary>
    public IEnumerable<int> Reads() => Indices().Distinct().OrderBy(i => i);

    IEnumerable<int> Indices() => this switch
    {
        Arg arg => [arg.Index],
        Apply apply => apply.Operands.SelectMany(o => o.Indices()),
        _ => [],
    };

    /// <summary>A rough cost in arithmetic operations; a function such as exp counts as 10, a division as 4.</summary>
    public int Weight() => this is not Apply apply ? 0 : apply.Operands.Sum(o => o.Weight()) + apply.Primitive switch
    {
        Primitive.Exp or Primitive.Log or Primitive.Tanh or Primitive.Sin or Primitive.Cos or Primitive.Atan or Primitive.Erf => 10,
        Primitive.Power => 20,
        Primitive.Hash => 12,
        Primitive.Divide or Primitive.Sqrt => 4,
        _ => 1,
    };

    /// <summary>How many functions such as exp there are in the expression.</summary>
    public int Functions() => this is not Apply apply ? 0 : apply.Operands.Sum(o => o.Functions()) + (IsFunction ? 1 : 0);

    /// <summary>True for exp and its like, which cost several operations.</summary>
    public bool IsFunction => this is Apply { Primitive: Primitive.Exp or Primitive.Log or Primitive.Tanh or Primitive.Sin or Primitive.Cos or Primitive.Atan or Primitive.Erf or Primitive.Power };

    /// <summary>True where a small change of an operand can change the value by a lot: rounding down, casts, comparisons but with 0.</summary>
    public bool Jumps() => this is Apply apply && (apply.Operands.Any(o => o.Jumps()) || apply.Primitive is Primitive.Floor or Primitive.Cast or Primitive.Hash
        || (apply.Primitive is Primitive.Less or Primitive.LessOrEqual or Primitive.Equal && !apply.Operands.Any(o => o is Const { Value: 0 })));

    /// <summary>Whether an operand is a divisor somewhere.</summary>
    public bool Divides(int operand) => this is Apply apply
        && ((apply.Primitive == Primitive.Divide && apply.Operands[1] is Arg divisor && divisor.Index == operand) || apply.Operands.Any(o => o.Divides(operand)));

    /// <summary>x of an expression 1 + x.</summary>
    public Scalar? AddedToOne => this is not Apply { Primitive: Primitive.Add } sum ? null
        : sum.Operands[0] is Const { Value: 1 } ? sum.Operands[1] : sum.Operands[1] is Const { Value: 1 } ? sum.Operands[0] : null;

    /// <summary>True where the primitive occurs anywhere in the expression.</summary>
    public bool Uses(Primitive primitive) => this is Apply apply && (apply.Primitive == primitive || apply.Operands.Any(o => o.Uses(primitive)));
}
