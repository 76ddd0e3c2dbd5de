namespace Xenisol.Emulation.Hypervisor;

/// <summary>Whether a reservation would be admitted.</summary>
/// <param name="Admitted">Some core that the vCPU may use has room for it.</param>
/// <param name="RoomiestPcpu">The pCPU with the most room; −1 where the scheduler knows no reservations.</param>
/// <param name="LeftPpb">What that pCPU has left, in parts per billion of its time.</param>
public readonly record struct ReservationAnswer(bool Admitted, int RoomiestPcpu, long LeftPpb);
