namespace Xenisol.Emulation.Randomness;

/// <summary>Square roots in whole numbers.</summary>
internal static class WholeRoot
{
    /// <summary>⌊√value⌋, bit by bit.</summary>
    public static ulong Of(ulong value)
    {
        var root = 0UL;
        for (var bit = 1UL << 31; bit > 0; bit >>= 1)
        {
            var tried = root | bit;
            root = tried * tried <= value ? tried : root;
        }

        return root;
    }
}
