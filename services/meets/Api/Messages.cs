using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Meet.Contracts.Media;
using Meet.Contracts.Meets;
using Meet.Meets.Commands;
using Meet.Meets.Domain;

namespace Meet.Meets.Api;

/// <param name="ChatId">The chat or room to start in.</param>
/// <param name="CallbackOf">Staff only: the missed Meet of this chat that this one answers.</param>
/// <param name="StaffIds">Of an internal conversation: whom it rings; null: everybody in the chat.</param>
/// <param name="VideoCodecs">Staff only: which the Meet's video may have, the preferred one first; null: what its media node prefers.</param>
internal sealed record StartRequest(
    [property: JsonRequired] Guid ChatId, [property: JsonRequired] MeetKind Kind, Guid? CallbackOf, MeetPlace? Place, Guid[]? StaffIds,
    VideoCodec[]? VideoCodecs);

/// <summary>The device that asks; both members or none.</summary>
internal sealed record DeviceRequest(string? DeviceId, string? Device);

internal sealed record InviteRequest([property: JsonRequired] Guid[] StaffIds);

internal sealed record MuteRequest([property: JsonRequired] Guid PersonId);

internal sealed record HandRequest([property: JsonRequired] bool Raised);

internal sealed record OfferList(ImmutableArray<OfferItem> Items);

/// <param name="Code">Why it is not offered: as the rejection would name it.</param>
/// <param name="ByLink">The customer is away: a message with a link goes out.</param>
internal sealed record OfferItem(MeetKind Kind, bool Offered, bool ByLink, string? Code, string? Title);

/// <summary>PRODUCT.md's capability matrix, a row for each property.</summary>
internal sealed record CapabilityMatrix(ImmutableArray<string> Columns, ImmutableArray<CapabilityRow> Rows);

internal sealed record CapabilityRow(string Key, JsonElement VoiceAndVideo, JsonElement Phone);

internal sealed record FailureRequest([property: JsonRequired] FailureReason Reason);

internal sealed record MeetReply(MeetView Meet);

/// <param name="Grant">Null when the Meet was missed at once.</param>
internal sealed record JoinReply(MeetView Meet, JoinGrant? Grant);

internal sealed record MeetList(ImmutableArray<MeetView> Items);

internal sealed record MeetHistory(ImmutableArray<HistoryItem> Items);

/// <param name="Type">The stored name, such as <c>meet_started_v1</c>.</param>
internal sealed record HistoryItem(long Version, string Type, DateTimeOffset At, JsonElement Data);
