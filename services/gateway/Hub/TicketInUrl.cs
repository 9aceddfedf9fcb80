using System.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;

namespace Meet.Gateway.Hub;

/// <summary>
/// Browsers cannot send headers with a WebSocket, so the ticket comes in the URL. It is taken out before anything else looks at
/// the request: no log, no trace and no service behind sees it.
/// </summary>
internal static class TicketInUrl
{
    private const string Parameter = "access_token";

    public static void UseTicketInUrl(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path == "/hub" && context.Request.Query.TryGetValue(Parameter, out var ticket))
        {
            context.Features.Set(new TakenTicket(ticket.ToString()));
            var rest = context.Request.Query.Where(each => each.Key != Parameter);
            context.Request.QueryString = new QueryBuilder(rest).ToQueryString();
            Activity.Current?.SetTag("url.query", null);
        }

        return next(context);
    });
}
