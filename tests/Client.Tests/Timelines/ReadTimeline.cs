namespace Xenisol.Client.Tests.Timelines;

/// <summary>A timeline as Perfetto's importer understands it: slices of cores, states of vCPUs, instants.</summary>
internal sealed class ReadTimeline
{
    private const string Running = "TASK_STATE_RUNNING";

    private readonly Dictionary<(long Machine, long Core), (long Tid, long From)> _onCore = [];

    public ReadTimeline(byte[] trace)
    {
        var packets = new PerfettoSchema().Decode(trace).All<PerfettoMessage>("packet").ToList();
        Clocks = packets[0].Message("clock_snapshot");
        Dictionary<(long Machine, string Kind, long Id), string> names = [];
        Dictionary<(long Machine, long Track), long> threads = [];
        foreach (var packet in packets)
        {
            var machine = packet.Number("machine_id");
            foreach (var host in packet.All<PerfettoMessage>("system_info"))
            {
                Hosts[machine] = host.Message("utsname").Text("sysname");
            }

            foreach (var tree in packet.All<PerfettoMessage>("generic_kernel_process_tree"))
            {
                var domains = tree.All<PerfettoMessage>("processes")
                    .ToDictionary(process => process.Number("pid"), process => process.Text("cmdline"));
                foreach (var thread in tree.All<PerfettoMessage>("threads"))
                {
                    Vcpus.Add(thread.Number("tid"), $"{domains[thread.Number("pid")]}/{thread.Text("comm")}");
                }
            }

            foreach (var interned in packet.All<PerfettoMessage>("interned_data"))
            {
                Assert.Equal(1, packet.Number("sequence_flags"));
                foreach (var kind in new[] { "event_names", "debug_annotation_names" })
                {
                    foreach (var entry in interned.All<PerfettoMessage>(kind))
                    {
                        names[(machine, kind, entry.Number("iid"))] = entry.Text("name");
                    }
                }
            }

            foreach (var track in packet.All<PerfettoMessage>("track_descriptor").Where(track => track.Has("thread")))
            {
                threads[(machine, track.Number("uuid"))] = track.Message("thread").Number("tid");
            }

            foreach (var state in packet.All<PerfettoMessage>("generic_kernel_task_state_event"))
            {
                Take(machine, packet.Number("timestamp"), state);
            }

            foreach (var shown in packet.All<PerfettoMessage>("track_event"))
            {
                Assert.Equal("TYPE_INSTANT", shown.Text("type"));
                Instants.Add(new ReadInstant(
                    packet.Number("timestamp"),
                    threads.GetValueOrDefault((machine, shown.Number("track_uuid"))),
                    names[(machine, "event_names", shown.Number("name_iid"))],
                    shown.All<PerfettoMessage>("debug_annotations").ToDictionary(
                        one => names[(machine, "debug_annotation_names", one.Number("name_iid"))],
                        one => one.Number("int_value", one.Number("string_value_iid"))),
                    shown.Number("flow_ids"),
                    shown.Number("terminating_flow_ids")));
            }
        }

        Assert.Empty(_onCore);
    }

    public PerfettoMessage Clocks { get; }

    public Dictionary<long, string> Hosts { get; } = [];

    /// <summary>By tid: domain/vcpuN.</summary>
    public Dictionary<long, string> Vcpus { get; } = [];

    public List<ReadSlice> Slices { get; } = [];

    /// <summary>By tid: the states of a vCPU, in order.</summary>
    public Dictionary<long, List<(long At, string State)>> States { get; } = [];

    public List<ReadInstant> Instants { get; } = [];

    /// <summary>A core is free before the next vCPU enters it, and whoever leaves it says so.</summary>
    private void Take(long machine, long at, PerfettoMessage shown)
    {
        var (tid, core, state) = (shown.Number("tid"), shown.Number("cpu"), shown.Text("state"));
        if (!States.TryGetValue(tid, out var states))
        {
            States.Add(tid, states = []);
        }

        if (state == Running)
        {
            Assert.NotEqual(Running, states[^1].State);
            _onCore.Add((machine, core), (tid, at));
        }
        else if (states.Count > 0 && states[^1].State == Running)
        {
            Assert.True(_onCore.Remove((machine, core), out var ended));
            Assert.Equal(tid, ended.Tid);
            Slices.Add(new ReadSlice(machine, core, tid, ended.From, at));
        }

        states.Add((at, state));
    }
}
