namespace D2lDsl;

/// <summary>
/// Initial values of a module's parameter. For a parameter of sizes <c>[in, out]</c> the fan-in is the first size and the
/// fan-out the second, which is the order of <c>MatMul(x, w)</c>; PyTorch's <c>Linear</c> stores the transpose. The weight of a
/// convolution is <c>[out, in, rows, columns]</c> as in PyTorch: its fan-in is in · rows · columns.
/// </summary>
public enum Init
{
    /// <summary><see cref="Xavier"/> for rank 2 and above, <see cref="Zeros"/> below.</summary>
    Default,

    /// <summary>All zeros (<c>nn.init.zeros_</c>).</summary>
    Zeros,

    /// <summary>All ones (<c>nn.init.ones_</c>).</summary>
    Ones,

    /// <summary>Uniform in ±√(6 / (fan-in + fan-out)) (<c>nn.init.xavier_uniform_</c>).</summary>
    Xavier,

    /// <summary>Normal with variance 2 / (fan-in + fan-out) (<c>nn.init.xavier_normal_</c>).</summary>
    XavierNormal,

    /// <summary>Uniform in ±√(6 / fan-in), for ReLU (<c>nn.init.kaiming_uniform_(nonlinearity='relu')</c>).</summary>
    Kaiming,

    /// <summary>Normal with variance 2 / fan-in, for ReLU (<c>nn.init.kaiming_normal_(nonlinearity='relu')</c>).</summary>
    KaimingNormal,

    /// <summary>Normal with standard deviation 0.01, the book's choice for small models (<c>nn.init.normal_(std=0.01)</c>).</summary>
    Normal,
}
