using System.Runtime.InteropServices;
using Meet.Bench;

var names = string.Join(", ", Benches.All.Keys.Union(Benches.WithOptions.Keys));
var takesOptions = args.Length > 0 && Benches.WithOptions.ContainsKey(args[0]);
if (!takesOptions && (args.Length > 1 || (args.Length == 1 && !Benches.All.ContainsKey(args[0]))))
{
    await Console.Error.WriteLineAsync($"bench [NAME], where NAME is one of: {names}");
    return 2;
}

// What a bench has started is stopped by it, also when it is told to end before its time.
using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
try
{
    if (takesOptions)
    {
        await Console.Error.WriteLineAsync($"{args[0]} …");
        await Benches.WithOptions[args[0]](Console.Out, args[1..], stop.Token);
        return Environment.ExitCode;
    }

    foreach (var (name, bench) in Benches.All.Where(bench => args.Length == 0 || bench.Key == args[0]))
    {
        await Console.Error.WriteLineAsync($"{name} …");
        await bench(Console.Out, stop.Token);
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (FormatException wrong) when (takesOptions)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}

return 0;
