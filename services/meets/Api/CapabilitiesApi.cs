using System.Collections.Immutable;
using System.Text.Json;
using Meet.Contracts.Meets;
using Meet.Meets.Commands;
using Meet.Meets.Domain;
using Meet.ServiceDefaults.Http;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Meets.Api;

/// <summary>What Meets can do, in general and at this moment: the pages ask instead of knowing rules.</summary>
internal static class CapabilitiesApi
{
    // One line a row, as PRODUCT.md's table has them.
    private static readonly (string Key, Func<Capabilities, object> Cell)[] Rows =
    [
        ("businessVerificationNeeded", can => can.BusinessVerificationNeeded),
        ("phoneNumberNeeded", can => can.PhoneNumberNeeded),
        ("mayUse", can => can.MayUse),
        ("callCharges", can => can.CallCharges),
        ("speechToText", can => can.SpeechToText),
        ("recording", can => can.Recording),
        ("summary", can => can.Summary),
        ("maxParticipants", can => can.MaxParticipants),
        ("start", can => can.Start),
        ("automaticRouting", can => can.AutomaticRouting),
        ("classifiedAs", can => can.ClassifiedAs),
    ];

    public static Ok<CapabilityMatrix> Matrix() => TypedResults.Ok(new CapabilityMatrix(
        ["voiceAndVideo", "phone"],
        [.. Rows.Select(row => new CapabilityRow(row.Key, Cell(row.Cell(Capabilities.VoiceAndVideo)), Cell(row.Cell(Capabilities.Phone))))]));

    public static async Task<Results<Ok<OfferList>, ProblemHttpResult>> OffersAsync(
        Guid chatId, string? place, Caller caller, Offers offers, CancellationToken stop)
    {
        // Queries are bound by names as C# writes them; ours are written as in JSON.
        var where = MeetPlace.CustomerChat;
        if (place is not null && (!Enum.TryParse(place, ignoreCase: true, out where) || !char.IsAsciiLetter(place[0])))
        {
            return Problems.Of(400, "bad_request", "place: customerChat, internalConversation, teamChat or directMessage.");
        }

        var known = await offers.OfAsync(caller, chatId, where, stop);
        return known.IsEmpty
            ? Rejections.Problem(RejectionCode.NotFound)
            : TypedResults.Ok(new OfferList(known.Select(Item).ToImmutableArray()));
    }

    private static OfferItem Item(Offer offer)
    {
        var words = offer.Code is { } code ? Rejections.Words(code) : default;
        return new OfferItem(offer.Kind, offer.Code is null, offer.ByLink && offer.Code is null, words.Code, words.Title);
    }

    private static JsonElement Cell(object value) => JsonSerializer.SerializeToElement(value, value.GetType(), JsonDefaults.Options);
}
