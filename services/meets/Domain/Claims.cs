using System.Collections.Immutable;
using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

internal enum ClaimKind { Chat, Internal, Person }

/// <summary>Something that only one Meet at a time can have: a chat or room, a chat's internal conversation, or a person who takes part.</summary>
internal readonly record struct Claim(ClaimKind Kind, Guid Id);

/// <summary>
/// What a Meet keeps others from having. A decision looks at the other Meets' claims before; the store refuses two equal ones, so
/// that two decisions at once cannot both be right. Being rung claims nobody: an agent may have several rings.
/// </summary>
internal static class Claims
{
    /// <summary>In one order for all, so that writers who wait for each other do not wait in a circle.</summary>
    public static ImmutableArray<Claim> Of(MeetLife life) => life.Over
        ? []
        :
        [
            OfPlace(life.Place, life.ChatId),
            .. life.Present.Select(p => new Claim(ClaimKind.Person, p.Person.Id)).OrderBy(claim => claim.Id),
        ];

    /// <summary>A chat and its internal conversation have a Meet each.</summary>
    public static Claim OfPlace(MeetPlace place, Guid chatId) =>
        new(place == MeetPlace.InternalConversation ? ClaimKind.Internal : ClaimKind.Chat, chatId);
}
