using System.Net.Http.Headers;
using Meet.Gateway.Sessions;
using Meet.Gateway.Tokens;
using Meet.ServiceDefaults.Identity;
using Yarp.ReverseProxy.Transforms;

namespace Meet.Gateway.Proxy;

internal static class ProxyFeature
{
    public static void AddProxy(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new GatewayTokens(
            KeyRing.GatewayKey(services.GetRequiredService<IConfiguration>()), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddReverseProxy()
            .LoadFromMemory(ProxyRoutes.For(builder.Environment), ProxyRoutes.Clusters(builder.Configuration))
            // Of several processes behind one address those that came later get their part, too. The hub's connections go on.
            .ConfigureHttpClient((_, handler) => handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2))
            .AddTransforms(context =>
            {
                context.UseDefaultForwarders = false;
                context.AddRequestTransform(transform =>
                {
                    Vouch(transform);
                    return ValueTask.CompletedTask;
                });
            });
    }

    /// <summary>The browser's credentials end here; what goes on is our word for who it is.</summary>
    private static void Vouch(RequestTransformContext transform)
    {
        var context = transform.HttpContext;
        transform.ProxyRequest.Headers.Remove("Cookie");
        transform.ProxyRequest.Headers.Authorization = context.Features.Get<SignedIn>() is { } person
            ? new AuthenticationHeaderValue("Bearer", context.RequestServices.GetRequiredService<GatewayTokens>().Internal(person))
            : null;
    }
}
