using Xenisol.Silo;

return await StandaloneSilo.ExecuteAsync(args);
