using Meet.Bench;

var names = string.Join(", ", Benches.All.Keys);
if (args.Length > 1 || (args.Length == 1 && !Benches.All.ContainsKey(args[0])))
{
    await Console.Error.WriteLineAsync($"bench [NAME], where NAME is one of: {names}");
    return 2;
}

foreach (var (name, bench) in Benches.All.Where(bench => args.Length == 0 || bench.Key == args[0]))
{
    await Console.Error.WriteLineAsync($"{name} …");
    await bench(Console.Out);
}

return 0;
