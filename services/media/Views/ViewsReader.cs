using Meet.Contracts.Media.Rpc;

namespace Meet.Media.Views;

/// <summary>Reads what a page says of the pictures it shows. Pure.</summary>
internal static class ViewsReader
{
    /// <summary>Everybody's camera and screen in the largest Meet.</summary>
    public const int MaxViews = 400;

    /// <summary>Device pixels: twice the height of the largest screens.</summary>
    public const int MaxHeight = 8192;

    /// <summary>Null: too many, a height out of range, a source that is no picture, an id that is none, or a picture named twice.</summary>
    public static Dictionary<(Guid Participant, Source Source), int>? Read(SetViewsRequest request)
    {
        if (request.Views.Count > MaxViews)
            return null;
        var heights = new Dictionary<(Guid, Source), int>(request.Views.Count);
        foreach (var view in request.Views)
        {
            var isGood = view.Source is Source.Camera or Source.Screen && view.Height is >= 0 and <= MaxHeight
                && Guid.TryParse(view.ParticipantId, out var participant) && heights.TryAdd((participant, view.Source), view.Height);
            if (!isGood)
                return null;
        }

        return heights;
    }
}
