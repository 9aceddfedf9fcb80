using Meet.Meets.IntegrationTests.Harness;

namespace Meet.Meets.IntegrationTests;

/// <summary>One world for all of them, one after the other: two of the tests take replicas or the broker away.</summary>
[CollectionDefinition(Name)]
public sealed class OneWorld : ICollectionFixture<World>
{
    public const string Name = "meets";
}
