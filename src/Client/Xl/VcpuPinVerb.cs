using System.CommandLine;
using System.Globalization;

namespace Xenisol.Client.Xl;

/// <summary><c>xl vcpu-pin [-f] DOM VCPU|all CPUS-HARD [CPUS-SOFT]</c>; <c>-</c> leaves an affinity as it is.</summary>
internal static class VcpuPinVerb
{
    private const int AllVcpus = -1;
    private const string Keep = "-";

    private static readonly Argument<string> Domain = XlOptions.Named(
        new Argument<string>("DOM") { Description = "The domain." });
    private static readonly Argument<string> Vcpu = XlOptions.Named(
        new Argument<string>("VCPU|all") { Description = "One vCPU, or all." });

    private static readonly Argument<string> Hard = XlOptions.Named(new Argument<string>("CPUS-HARD")
    {
        Description = "Where it may run: all, 0-3,^1, nodes:0, or - to leave it as it is.",
    });

    private static readonly Argument<string?> Soft = XlOptions.Named(new Argument<string?>("CPUS-SOFT")
    {
        Description = "Where it prefers to run.",
        Arity = ArgumentArity.ZeroOrOne,
    });

    private static readonly Option<bool> Force = XlOptions.Flag(
        "--force", "-f", "Override a temporary pin; there are none here.");

    public static Command Create(XlContext context)
    {
        Command command = new("vcpu-pin", "Set which CPUs a VCPU can use.") { Domain, Vcpu, Hard, Soft, Force };
        command.SetAction((parsed, cancellation) => Refusal(parsed) is { } refusal
            ? context.Refuse(refusal)
            : context.With(parsed, target => Do(context, target, parsed), cancellation));
        return command;
    }

    private static string? Refusal(ParseResult parsed)
    {
        var vcpu = parsed.GetValue(Vcpu);
        return Number(vcpu) is not { } number ? $"Error: Invalid argument {vcpu} as VCPU."
            : number == AllVcpus && parsed.GetValue(Force) ? "Error: --force and 'all' as VCPU not allowed."
            : null;
    }

    private static async Task Do(XlContext context, XlTarget target, ParseResult parsed)
    {
        var hosts = await XlContext.Ask(target.Hosts);
        var (host, domain) = XlNames.Domain(hosts, parsed.GetValue(Domain)!);
        var vcpu = Number(parsed.GetValue(Vcpu))!.Value;
        var hard = Cpus(parsed.GetValue(Hard), host);
        var soft = Cpus(parsed.GetValue(Soft), host);
        var words = vcpu == AllVcpus ? "Could not set affinity." : $"Could not set affinity for vcpu `{vcpu}'.";
        if (hard is { Count: 0 })
        {
            throw new XlException(
                $"Hard affinity '{parsed.GetValue(Hard)}' leaves no pCPU; host {host.Name} has pCPUs 0 to "
                + $"{host.Plan.Cores - 1}.{Environment.NewLine}{words}");
        }

        if (soft is { Count: 0 })
        {
            context.Terminal.Error.WriteLine(
                $"All cpus in soft affinity of vcpu {parsed.GetValue(Vcpu)} are unreachable. "
                + "Only hard affinity will be considered for scheduling.");
        }

        await XlContext.Give(
            () => target.SchedulerOf(host.Name).SetAffinity(domain.Name, vcpu, hard, soft), words);
    }

    private static IReadOnlyList<int>? Cpus(string? text, XlHost host) =>
        text is null or Keep ? null : CpuList.Parse(text, host.Plan);

    private static int? Number(string? text) =>
        text == "all" ? AllVcpus
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;
}
