using Meet.Contracts.Tests.Checker;
using Meet.Contracts.Tests.Contracts;

namespace Meet.Contracts.Tests;

/// <summary>What every release wrote is understood today, and what is written today is understood by every release.</summary>
public sealed class ReleasedContractsTests
{
    public static TheoryData<string, string> Frozen
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var release in Releases.All)
            {
                foreach (var file in Releases.FilesOf(release))
                    data.Add(release, file);
            }

            return data;
        }
    }

    public static TheoryData<string> Today => [.. AllContracts.Json.Select(contract => contract.File)];

    [Theory]
    [MemberData(nameof(Frozen))]
    public void A_released_contract_holds(string release, string file)
    {
        var contract = AllContracts.Json.SingleOrDefault(contract => contract.File == file);
        contract.ShouldNotBeNull($"Release {release} has {file}, and nothing today is called that: a message that was removed or renamed is still sent by that release.");
        var problems = Compatibility.Problems(contract, Releases.Read(release, file));

        problems.ShouldBeEmpty($"""
            {file} of release {release} is broken by today's {contract.Type.Name}:
              {string.Join("\n  ", problems)}
            Add a member beside the old one (nullable, or with a value of its own), or a new message; take the old one out when no supported
            release needs it any more.
            """);
    }

    [Theory]
    [MemberData(nameof(Today))]
    public void Everything_that_is_said_today_is_frozen_for_the_release_being_made(string file)
    {
        var contract = AllContracts.Json.Single(contract => contract.File == file);
        var frozen = File.Exists(Releases.PathOf(Releases.Current, file)) ? Releases.Read(Releases.Current, file) : null;
        if (Releases.Freezing && (frozen is null || Compatibility.Problems(contract, frozen).Count == 0))
        {
            Releases.Write(Releases.Current, file, SampleMaker.Make(contract));
            return;
        }

        frozen.ShouldNotBeNull($"{file} has no sample in release {Releases.Current}. `{Releases.FreezeCommand}` writes it.");
        Compatibility.Additions(contract, frozen)
            .ShouldBeEmpty($"{file} says more than its sample in release {Releases.Current} does. `{Releases.FreezeCommand}` adds it.");
    }

    [Fact]
    public void Every_method_of_the_hub_has_its_argument_here() =>
        HubContracts.Methods.Select(method => method.Name).ShouldBe(HubContracts.Arguments.Keys, ignoreOrder: true);

    [Fact]
    public void No_two_contracts_share_a_file() => AllContracts.Json.Select(contract => contract.File).ShouldBeUnique();
}
