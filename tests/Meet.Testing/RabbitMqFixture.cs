using Xunit;

namespace Meet.Testing;

/// <summary>
/// A broker shared by the whole test process: the one that <c>MEET_TEST_RABBITMQ</c> names or a private one. Virtual hosts take
/// seconds to make, so tests keep apart by starting every queue's and exchange's name with <see cref="Prefix"/>.
/// </summary>
public sealed class RabbitMqFixture : IAsyncLifetime
{
    /// <summary><c>amqp://user:password@host:port/</c>.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Unique to this fixture: lower-case letters, digits and a closing hyphen.</summary>
    public string Prefix { get; } = $"t{Guid.NewGuid():N}"[..9] + "-";

    public async ValueTask InitializeAsync() => ConnectionString = await SharedServer.RabbitMq.ConnectionStringAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
