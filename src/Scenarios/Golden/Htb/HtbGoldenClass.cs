namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>A class as the kernel held it; what the file leaves out is null.</summary>
/// <param name="Where">Its place in the file.</param>
/// <param name="ClassId">The minor number.</param>
/// <param name="Numbers">What the kernel said, by the file's names.</param>
internal sealed record HtbGoldenClass(string Where, int ClassId, IReadOnlyDictionary<string, long> Numbers);
