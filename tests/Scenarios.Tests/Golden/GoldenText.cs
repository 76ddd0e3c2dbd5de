namespace Xenisol.Scenarios.Tests.Golden;

internal static class GoldenText
{
    public const string Whole = """
        {"schema":"xenisol-golden/1","id":"sample","title":"One of each","scheduler":"credit",
        "engines":{"xen-4.23-dev":"invented","xen-3.3.0":"invented"},
        "params":{"timesliceMs":5,"ratelimitUs":0,"migrationDelayUs":700,"loadBalanceRatelimitUs":1000},
        "nPcpu":4,"topology":{"threadsPerCore":2,"coresPerSocket":2},"durationNs":3000000000,
        "domains":[{"name":"D0","weight":512,"capPercent":120,"vcpus":[
        {"index":0,"startNs":3100000,"hardAffinity":"all","softAffinity":"all","workload":{"type":"hog"}},
        {"index":1,"startNs":3200000,"hardAffinity":[1,3],"softAffinity":[3],"workload":{"type":"uniform",
        "minGapNs":2000,"maxGapNs":9000,"costNs":40,"seed":18446744073709551615},
        "completionTriggersVcpuIndex":2,"jobDeadlineNs":500}]},
        {"name":"D1","weight":256,"capPercent":0,"vcpus":[
        {"index":2,"startNs":null,"hardAffinity":"all","softAffinity":"all","workload":{"type":"chained","costNs":20}},
        {"index":3,"startNs":3300000,"hardAffinity":"all","softAffinity":"all",
        "workload":{"type":"oneshot","workNs":11}},
        {"index":4,"startNs":3400000,"hardAffinity":"all","softAffinity":"all",
        "workload":{"type":"yield","quantumNs":12}},
        {"index":5,"startNs":3500000,"hardAffinity":"all","softAffinity":"all",
        "workload":{"type":"periodic","costNs":13,"periodNs":14}},
        {"index":6,"startNs":0,"hardAffinity":"all","softAffinity":"all",
        "workload":{"type":"exponential","costNs":15,"meanGapNs":16000,"seed":17}},
        {"index":7,"startNs":0,"hardAffinity":"all","softAffinity":"all",
        "workload":{"type":"closed","runNs":18,"sleepNs":19}},
        {"index":8,"startNs":0,"hardAffinity":"all","softAffinity":"all",
        "workload":{"type":"closedUniform","runMinNs":20,"runMaxNs":21,"sleepMinNs":22,"sleepMaxNs":23,"seed":24}},
        {"index":9,"startNs":0,"hardAffinity":"all","softAffinity":"all",
        "workload":{"type":"hogWithEvents","minGapNs":25,"maxGapNs":26,"seed":27}}]}],
        "parameterChanges":[{"atNs":1000000000,"domain":"D0","weight":1024,"capPercent":0}],
        "results":{"xen-4.23-dev":{"pcpus":[{"busy_ns":29,"switches":7}],"schedule_calls":9,"parks":1,
        "vcpus":[{"name":"D0.v0","runtime_ns":29,"dispatches":5,"preemptions":4,"migrations":3,"wakes":2,"yields":0,
        "jobs_released":8,"jobs_completed":7,"deadline_misses":6,"runtime_at":[[100,29]],"first_releases_ns":[3],
        "wake_latency_ns":{"n":2,"mean":5,"min":0,"max":10},"response_ns":{"n":0},"share_of_one_pcpu":0.29}],
        "trace_first_200ms":[[31,0,1],[32,0,-1]]},
        "xen-3.3.0":{"pcpus":[],"schedule_calls":0,"parks":0,"vcpus":[]}}}
        """;
}
