using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Xenisol.Grains.Hosting;

namespace Xenisol.Silo;

/// <summary>How every Xenisol silo and client is set up.</summary>
public static class SiloConfiguration
{
    /// <summary>The name of the cluster and the service: silos and clients find each other by it.</summary>
    public const string ClusterName = "xenisol";

    /// <summary>A silo in a host that is not yet built.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="endpoint">Where it listens.</param>
    /// <param name="primary">The silo that keeps the membership; the silo itself if it is the first.</param>
    /// <param name="isQuiet">Asked at every log line of the frameworks: whether even errors are left out.</param>
    public static void AddXenisolSilo(
        this IHostApplicationBuilder builder, SiloEndpoint endpoint, IPEndPoint primary, Func<bool> isQuiet)
    {
        // Standard output belongs to whoever embeds the silo.
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Orleans", level => level >= LogLevel.Error && !isQuiet());
        builder.Logging.AddFilter("Microsoft", level => level >= LogLevel.Error && !isQuiet());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.UseOrleans(silo => Configure(silo, endpoint, primary));
    }

    private static void Configure(ISiloBuilder silo, SiloEndpoint endpoint, IPEndPoint primary)
    {
        silo.UseDevelopmentClustering(primary);
        silo.ConfigureEndpoints(endpoint.Address, endpoint.SiloPort, endpoint.GatewayPort);
        silo.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = ClusterName;
            options.ServiceId = ClusterName;
        });

        // The defaults take 11 s to notice a killed silo and 60 s to notice a hung one; these 1.7 s and 4.5 s.
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(1);
            options.MinProbeTimeout = TimeSpan.FromMilliseconds(500);
            options.MaxProbeTimeout = TimeSpan.FromSeconds(2);
            options.NumMissedProbesLimit = 2;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        });
        silo.AddActivityPropagation();
        silo.AddXenisolGrains();
    }
}
