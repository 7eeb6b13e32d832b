namespace D2lDsl.Compiler.Ir;

/// <summary>Derivatives a kernel gives on request, with the numbers users' code has for them.</summary>
[Flags]
public enum Derivatives
{
    None = 0,
    Jvp = 1,
    Jacobian = 2,
    Hessian = 4,
    HessianVectorProduct = 8,
}
