namespace Meet.Meets.Domain;

/// <summary>The product's fixed times. None is a setting (PRODUCT.md, voice and video rule 4).</summary>
internal static class Durations
{
    public static readonly TimeSpan Ring = TimeSpan.FromSeconds(120);

    /// <summary>From a link that went out until nobody waits for it any more: a message is read later than a ring is heard.</summary>
    public static readonly TimeSpan Link = TimeSpan.FromMinutes(10);

    /// <summary>From the answer until media must be up; the media node itself gives up after 15 s.</summary>
    public static readonly TimeSpan Join = TimeSpan.FromSeconds(20);

    /// <summary>From a lost connection until that person is out.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
}
