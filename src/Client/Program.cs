using System.Runtime.InteropServices;

using Xenisol.Client;
using Xenisol.Client.Terminals;
using Xenisol.Silo;

using CancellationTokenSource interrupted = new();

// The first signal stops the run at its next boundary and keeps what there is; the second ends the process.
void Interrupt(PosixSignalContext context)
{
    if (!interrupted.IsCancellationRequested)
    {
        context.Cancel = true;
        interrupted.Cancel();
    }
}

using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return await new Cli(Terminal.OfProcess(), RunEndpoints.OfUser()).Run(args, interrupted.Token);
