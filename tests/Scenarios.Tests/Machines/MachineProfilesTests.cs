using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Machines;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Tests.Machines;

public sealed class MachineProfilesTests
{
    [Fact]
    public void Shipped_profiles_have_names() => Assert.Equal(
        ["hyperv-vmbus", "kvm-vhost", "opteron-2007", "xeon-2008", "xeon-lean", "zero"], MachineProfiles.Shipped);

    [Fact]
    public void Zero_costs_nothing() => Assert.Equal(MachineProfiles.Zero, MachineProfiles.Get("zero"));

    [Fact]
    public void Received_packet_costs_what_was_measured_in_2007()
    {
        MachineProfile xeon = MachineProfiles.Get("xeon-2008");
        Duration driver = xeon.NicReceivePacket + xeon.BackendReceivePacket + xeon.GrantCopy;
        Duration acknowledgement =
            xeon.GuestTransmitPacket + xeon.BackendTransmitPacket + xeon.NicTransmitPacket + xeon.NicTransmitCompletion;
        Duration batch = ((xeon.ContextSwitch + xeon.CacheRefill + xeon.SchedulerInvocation + xeon.InterruptHandling
            + xeon.EventUpcall) * 2) + xeon.Hypercall;

        // One acknowledgement for two segments, ten packets to a batch; 13.9 to 17.6 us were measured.
        long packet = driver.Nanoseconds + xeon.GuestReceivePacket.Nanoseconds
            + (acknowledgement.Nanoseconds / 2) + (batch.Nanoseconds / 10);
        Assert.InRange(packet, 13_900, 17_600);
    }

    [Fact]
    public void Unknown_profile_is_answered_with_a_suggestion() => Assert.Equal(
        "There is no machine profile 'xeon-208'; did you mean 'xeon-2008'?",
        Assert.Throws<KeyNotFoundException>(() => MachineProfiles.Get("xeon-208")).Message);

    [Fact]
    public void Every_property_of_a_profile_is_a_key_that_must_be_given()
    {
        ErrorList errors = new();
        _ = MachineBinder.Read(SourceText.OfFile("m.yaml", "name: m"), "name: m", errors);

        string[] missing = [.. errors.ByLine().Select(error => error.Message.Split('\'')[3])];
        Assert.Equal(
            typeof(MachineProfile).GetProperties().Select(MachineBinder.KeyOf).Where(key => key != "name"), missing);
        Assert.Contains("tcpWindow", missing);
    }

    [Fact]
    public void Profile_beside_the_scenario_goes_before_a_shipped_one()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("xenisol-machine-");
        try
        {
            string text = MachineProfiles.TextOf("zero")!.Replace(
                "contextSwitch: 0ns", "contextSwitch: 7us", StringComparison.Ordinal);
            directory.CreateSubdirectory("machines");
            File.WriteAllText(Path.Combine(directory.FullName, "machines", "zero.yaml"), text);

            RunPlan? plan = ScenarioFile.Parse(Sample.Text, "sample.yaml", directory.FullName, []).Plan;

            Assert.Equal(Duration.FromMicroseconds(7), plan?.Hosts[0].Machine.ContextSwitch);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("kvm-vhost", MonitorKind.KvmVhost)]
    [InlineData("hyperv-vmbus", MonitorKind.HypervVmbus)]
    [InlineData("xeon-2008", MonitorKind.Xen)]
    public void A_profile_says_whose_monitor_it_is(string name, MonitorKind monitor) =>
        Assert.Equal(monitor, Sample.Plan($"hosts[0].machine={name}").Hosts[0].Machine.Monitor);

    /// <summary>Other monitors stand on the same machine, so that their results can be compared.</summary>
    [Theory]
    [InlineData("kvm-vhost")]
    [InlineData("hyperv-vmbus")]
    public void Monitors_differ_in_what_they_determine_only(string name)
    {
        MachineProfile other = MachineProfiles.Get(name);
        MachineProfile xeon = MachineProfiles.Get("xeon-2008");
        string[] own =
        [
            "monitor", "contextSwitch", "hypercall", "eventUpcall", "backendReceivePacket", "backendTransmitPacket",
            "grantCopy", "grantMapUnmap", "guestCopy", "guestReceivePacket", "guestTransmitPacket", "name",
        ];
        Assert.All(
            typeof(MachineProfile).GetProperties()
                .Where(one => one.CanWrite && !own.Contains(MachineBinder.KeyOf(one))),
            property => Assert.Equal(property.GetValue(xeon), property.GetValue(other)));
    }

    [Theory]
    [InlineData("delayed")]
    [InlineData("adaptive")]
    public void Only_xen_leaves_frames_in_guests_pages(string copy) => Assert.EndsWith(
        "Frames stay in guests' pages on Xen only; machine 'kvm-vhost' has another monitor, which copies each at once;"
        + " write 'copy: always'.",
        Assert.Single(Sample.Refusals("hosts[0].machine=kvm-vhost", $"hosts[0].driverDomain.copy={copy}"))
            .Split('\n')[0],
        StringComparison.Ordinal);

    [Fact]
    public void Unknown_monitor_is_answered_with_those_that_exist()
    {
        ErrorList errors = new();
        string text = MachineProfiles.TextOf("zero")!.Replace("monitor: xen", "monitor: kvm", StringComparison.Ordinal);
        _ = MachineBinder.Read(SourceText.OfFile("m.yaml", text), text, errors);

        Assert.Contains(
            "Unknown monitor 'kvm' of machine profile 'zero'",
            Assert.Single(errors.ByLine()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Host_may_have_its_own_machine() => Assert.Equal(
        "xeon-2008", Sample.Plan("hosts[0].machine=xeon-2008").Hosts[0].Machine.Name);

    [Fact]
    public void Faults_of_a_profile_name_its_file_and_line()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("xenisol-machine-");
        try
        {
            string path = Path.Combine(directory.FullName, "mine.yaml");
            string text = MachineProfiles.TextOf("zero")!;
            File.WriteAllText(path, text.Replace("hypercall: 0ns", "hypercall: 0", StringComparison.Ordinal));
            int line = text[..text.IndexOf("hypercall", StringComparison.Ordinal)].Count(letter => letter == '\n') + 1;

            ScenarioError error = Assert.Single(
                ScenarioFile.Parse(Sample.Text, "sample.yaml", "", [$"machine={path}"]).Errors);

            Assert.Equal((path, line), (error.Source, error.Line));
            Assert.StartsWith(
                "'hypercall' of machine profile 'zero': '0' lacks its unit", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
