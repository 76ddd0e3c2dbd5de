using BenchmarkDotNet.Running;
using Xenisol.Benchmarks;

if (args is ["quick", .. var only])
{
    Quick.Run(Console.Out, only.FirstOrDefault(""));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Quick).Assembly).Run(args);
