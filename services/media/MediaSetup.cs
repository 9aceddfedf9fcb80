using System.ComponentModel.DataAnnotations;
using MassTransit;
using Meet.Media.Api;
using Meet.Media.Events;
using Meet.Media.Fleet;
using Meet.Media.Grants;
using Meet.Media.Whip;
using Meet.Media.Workers;
using Meet.ServiceDefaults.Bus;
using Meet.ServiceDefaults.Identity;

namespace Meet.Media;

/// <summary>Puts the node together.</summary>
internal static class MediaSetup
{
    /// <summary>Known before anything is set up: <see cref="MediaOptions.Standalone"/>.</summary>
    public static bool IsStandalone(IConfiguration configuration) => configuration.GetValue<bool>($"{MediaOptions.Section}:{nameof(MediaOptions.Standalone)}");

    public static WebApplicationBuilder AddMedia(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(MediaOptions.Section).Get<MediaOptions>() ?? new MediaOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<NodeState>();
        builder.Services.AddSingleton<MediaNode>();
        if (options.Standalone)
            builder.AddNobody();
        else
            builder.AddMeets(options);
        builder.Services.AddSingleton<MediaMetrics>();
        builder.Services.AddHostedService<HeapMaintenance>();
        // Stopped in reverse order: first the sessions, then what they had to say, then the bus.
        builder.Services.AddHostedService<MediaLifetime>();
        return builder;
    }

    public static void MapMedia(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<MediaOptions>().Standalone)
        {
            app.MapMediaApi();
            app.MapNodeApi();
        }

        app.MapWhip();
    }

    private static void AddNobody(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new JoinGrants(null));
        builder.Services.AddSingleton<ISessionReports, NoReports>();
    }

    private static void AddMeets(this WebApplicationBuilder builder, MediaOptions options)
    {
        builder.Services.AddSingleton(services => new JoinGrants(new TokenVerifier(
            KeyRing.MeetsPub(builder.Configuration), Tokens.MeetsIssuer, options.NodeId, services.GetRequiredService<TimeProvider>())));
        builder.Services.AddSingleton<SessionReports>();
        builder.Services.AddSingleton<ISessionReports>(services => services.GetRequiredService<SessionReports>());
        // Each node hears of every Meet, so its queue is its own, and goes when the node goes.
        builder.AddBus(
            bus => bus.AddConsumer<MeetChangedConsumer>().ExcludeFromConfigureEndpoints(),
            (context, rabbit) => rabbit.ReceiveEndpoint($"media-{options.NodeId}-meet-changed", endpoint =>
            {
                endpoint.AutoDelete = true;
                endpoint.Durable = false;
                endpoint.ConfigureConsumer<MeetChangedConsumer>(context);
            }));
        builder.Services.AddSingleton(new SeenVersions());
        builder.Services.AddHostedService(services => services.GetRequiredService<SessionReports>());
        builder.AddFleet(options);
    }

    /// <summary>What the others know of this node, and how it leaves them.</summary>
    private static void AddFleet(this WebApplicationBuilder builder, MediaOptions options)
    {
        var address = NodeAddress.Of(builder.Configuration["Meet:Grpc"], options.GrpcAddress, NodeAddress.OfThisHost);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<NodeStatus>(services, address));
        builder.Services.AddSingleton<NodeMetrics>();
        builder.Services.AddSingleton<NodeAnnouncer>();
        builder.Services.AddHostedService(services => services.GetRequiredService<NodeAnnouncer>());
        builder.Services.AddHostedService<Draining>();
        // Draining, and what else has to be finished.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.DrainSeconds + 20));
    }
}
