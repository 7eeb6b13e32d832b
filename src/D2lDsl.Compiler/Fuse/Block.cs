using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Fuse;

/// <summary>Makes a program over whole rows one over a part of a row that lies by itself: loops count from where the part begins.</summary>
static class Block
{
    /// <param name="program">The program.</param>
    /// <param name="isOneQuery">True where there is one query, for which there is no loop.</param>
    public static RowProgram Of(RowProgram program, bool isOneQuery)
    {
        var inner = program.Row[0].Class;
        var begin = program.Outer.Concat(program.Row).Max(axis => axis.Class) + 1;
        var (values, moved) = (new List<RowValue>(), new int[program.Values.Count]);
        for (var id = 0; id < moved.Length; id++)
        {
            var value = program.Values[id];
            if (value is IndexValue index && index.Class == inner)
            {
                values.Add(new IndexValue(begin, index.Type, "firstKey") { Level = Level.Row });
                values.Add(new IndexValue(inner, index.Type, "keyOfBlock") { Level = Level.Element });
                value = new MapValue(new Scalar.Arg(0) + (Scalar)new Scalar.Arg(1), [values.Count - 2, values.Count - 1], index.Type, RowPrinter.Key) { Level = Level.Element, Line = index.Line };
            }
            else
                value = value switch
                {
                    LoadValue load => load with { Access = Moved(load.Access) },
                    IndexValue row when !isOneQuery && row.Class == program.Outer[program.Outer.Count - 1].Class => row with { Name = "query" },
                    MapValue map => map with { Inputs = [.. map.Inputs.Select(i => moved[i])] },
                    _ => value,
                };
            moved[id] = values.Count;
            values.Add(value);
        }
        var sinks = program.Sinks.OfType<StoreSink>().Select(sink => (RowSink)(sink with { Value = moved[sink.Value], Access = Moved(sink.Access), Level = Level.Element })).ToArray();
        return program with { Outer = [.. program.Outer, .. isOneQuery ? [new(begin + 1, 1)] : Array.Empty<LoopAxis>(), new LoopAxis(begin, 1)], Values = values, Sinks = sinks };

        // The part itself begins at its own first element, whatever row it is of.
        Access Moved(Access access) => access.Buffer.Kind == BufferKind.Row ? access with { Strides = access.Strides.Where(s => s.Class == inner).ToEquatable() }
            : access with { Strides = access.Strides.Concat(access.Strides.Where(s => s.Class == inner).Select(s => (begin, s.Stride))).ToEquatable() };
    }
}
