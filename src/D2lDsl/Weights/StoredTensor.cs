namespace D2lDsl;

/// <summary>What the header of a safetensors file says of one tensor. Offsets are in bytes from the end of the header.</summary>
sealed record StoredTensor(string Name, StoredElement Element, int[] Sizes, long Begin, long End);
