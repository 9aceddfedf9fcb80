namespace Meet.Gateway.Hub;

/// <summary>
/// A page's connection to the hub lasts as long as the page does. When this process is told to stop it cuts them off, and the pages connect again
/// through another gateway at once; otherwise they would hold it up until its patience is over, to be cut off all the same.
/// </summary>
internal static class LettingGo
{
    public static void UseLettingGo(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/hub"),
        hub => hub.Use(async (context, next) =>
        {
            // One that comes meanwhile is over before it begins.
            await using var cut = app.Lifetime.ApplicationStopping.Register(context.Abort);
            await next(context);
        }));
}
