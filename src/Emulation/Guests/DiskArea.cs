namespace Xenisol.Emulation.Guests;

/// <summary>The part of a domain's virtual disk that one application uses.</summary>
/// <param name="FirstSector">Its first sector on the virtual disk.</param>
/// <param name="Bytes">Its size; at least one access.</param>
internal readonly record struct DiskArea(long FirstSector, long Bytes);
