using Meet.Fuzz;

// Exit code 0: no parser threw or broke its promise; 1: one did; 2: wrong arguments.
if (!FuzzOptions.TryParse(args, out var options, out var problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine($"usage: Meet.Fuzz --parser NAME|all [--inputs N] [--seconds N] [--seed N]\nparsers: {string.Join(' ', Parsers.All.Select(parser => parser.Name))}");
    return 2;
}

var clean = true;
foreach (var parser in Parsers.All.Where(parser => options.Parser is "all" || options.Parser == parser.Name))
{
    var report = FuzzRun.Execute(parser, options, TimeProvider.System);
    Console.WriteLine(report.ToJson());
    clean &= report.Exceptions == 0;
}

return clean ? 0 : 1;
