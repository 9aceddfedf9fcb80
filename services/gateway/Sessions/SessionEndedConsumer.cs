using MassTransit;
using Meet.Contracts.Chat;

namespace Meet.Gateway.Sessions;

/// <summary>Every replica hears of every session that ended, wherever it was ended.</summary>
internal sealed class SessionEndedConsumer(SessionResolver sessions) : IConsumer<SessionEnded>
{
    public Task Consume(ConsumeContext<SessionEnded> context)
    {
        sessions.Forget(context.Message.SessionId);
        return Task.CompletedTask;
    }
}
