namespace Xenisol.Client.Tests;

/// <summary>Small scenarios of the tests.</summary>
internal static class TestScenarios
{
    /// <summary>A served domain, two hogs; half a second.</summary>
    public const string Small = """
        name: Small
        seed: 5
        duration: 500ms
        machine: xeon-2008
        hosts:
        - name: host
          cores: 2
          scheduler: hybrid
          nic: 1Gbit/s
          driverDomain: { vcpus: 1, cpu: { period: 5ms, slice: 2ms } }
        plans:
        - name: guaranteed
          cpu: { share: 20%, within: 10ms }
          network: { rate: 50Mbit/s }
          price: { base: 0.05 USD/h }
        - name: best-effort
          cpu: { weight: 256 }
          price: { cpu: 0.02 USD/h }
        tenants:
        - name: customer
          plan: guaranteed
          domains:
          - name: web
            vcpus: 2
            isolateCpu: [1]
            app: { server: { cpu: 200us, reply: 4KiB } }
            load: { poisson: 400/s }
        - name: neighbour
          plan: best-effort
          domains:
          - { name: hog, count: 2, app: burn }
        """;

    /// <summary>Hosts with the hybrid scheduler, credit and RTDS, and a domain or two on each.</summary>
    public const string Schedulers = """
        name: Schedulers
        seed: 5
        duration: 1h
        machine: xeon-2008
        hosts:
        - { name: mixed, cores: 2, scheduler: hybrid }
        - { name: xen, cores: 2, scheduler: credit }
        - { name: rt, cores: 2, scheduler: rtds }
        plans:
        - name: guaranteed
          cpu: { share: 20%, within: 10ms }
          price: { base: 0.05 USD/h }
        - name: best-effort
          cpu: { weight: 256 }
          price: { cpu: 0.02 USD/h }
        tenants:
        - name: customer
          plan: guaranteed
          domains:
          - { name: web, vcpus: 2, host: mixed, app: burn }
          - { name: control, vcpus: 2, host: rt, app: burn }
        - name: neighbour
          plan: best-effort
          domains:
          - { name: hog, count: 2, host: mixed, app: burn }
          - { name: guest, count: 3, host: xen, app: burn }
        """;

    /// <summary><see cref="Small"/> with a promise that no network can keep.</summary>
    public const string Impossible = Small + """

        promises:
        - customer.web.latency.p50 < 1us
        """;

    /// <summary><see cref="Small"/> with a promise that is easily kept.</summary>
    public const string Easy = Small + """

        promises:
        - customer.web.latency.p50 < 1s
        """;
}
