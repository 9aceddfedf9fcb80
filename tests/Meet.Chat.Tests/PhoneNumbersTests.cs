using Meet.Chat.People;

namespace Meet.Chat.Tests;

public sealed class PhoneNumbersTests
{
    [Theory]
    [InlineData("090-0000-0001", "+819000000001")]
    [InlineData("09000000001", "+819000000001")]
    [InlineData("080 0000 0001", "+818000000001")]
    [InlineData("070-0000-0001", "+817000000001")]
    [InlineData("050-0000-0001", "+815000000001")]
    [InlineData("０９０－００００－０００１", "+819000000001")]
    [InlineData("090ー0000ー0001", "+819000000001")]
    [InlineData(" (03) 0000-0001 ", "+81300000001")]
    [InlineData("03.0000.0001", "+81300000001")]
    [InlineData("0120-000-001", "+81120000001")]
    [InlineData("0800-000-0001", "+818000000001")]
    [InlineData("+81 90-0000-0001", "+819000000001")]
    [InlineData("+81 (0)90-0000-0001", "+819000000001")]
    [InlineData("＋81 90 0000 0001", "+819000000001")]
    [InlineData("+65 6555 0100", "+6565550100")]
    [InlineData("+1 (202) 555-0100", "+12025550100")]
    [InlineData("010-1-202-555-0100", "+12025550100")]
    [InlineData("+123456789012345", "+123456789012345")]
    public void What_people_write_becomes_E164(string written, string kept) => PhoneNumbers.Normalize(written).ShouldBe(kept);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("110")]
    [InlineData("090-0000-001")]
    [InlineData("090-0000-00012")]
    [InlineData("03-0000-00012")]
    [InlineData("00-0000-0001")]
    [InlineData("90-0000-0001")]
    [InlineData("+81 90-0000-00012")]
    [InlineData("+81 00 90-0000-0001")]
    [InlineData("+0123456789")]
    [InlineData("+123456")]
    [InlineData("+1234567890123456")]
    [InlineData("+1 202 555 0100 ext 5")]
    [InlineData("090+00000001")]
    [InlineData("090\u00000000001")]
    [InlineData("٠٩٠٠٠٠٠٠٠٠١")]
    [InlineData("090----------------------------------0000-0001")]
    public void What_is_no_number_is_none(string? written) => PhoneNumbers.Normalize(written).ShouldBeNull();

    [Theory]
    [InlineData("090-0000", "900000")]
    [InlineData("+81 90", "8190")]
    [InlineData("0001", "001")]
    [InlineData("001", null)]
    [InlineData("1234", "1234")]
    [InlineData("12", null)]
    [InlineData("山本", null)]
    [InlineData("12 a", null)]
    public void A_part_of_a_number_is_looked_for_by_its_digits(string typed, string? digits) => PhoneNumbers.SearchDigits(typed).ShouldBe(digits);
}
