namespace Meet.Signaling.Media;

internal static class MediaFeature
{
    public static void AddMediaRelay(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MediaNodes>();
        builder.Services.AddSingleton<MediaRelays>();
        builder.Services.AddSingleton<MediaCalls>();
    }
}
