global using static D2lDsl.Ops;
