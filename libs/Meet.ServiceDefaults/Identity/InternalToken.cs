using System.Security.Claims;
using System.Text.Encodings.Web;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Meet.ServiceDefaults.Identity;

/// <summary>
/// The one credential that a service takes: the gateway's token in the Authorization header. Cookies and browsers' tokens
/// end at the gateway.
/// </summary>
internal sealed class InternalTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, InternalTokenMarker token)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "internal";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return AuthenticateResult.NoResult();
        }

        var identity = await token.Verifier.VerifyAsync(header["Bearer ".Length..]).ConfigureAwait(false);
        return identity is null
            ? AuthenticateResult.Fail("The token is not the gateway's, or it has expired.")
            : AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity(identity.Claims, SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, StatusCodes.Status401Unauthorized, "not_signed_in", "Sign in first: the request carries no valid session.");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, StatusCodes.Status403Forbidden, "forbidden", "This is not for the kind of person that you are signed in as.");
}

/// <summary>Holds the verifier; its presence tells that the service takes internal tokens.</summary>
internal sealed record InternalTokenMarker(TokenVerifier Verifier);

internal static class InternalToken
{
    public static void AddInternalToken(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new InternalTokenMarker(new TokenVerifier(
            KeyRing.GatewayPub(builder.Configuration),
            Tokens.GatewayIssuer,
            Tokens.ServicesAudience,
            services.GetRequiredService<TimeProvider>())));
        // The core alone: AddAuthentication would bring data protection and a key ring on disk, which nothing here uses.
        builder.Services.AddAuthenticationCore(options => options.DefaultScheme = InternalTokenHandler.SchemeName);
        builder.Services.AddWebEncoders();
        new AuthenticationBuilder(builder.Services)
            .AddScheme<AuthenticationSchemeOptions, InternalTokenHandler>(InternalTokenHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Person, policy => policy.RequireAssertion(context => Caller.From(context.User) is not null))
            .AddPolicy(Policies.Staff, policy => policy.RequireAssertion(context => Caller.From(context.User) is { IsStaff: true }))
            .AddPolicy(Policies.Customer, policy => policy.RequireAssertion(context => Caller.From(context.User) is { IsStaff: false }));
    }
}
