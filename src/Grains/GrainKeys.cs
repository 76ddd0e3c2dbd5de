using System.Globalization;
using Xenisol.Emulation.Fleet;

namespace Xenisol.Grains;

/// <summary>Keys of grains: the run's name, a slash, and what it is within the run.</summary>
public static class GrainKeys
{
    /// <summary>The key of a host's grain.</summary>
    public static string Host(string run, string host) => $"{run}/{host}";

    /// <summary>The key of a tenant's grain.</summary>
    public static string Tenant(string run, string tenant) => $"{run}/{tenant}";

    /// <summary>The key of a component's grain: <c>run/host/kind/name</c>.</summary>
    public static string Component(string run, ComponentInfo component) => $"{run}/{component.Path}";

    /// <summary>Whether a name may stand for a run: letters, digits, dot, underscore, dash.</summary>
    public static bool IsRunName(string name) =>
        name.Length is > 0 and <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    internal static string Partition(string run, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{run}/{index}");

    internal static (string Run, string Path) Split(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (key, "") : (key[..slash], key[(slash + 1)..]);
    }
}
