using Meet.Testing;

namespace Meet.EventStore.IntegrationTests;

public sealed class TenancyTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task The_same_stream_id_is_two_streams_in_two_tenants()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync("north");
        await store.OpenAsync("south", account);
        await store.DepositAsync(account, 5, "north");

        await using var north = store.Session("north");
        await using var south = store.Session("south");
        (await north.Events.AggregateStreamAsync<Account>(account))!.Balance.ShouldBe(5);
        (await south.Events.AggregateStreamAsync<Account>(account))!.Balance.ShouldBe(0);
    }

    [Fact]
    public async Task A_session_of_one_tenant_reads_and_changes_nothing_of_another()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync("north");
        await using var stranger = store.Session("south");

        (await stranger.Events.FetchStreamAsync(account)).ShouldBeEmpty();
        (await stranger.Events.FetchStreamStateAsync(account)).ShouldBeNull();
        (await stranger.Events.AggregateStreamAsync<Account>(account)).ShouldBeNull();
        var stream = await stranger.Events.FetchForWriting<Account>(account);
        stream.CurrentVersion.ShouldBe(0);
        stream.AppendOne(new Deposited(100));
        await stranger.SaveChangesAsync();

        await using var owner = store.Session("north");
        (await owner.Events.AggregateStreamAsync<Account>(account))!.Balance.ShouldBe(0);
        (await owner.Events.FetchStreamStateAsync(account))!.Version.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task There_is_no_session_without_a_tenant(string tenant)
    {
        var store = await TestStore.CreateAsync(postgres);

        Should.Throw<ArgumentException>(() => store.Session(tenant));
    }
}
