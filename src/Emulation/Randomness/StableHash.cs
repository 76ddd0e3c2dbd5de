using System.Text;

namespace Xenisol.Emulation.Randomness;

/// <summary>A hash of text that is the same in every process, version and platform: FNV-1a over UTF-8.</summary>
public static class StableHash
{
    /// <summary>The 64-bit FNV-1a hash of <paramref name="text"/>.</summary>
    public static ulong Of(string text)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            // Wrapping multiplication is the definition of FNV.
            hash = unchecked((hash ^ octet) * 0x100000001b3UL);
        }

        return hash;
    }
}
