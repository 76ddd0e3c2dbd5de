using System.CommandLine;

using Xenisol.Grains;

namespace Xenisol.Client.Xl;

/// <summary><c>xl list [-c] [DOM…]</c>, <c>xl vcpu-list [DOM…]</c>, <c>xl cpupool-list [-c] [CPUPOOL]</c>.</summary>
internal static class ListVerbs
{
    public static Command List(XlContext context)
    {
        var domains = DomainArguments();
        var pool = XlOptions.Flag("--cpupool", "-c", "Show the cpupool, too.");
        Command command = new("list", "List domains.") { domains, pool };
        command.SetAction((parsed, cancellation) => context.With(
            parsed,
            target => ForEach(
                context, target, parsed.GetValue(domains) ?? [],
                (host, shown) => XlTables.List(context.Terminal.Out, host, shown, parsed.GetValue(pool))),
            cancellation));
        return command;
    }

    public static Command VcpuList(XlContext context)
    {
        var domains = DomainArguments();
        Command command = new("vcpu-list", "List vCPUs.") { domains };
        command.SetAction((parsed, cancellation) => context.With(
            parsed,
            target => ForEach(
                context, target, parsed.GetValue(domains) ?? [],
                (host, shown) => XlTables.VcpuList(context.Terminal.Out, host, shown)),
            cancellation));
        return command;
    }

    public static Command CpupoolList(XlContext context)
    {
        var name = XlOptions.Named(new Argument<string?>("CPUPOOL")
        {
            Description = "Only this one.",
            Arity = ArgumentArity.ZeroOrOne,
        });
        var cpus = XlOptions.Flag("--cpus", "-c", "List the CPUs.");
        Command command = new("cpupool-list", "List cpupools: every host is one.") { name, cpus };
        command.SetAction((parsed, cancellation) => context.With(
            parsed,
            async target =>
            {
                var hosts = await XlContext.Ask(target.Hosts);
                IEnumerable<XlHost> shown = parsed.GetValue(name) is { } pool
                    ? [XlNames.Pool(hosts, pool, identifier => $"Pool '{identifier}' does not exist")]
                    : hosts;
                if (parsed.GetValue(cpus))
                {
                    XlTables.CpupoolCpus(context.Terminal.Out, shown);
                }
                else
                {
                    XlTables.CpupoolList(context.Terminal.Out, shown);
                }
            },
            cancellation));
        return command;
    }

    private static Argument<string[]> DomainArguments() => XlOptions.Named(new Argument<string[]>("DOM")
    {
        Description = "Only these.",
        Arity = ArgumentArity.ZeroOrMore,
    });

    private static async Task ForEach(
        XlContext context, XlTarget target, string[] names, Action<XlHost, Predicate<DomainSummary>> write)
    {
        var hosts = await XlContext.Ask(target.Hosts);
        var domains = XlNames.Domains(hosts, names);
        IReadOnlyList<XlHost> shown = [.. hosts.Where(host => domains.Any(one => one.Host == host))];
        context.ForEach(shown, host => write(host, domain => domains.Contains((host, domain))));
    }
}
