using System.Reflection;
using System.Text.Json;
using Meet.Contracts.Tests.Checker;
using Meet.ServiceDefaults.Http;
using Meet.Signaling.Live;
using Meet.Signaling.Media;
using Meet.Signaling.Push;

namespace Meet.Contracts.Tests.Contracts;

/// <summary>What pages and the hub say to each other, by the names on the wire (docs/signaling.md).</summary>
internal static class HubContracts
{
    /// <summary>What each of the hub's methods reads.</summary>
    public static IReadOnlyDictionary<string, Type> Arguments { get; } = new Dictionary<string, Type>
    {
        ["Join"] = typeof(JoinArgument),
        ["Negotiate"] = typeof(NegotiateArgument),
        ["Attach"] = typeof(SessionArgument),
        ["SetSources"] = typeof(SetSourcesArgument),
        ["SetQuality"] = typeof(SetQualityArgument),
        ["SetViews"] = typeof(SetViewsArgument),
        ["Leave"] = typeof(SessionArgument),
        ["Activity"] = typeof(ActivityArgument),
        ["Readiness"] = typeof(Readiness),
    };

    /// <summary>Those that a browser may call.</summary>
    public static IReadOnlyList<MethodInfo> Methods { get; } =
        [.. typeof(MeetHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsVirtual)];

    public static IEnumerable<Contract> All =>
        Arguments.Select(argument => new Contract("hub", $"{argument.Key}.argument", argument.Value, Reading.OldByNew, Meet.Signaling.Live.Arguments.Options))
            .Concat(Methods.Where(method => method.ReturnType.IsGenericType).Select(method => Written($"{method.Name}.answer", method.ReturnType.GetGenericArguments()[0])))
            .Concat(Pushes.Select(push => Written($"{push.Event}.push", push.Type)));

    private static IEnumerable<(string Event, Type Type)> Pushes =>
        BusContracts.All.SelectMany(Routed).Distinct().Append(("ready", typeof(Ready))).Append((MediaPush.Event, typeof(MediaPush)));

    /// <summary>What becomes of a message on the bus, tried with samples of it: routing it tells the event's name and what it carries.</summary>
    private static IEnumerable<(string Event, Type Type)> Routed(Contract message)
    {
        var route = typeof(Routing).GetMethod(nameof(Routing.Of), [message.Type]);
        return route is null
            ? []
            : SampleMaker.Make(message)
                .Select(sample => sample.Deserialize(message.Type, message.Options))
                .SelectMany(sample => (IEnumerable<Push>)route.Invoke(null, [sample])!)
                .Select(push => (push.Event, push.Payload.GetType()));
    }

    private static Contract Written(string name, Type type) => new("hub", name, type, Reading.NewByOld, JsonDefaults.Options);
}
