namespace D2lDsl;

/// <summary>A setting that decides which code is compiled, as a type.</summary>
interface ISwitch
{
    static abstract bool IsOn { get; }
}

readonly struct On : ISwitch
{
    public static bool IsOn => true;
}

readonly struct Off : ISwitch
{
    public static bool IsOn => false;
}
