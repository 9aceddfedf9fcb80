using Meet.Contracts.Tests.Checker;

namespace Meet.Contracts.Tests.Grpc;

/// <summary>Every release's gRPC, against today's .proto files.</summary>
public sealed class ReleasedProtosTests
{
    private const string Name = "grpc.table";

    public static TheoryData<string> Frozen => [.. Releases.All];

    [Theory]
    [MemberData(nameof(Frozen))]
    public void A_releases_protos_hold(string release)
    {
        var path = Releases.PathOf(release, Name);
        if (!File.Exists(path) && Releases.Freezing)
            return;
        var problems = ProtoCompatibility.Problems(ProtoSurface.Read(File.ReadAllText(path)), ProtoSurface.Today);

        problems.ShouldBeEmpty($"""
            gRPC of release {release} is broken by today's .proto files:
              {string.Join("\n  ", problems)}
            A field keeps its number, its name and its type; what is new gets a number that was never used.
            """);
    }

    [Fact]
    public void Everything_that_is_said_today_is_frozen_for_the_release_being_made()
    {
        var path = Releases.PathOf(Releases.Current, Name);
        var frozen = File.Exists(path) ? ProtoSurface.Read(File.ReadAllText(path)) : null;
        if (Releases.Freezing && (frozen is null || ProtoCompatibility.Problems(frozen, ProtoSurface.Today).Count == 0))
        {
            File.WriteAllText(path, ProtoSurface.Write(ProtoSurface.Today));
            return;
        }

        frozen.ShouldNotBeNull($"gRPC has no {Name} in release {Releases.Current}. `{Releases.FreezeCommand}` writes it.");
        ProtoSurface.Today.Keys.Except(frozen.Keys)
            .ShouldBeEmpty($"The .proto files say more than {Name} of release {Releases.Current}. `{Releases.FreezeCommand}` adds it.");
    }
}
