using System.Text.Json;
using Meet.Contracts;
using Meet.Contracts.Meets.Rpc;
using Meet.Grpc;
using Microsoft.AspNetCore.SignalR;

namespace Meet.Signaling.Live;

/// <summary>The hub's first push: what the browser must know, whatever it knew before.</summary>
internal sealed record Ready(string ConnectionId, DateTimeOffset ServerTime, PersonRef Me, IReadOnlyList<JsonElement> Meets);

/// <summary>
/// Greets a connection with `ready`. A change that passes between reading and subscribing would be lost: then everything is read and
/// told once more, until nothing passed.
/// </summary>
internal sealed class Welcome(IHubContext<MeetHub> hub, MeetsChannel meets, TimeProvider time, ILogger<Welcome> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private static readonly GrpcUnaryMethod<ListActiveRequest, ListActiveReply> ListActive =
        GrpcMethod.Unary<ListActiveRequest, ListActiveReply>(MeetsReflection.Descriptor.Services[0], "ListActive");

    /// <summary>Greets, or greets again. Ends with the connection at the latest; does not throw.</summary>
    public async Task GreetAsync(LiveConnection connection)
    {
        connection.NoteChange();
        try
        {
            var seen = connection.Changes - 1;
            while (connection.Changes != seen && connection.TryStartGreeting())
            {
                seen = connection.Changes;
                await TellAsync(connection);
                connection.EndGreeting();
            }
        }
        catch (OperationCanceledException) when (connection.Closed.IsCancellationRequested)
        {
            // Gone before it was greeted.
        }
        catch (Exception failure)
        {
            // It would wait for ever: let it come again.
            Log.WelcomeFailed(logger, connection.Id, failure);
            connection.Interrupt();
        }
    }

    private async Task TellAsync(LiveConnection connection)
    {
        var ready = new Ready(connection.Id, time.GetUtcNow(), connection.Caller.Person, await ReadAsync(connection));
        await hub.Clients.Client(connection.Id).SendAsync("ready", ready, connection.Closed);
        foreach (var group in Groups.Of(connection.Caller))
            await hub.Groups.AddToGroupAsync(connection.Id, group, connection.Closed);
    }

    private static Guid ChatOf(JsonElement meet) => meet.GetProperty("chatId").GetGuid();

    private async Task<IReadOnlyList<JsonElement>> ReadAsync(LiveConnection connection)
    {
        var caller = connection.Caller;
        var request = new ListActiveRequest { PersonKind = caller.IsStaff ? "staff" : "customer", PersonId = caller.PersonId.ToString() };
        var options = new CallOptions { Tenant = caller.TenantId, Deadline = TimeSpan.FromSeconds(5) };
        while (true)
        {
            try
            {
                var reply = await meets.Channel.CallAsync(ListActive, request, options, connection.Closed);
                return [.. reply.MeetsJson.Select(json => JsonElement.Parse(json)).Where(meet => caller.MaySee(ChatOf(meet)))];
            }
            catch (GrpcException failed)
            {
                Log.WelcomeDelayed(logger, connection.Id, failed);
                await Task.Delay(RetryAfter, connection.Closed);
            }
        }
    }
}

/// <summary>The connection to meets.</summary>
internal sealed record MeetsChannel(GrpcChannel Channel);
