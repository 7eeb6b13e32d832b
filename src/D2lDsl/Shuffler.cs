namespace D2lDsl;

/// <summary>
/// Puts numbers into a random order, for the epochs of a loader. The generator is wyrand: one multiplication a number, where a seeded
/// <see cref="Random"/> would take longer to shuffle an epoch than a small model to train on it.
/// </summary>
sealed class Shuffler(ulong seed)
{
    ulong state = seed;

    public void Shuffle(Span<int> numbers)
    {
        ulong at = state;
        for (int i = numbers.Length - 1; i > 0; i--)
        {
            at += 0xa0761d6478bd642f;
            ulong high = Math.BigMul(at, at ^ 0xe7037ed1a0b428db, out ulong low);
            // A number from 0 to i: the high part of a product is as even as 64 bits make it.
            int j = (int)Math.BigMul(high ^ low, (ulong)(i + 1), out _);
            (numbers[i], numbers[j]) = (numbers[j], numbers[i]);
        }

        state = at;
    }
}
