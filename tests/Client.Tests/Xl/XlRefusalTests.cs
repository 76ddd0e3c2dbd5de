namespace Xenisol.Client.Tests.Xl;

/// <summary>What xl refuses before it looks for a run: Xen's words, and Xen's exit code 1; 2 for what is no option.
/// </summary>
public sealed class XlRefusalTests : IDisposable
{
    private readonly TestCli _cli = new();

    [Theory]
    [InlineData("sched-credit -w 512", "Must specify a domain.")]
    [InlineData("sched-credit -c 50", "Must specify a domain.")]
    [InlineData(
        "sched-credit -p h1 -d web", "Specifying a cpupool or schedparam is not allowed with domain options.")]
    [InlineData("sched-credit -s -w 512", "Specifying a cpupool or schedparam is not allowed with domain options.")]
    [InlineData("sched-credit -t 5", "Must specify schedparam to set schedule parameter values.")]
    [InlineData("sched-credit -d web -r 100", "Must specify schedparam to set schedule parameter values.")]
    [InlineData("sched-credit2 -w 512", "Must specify a domain.")]
    [InlineData("sched-credit2 -p h1 -d web", "Specifying a cpupool is not allowed with other options.")]
    [InlineData("sched-credit2 -r 100", "Must specify schedparam to set schedule parameter values.")]
    [InlineData("sched-rtds -d web -v 0 -p 10 -b 10 -e 2", "Invalid extratime.")]
    [InlineData("sched-rtds -c h1 -d web", "Specifying a cpupool is not allowed with other options.")]
    [InlineData("sched-rtds -c h1 -v all", "Specifying a cpupool is not allowed with other options.")]
    [InlineData("sched-rtds -v 0", "Missing parameters.")]
    [InlineData("sched-rtds -p 10000 -b 4000 -e 0", "Missing parameters.")]
    [InlineData("sched-rtds -d web -p 10000 -b 4000 -e 0", "Must specify VCPU.")]
    [InlineData("sched-rtds -d web -v all -v 0", "Incorrect VCPU IDs.")]
    [InlineData("sched-rtds -d web -v x", "Incorrect VCPU IDs.")]
    [InlineData("sched-rtds -d web -v 0 -p 10000 -b 4000", "Incorrect number of period, budget and extratime")]
    [InlineData(
        "sched-rtds -d web -v 0 -v 1 -p 10000 -b 4000 -e 0", "Incorrect number of period, budget and extratime")]
    [InlineData(
        "sched-rtds -d web -v 0 -p 10ms -b 4000 -e 0",
        "10ms is no time; period and budget are whole numbers of microseconds, from 10 to 3600000000.")]
    [InlineData(
        "sched-rtds -d web -v 0 -p 4000000000 -b 4000 -e 0",
        "4000000000 is no time; period and budget are whole numbers of microseconds, from 10 to 3600000000.")]
    [InlineData("sched-edf -p 10ms -s 3ms", "Must specify a domain.")]
    [InlineData("vcpu-pin web x 0", "Error: Invalid argument x as VCPU.")]
    [InlineData("vcpu-pin -f web all 0", "Error: --force and 'all' as VCPU not allowed.")]
    public async Task Options_that_do_not_go_together(string verb, string message)
    {
        Assert.Equal(ExitCode.Failure, await _cli.Run(["xl", .. verb.Split(' ')]));
        Assert.Equal(message, _cli.Error.Trim());
    }

    [Theory]
    [InlineData("sched-edf -d web -p 10 -s 3ms", "the value must be a time above 0 with its unit")]
    [InlineData("sched-edf -d web -p 2h -s 3ms", "with its unit (ns, us, ms or s), from 10us to 3600s")]
    [InlineData("sched-edf -d web -p 2s -s 1min", "with its unit (ns, us, ms or s), from 0ms to the period")]
    [InlineData("sched-credit -d web -w many", "the value must be a whole number")]
    [InlineData("vcpu-pin web 0", "CPUS-HARD")]
    [InlineData("sched-credit2 -s -t 5", "-t")]
    [InlineData("list --long", "Unrecognized option '--long'")]
    [InlineData("vcpu-list web -v", "Unrecognized option '-v'")]
    [InlineData("cpupool-list --long", "Unrecognized option '--long'")]
    [InlineData("vcpu-pin web 0 0 --soft", "Unrecognized option '--soft'")]
    public async Task Mistaken_options_are_bad_input(string verb, string message)
    {
        Assert.Equal(ExitCode.BadInput, await _cli.Run(["xl", .. verb.Split(' ')]));
        Assert.Contains(message, _cli.Error);
    }

    public void Dispose() => _cli.Dispose();
}
