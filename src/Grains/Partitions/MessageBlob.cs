using System.Runtime.InteropServices;
using Xenisol.Emulation.Engine;

namespace Xenisol.Grains.Partitions;

/// <summary>Messages between partitions as one blob: plain memory, which measured twice as fast as a codec.</summary>
internal static class MessageBlob
{
    public static byte[] Write(List<RemoteMessage> messages) =>
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(messages)).ToArray();

    public static ReadOnlySpan<RemoteMessage> Read(byte[] blob) => MemoryMarshal.Cast<byte, RemoteMessage>(blob);
}
