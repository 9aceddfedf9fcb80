using System.Text.Json;

namespace Meet.Contracts.Tests.Checker;

/// <summary>Which old things meet which new ones while versions differ.</summary>
[Flags]
internal enum Reading
{
    /// <summary>Today's code reads what a release has written: requests of pages kept open, messages in queues, stored events.</summary>
    OldByNew = 1,

    /// <summary>A release reads what today's code writes: answers to pages kept open, messages to replicas not yet upgraded.</summary>
    NewByOld = 2,

    Both = OldByNew | NewByOld,
}

/// <summary>Something serialised that two versions of the product may say to each other.</summary>
/// <param name="Family">The folder of a release: <c>bus</c>, <c>stored</c>, <c>hub</c> or <c>rest</c>.</param>
/// <param name="Name">The file in it.</param>
/// <param name="Type">Today's class.</param>
/// <param name="Options">How today's code reads and writes it.</param>
internal sealed record Contract(string Family, string Name, Type Type, Reading Reading, JsonSerializerOptions Options)
{
    /// <summary>Path of its file within a release's folder.</summary>
    public string File => Path.Combine(Family, Name + ".json");
}
