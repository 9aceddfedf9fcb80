using Meet.Gateway.Hub;
using Meet.Gateway.Limits;
using Meet.Gateway.Links;
using Meet.Gateway.Proxy;
using Meet.Gateway.Sessions;
using Meet.Gateway.Web;
using Meet.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Meet.Gateway;

/// <summary>What a request passes, in this order. Each stage may end it with a problem.</summary>
internal static class Pipeline
{
    public static void UseGateway(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<IOptions<LimitOptions>>().Value;
        app.UseTicketInUrl();
        app.UseArrival();
        app.UseSecurityHeaders();
        app.UseServiceDefaults();
        app.UseWebFiles();
        app.UseBodyLimit();
        app.UseAddressLimits(limits);
        app.UseOwnOrigin();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseSessionLimits(limits);
        app.UseLettingGo();
        app.MapSessions();
        app.MapLinkSessions();
        app.MapReverseProxy();
        app.MapWebPages();
    }
}
