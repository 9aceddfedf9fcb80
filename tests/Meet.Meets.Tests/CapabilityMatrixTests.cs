using Meet.Contracts.Meets;
using Meet.Meets.Domain;

namespace Meet.Meets.Tests;

/// <summary>PRODUCT.md's table, cell by cell: row, voice and video, phone.</summary>
public sealed class CapabilityMatrixTests
{
    public static readonly TheoryData<string, object, object> Cells = new()
    {
        { nameof(Capabilities.BusinessVerificationNeeded), false, true },
        { nameof(Capabilities.PhoneNumberNeeded), false, true },
        { nameof(Capabilities.MayUse), "StaffWithOperatorSeatOnPaidPlan", "StaffWithOperatorSeatOnPaidPlan" },
        { nameof(Capabilities.CallCharges), false, true },
        { nameof(Capabilities.SpeechToText), false, true },
        { nameof(Capabilities.Recording), false, true },
        { nameof(Capabilities.Summary), false, true },
        { nameof(Capabilities.MaxParticipants), 200, 10 },
        { nameof(Capabilities.Start), "InsideHandledChat", "OpensNewChat" },
        { nameof(Capabilities.AutomaticRouting), false, true },
        { nameof(Capabilities.ClassifiedAs), "Chat", "Phone" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_cell_is_as_the_product_has_it(string row, object voiceAndVideo, object phone)
    {
        Cell(MeetKind.Voice, row).ShouldBe(voiceAndVideo);
        Cell(MeetKind.Video, row).ShouldBe(voiceAndVideo);
        Cell(MeetKind.Phone, row).ShouldBe(phone);
    }

    [Theory]
    [InlineData(MeetPlace.CustomerChat, "StaffWithOperatorSeatOnPaidPlan")]
    [InlineData(MeetPlace.InternalConversation, "StaffWithOperatorSeatOnPaidPlan")]
    [InlineData(MeetPlace.TeamChat, "AnyStaff")]
    [InlineData(MeetPlace.DirectMessage, "AnyStaff")]
    public void Rule_7_team_chats_and_direct_messages_need_no_seat(MeetPlace place, string mayUse) =>
        Capabilities.MayUseAt(place).ToString().ShouldBe(mayUse);

    [Fact]
    public void No_row_is_missing() =>
        typeof(Capabilities).GetProperties().Select(p => p.Name).Where(name => name != "EqualityContract")
            .ShouldBe(Cells.Select(cell => cell.Data.Item1), ignoreOrder: true);

    private static object Cell(MeetKind kind, string row)
    {
        var value = typeof(Capabilities).GetProperty(row)!.GetValue(Capabilities.Of(kind))!;
        return value is Enum named ? named.ToString() : value;
    }
}
