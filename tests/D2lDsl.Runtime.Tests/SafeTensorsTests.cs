using System.Buffers.Binary;
using System.Text;

namespace D2lDsl.Runtime.Tests;

/// <summary>The file format: its bytes, every element type, and what is refused with which words.</summary>
public sealed class SafeTensorsTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static readonly byte[] SixFloats = [0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 0, 0, 160, 64];

    [Theory]
    [InlineData("attn.0", new[] { 1, 2, 3 }, 64, """{"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}}""")]
    [InlineData("attn0", new[] { 1, 1, 2, 3 }, 72, """{"attn0":{"dtype":"F32","shape":[1,1,2,3],"data_offsets":[0,24]}}       """)]
    public void The_bytes_are_those_that_the_format_prescribes(string name, int[] shape, byte header, string json)
    {
        new SafeTensors().Add(name, Tensor.Arange<float>(6).Reshape(shape)).Save(folder["a"]);
        Assert.Equal([header, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(json), .. SixFloats], File.ReadAllBytes(folder["a"]));
    }

    [Fact]
    public void An_empty_file_and_notes()
    {
        var file = new SafeTensors();
        file.Save(folder["a"]);
        Assert.Equal([8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8], File.ReadAllBytes(folder["a"]));
        Assert.Empty(SafeTensors.Load(folder["a"]).Names);
        file.Notes["framework"] = "pt";
        file.Save(folder["a"]);
        Assert.Equal([40, 0, 0, 0, 0, 0, 0, 0, .. """{"__metadata__":{"framework":"pt"}}     """u8], File.ReadAllBytes(folder["a"]));
        Assert.Equal("pt", SafeTensors.Load(folder["a"]).Notes["framework"]);
    }

    [Fact]
    public void Every_element_type_comes_back_as_it_was()
    {
        var matrix = Tensor.Of(new[,] { { 1f, float.NaN }, { float.NegativeInfinity, 4 } });
        var file = new SafeTensors()
            .Add("flags", Tensor.Of(new[] { true, false, true })).Add("bytes", Tensor.Of(new byte[] { 0, 255 })).Add("small", Tensor.Of(new sbyte[] { -128, 127 }))
            .Add("double", Tensor.Of(Math.PI)).Add("long", Tensor.Of(new[] { long.MinValue, long.MaxValue })).Add("int", Tensor.Of(new[] { 7, -7, 70 }))
            .Add("transposed \"ü\"", matrix.T).Add("none", Tensor.Zeros(0, 3));
        file.Save(folder["a"]);
        var back = SafeTensors.Load(folder["a"]);
        Assert.Equal(file.Names.Order(), back.Names.Order());
        Assert.Equal([true, false, true], back.Get<bool>("flags").ToArray());
        Assert.Equal([0, 255], back.Get<byte>("bytes").ToArray());
        Assert.Equal([-128, 127], back.Get<sbyte>("small").ToArray());
        Assert.Equal(Math.PI, back.Get<double>("double").Item());
        Assert.Equal(0, back.Get<double>("double").Rank);
        Assert.Equal([long.MinValue, long.MaxValue], back.Get<long>("long").ToArray());
        Assert.Equal([7, -7, 70], back.Get<int>("int").ToArray());
        Assert.Equal([1, float.NegativeInfinity, float.NaN, 4], back.Get<float>("transposed \"ü\"").ToArray());
        Assert.Equal("[0, 3]", back.Get<float>("none").Shape.ToString());
        // Wide elements come first, so that each tensor is aligned for its elements.
        Assert.Equal(["double", "long", "int", "transposed \"ü\"", "flags", "bytes", "small"], back.Names.Where(name => name != "none"));
    }

    [Fact]
    public void Asking_for_what_is_not_there()
    {
        var file = new SafeTensors().Add("w", Tensor.Zeros(2));
        Assert.Equal("w has F32 elements, not F64; ask for a Tensor of that type and Cast",
            Assert.Throws<InvalidOperationException>(() => file.Get<double>("w")).Message);
        Assert.Equal("No tensor is named v; the names are w", Assert.Throws<KeyNotFoundException>(() => file.Get<float>("v")).Message);
        Assert.Equal("Two tensors are named w; names must differ", Assert.Throws<ArgumentException>(() => file.Add("w", Tensor.Zeros(2))).Message);
        Assert.Equal("A tensor cannot be named __metadata__; the format keeps its notes there",
            Assert.Throws<ArgumentException>(() => file.Add("__metadata__", Tensor.Zeros(2))).Message);
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16, "the header has w twice")]
    [InlineData("""{"w":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "w has dtype twice")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", 0, "the header's notes have a twice")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"v":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12,
        "v begins at byte 4 of the data where 8 was expected: tensors overlap")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "w begins at byte 4 of the data where 0 was expected: tensors leave a gap")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "the tensors take 8 bytes and the file has 7 for them; it is cut off")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "the tensors take 8 bytes and the file has 9 for them; it is longer than it says")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "w of shape [2] and dtype F32 has 8 bytes, its data_offsets are [0, 4]")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "w of shape [2] and dtype F32 has 8 bytes, its data_offsets are [8, 0]")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}""", 8, "w has a size that no axis can have: [-1]")]
    [InlineData("""{"w":{"dtype":"U8","shape":[65536,65536,65536,65536],"data_offsets":[0,0]}}""", 0, "has more elements than one array can hold")]
    [InlineData("""{"w":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}""", 4, "w has the dtype BF16, which tensors cannot have here; convert it to F32 where the file comes from")]
    [InlineData("""{"w":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}""", 8, "w has the dtype F31, which the format does not know")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2]}}""", 8, "w lacks dtype, shape or two data_offsets")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"order":"F"}}""", 8, "w has the member order, which the format does not know")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8, "the header is not the JSON that the format asks for: ")]
    [InlineData("""{"w":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", 8, "the header is not the JSON that the format asks for: ")]
    [InlineData("""["w"]""", 0, "the header is not the JSON that the format asks for: ")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", 8, "the header is not the JSON that the format asks for: ")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "the header is not the JSON that the format asks for: ")]
    [InlineData("", 0, "the header is not the JSON that the format asks for: ")]
    public void Damaged_headers_are_refused_with_the_reason(string json, int bytes, string reason) =>
        Refused([.. Length((ulong)Encoding.UTF8.GetByteCount(json)), .. Encoding.UTF8.GetBytes(json), .. new byte[bytes]], reason);

    [Fact]
    public void Damaged_lengths_are_refused_with_the_reason()
    {
        Refused([1, 2, 3], "the file has 3 bytes; a safetensors file begins with 8 that give the length of its header");
        Refused([.. Length(100), .. new byte[50]], "the header would have 100 bytes and the file has 50 after its first 8; it is cut off or not of this format");
        Refused([.. Length(100_000_001), .. new byte[50]], "the header would have 100000001 bytes; more than 100000000 are refused");
        Refused([.. Length(ulong.MaxValue), .. new byte[50]], "the header would have 18446744073709551615 bytes; more than 100000000 are refused");
        const string Flag = """{"b":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}""";
        Refused([.. Length((ulong)Flag.Length), .. Encoding.UTF8.GetBytes(Flag), 2], "b is BOOL and has a byte that is neither 0 nor 1");
        Assert.Throws<FileNotFoundException>(() => SafeTensors.Load(folder["none"]));
    }

    [Fact]
    public void A_file_is_never_half_written()
    {
        new SafeTensors().Add("w", Tensor.Ones(1000)).Save(folder["a"]);
        var before = File.ReadAllBytes(folder["a"]);
        // A folder in the place of the file: the new one is complete beside it, and cannot take its place.
        Directory.CreateDirectory(folder["b"]);
        File.WriteAllText(Path.Combine(folder["b"], "full"), "");
        Assert.ThrowsAny<Exception>(() => new SafeTensors().Add("w", Tensor.Zeros(5)).Save(folder["b"]));
        Assert.ThrowsAny<IOException>(() => new SafeTensors().Save(Path.Combine(folder["none"], "a")));
        Assert.Equal(["a", "b"], folder.Files);
        new SafeTensors().Add("w", Tensor.Zeros(5)).Save(folder["a"]);
        Assert.True(File.ReadAllBytes(folder["a"]).Length < before.Length);
        Assert.Equal(["a", "b"], folder.Files);
    }

    static byte[] Length(ulong length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }

    void Refused(byte[] bytes, string reason)
    {
        File.WriteAllBytes(folder["bad"], bytes);
        var error = Assert.Throws<InvalidDataException>(() => SafeTensors.Load(folder["bad"]));
        Assert.StartsWith(folder["bad"] + ": ", error.Message);
        Assert.Contains(reason, error.Message);
    }
}
