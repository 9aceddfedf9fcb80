using Meet.Screenshots;
using Meet.Testing;
using Meet.Testing.Browser;

if (args.FirstOrDefault(name => !Pictures.All.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no picture '{unknown}'; there are: {string.Join(", ", Pictures.All.Keys)}");
    return 2;
}

await using var system = new MeetSystem();
await using var chromium = new Chromium();
await system.InitializeAsync();
await chromium.InitializeAsync();
var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "images")).FullName;
foreach (var (name, take) in Pictures.All.Where(picture => args.Length == 0 || args.Contains(picture.Key)))
{
    await Console.Error.WriteLineAsync($"{name} …");
    await using var scene = new Scene(system, chromium) { FirstMessage = Pictures.Question(name) };
    await take(system, scene, Path.Combine(folder, $"{name}.png"));
}

return 0;
