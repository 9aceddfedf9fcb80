using System.Text.Encodings.Web;
using Meet.Gateway.Sessions;
using Meet.Gateway.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Meet.Gateway.Hub;

/// <summary>Opens <c>/hub</c>: a ticket made for it within the last 60 s, of a session that has not ended since.</summary>
internal sealed class HubTicketAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    GatewayTokens tokens,
    SessionResolver sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "hub-ticket";
    public const string Policy = "hub";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.Features.Get<TakenTicket>() is not { } taken
            || await tokens.VerifyTicketAsync(taken.Ticket) is not { } person
            || sessions.HasEnded(person.SessionId))
        {
            return AuthenticateResult.NoResult();
        }

        Context.Features.Set(person);
        return AuthenticateResult.Success(SessionAuthentication.TicketFor(person, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => SessionAuthentication.NotSignedInAsync(Context);
}

/// <summary>The ticket, taken out of the URL.</summary>
internal sealed record TakenTicket(string Ticket);
