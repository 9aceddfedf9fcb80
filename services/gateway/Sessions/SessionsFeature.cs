using MassTransit;
using Meet.Gateway.Hub;
using Meet.Gateway.Links;
using Meet.ServiceDefaults.Bus;
using Microsoft.AspNetCore.Authentication;

namespace Meet.Gateway.Sessions;

internal static class SessionsFeature
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IIdentity>(services => new IdentityClient(new Uri(
            services.GetRequiredService<IConfiguration>()["Services:Chat:Grpc"]
            ?? throw new InvalidOperationException("Services:Chat:Grpc is not set: chat's gRPC address."))));
        builder.Services.AddSingleton<ILinks>(services => new LinksClient(new Uri(
            services.GetRequiredService<IConfiguration>()["Services:Notification:Grpc"]
            ?? throw new InvalidOperationException("Services:Notification:Grpc is not set: notification's gRPC address."))));
        builder.Services.AddSingleton<SessionResolver>();
        builder.Services.AddAuthentication(SessionAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, HubTicketAuthentication>(HubTicketAuthentication.SchemeName, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(HubTicketAuthentication.Policy, policy =>
                policy.AddAuthenticationSchemes(HubTicketAuthentication.SchemeName).RequireAuthenticatedUser());
        // Without a broker a session that was ended elsewhere is believed until its 15 s are over.
        if (builder.Configuration.GetConnectionString("RabbitMq") is { Length: > 0 })
        {
            builder.AddBus(
                bus => bus.AddConsumer<SessionEndedConsumer>().ExcludeFromConfigureEndpoints(),
                (context, rabbit) => rabbit.ReceiveEndpoint(endpoint => endpoint.ConfigureConsumer<SessionEndedConsumer>(context)));
        }
    }
}
