using Meet.Rtc.Dtls;

namespace Meet.Rtc.Tests.Dtls;

public sealed class DtlsRecordsTests
{
    [Fact]
    public void Everything_our_own_handshake_says_is_well_formed()
    {
        using var pair = new DtlsPair().Run();
        pair.Client.Close();
        pair.Pump();
        pair.Seen.Count.ShouldBeGreaterThan(4);
        pair.Seen.ShouldAllBe(datagram => DtlsRecords.AreWellFormed(datagram));
    }

    [Theory]
    [InlineData("")]
    [InlineData("16")]
    [InlineData("16fefd00000000000000000001")] // cut off
    [InlineData("16fefd0000000000000000000100" + "16")] // and then less than a header
    [InlineData("17fefd0001000000000005000101")] // protected, one byte
    [InlineData("15fefd00010000000000050017" + "0000000000000000000000000000000000000000000000")] // one byte too short for GCM
    [InlineData("160303000000000000000000010a")] // TLS
    [InlineData("18fefd0000000000000000000100")] // heartbeat
    [InlineData("80e0000000000000000000000000")] // RTP
    public void What_no_peer_sends_is_kept_from_OpenSSL(string datagram) =>
        DtlsRecords.AreWellFormed(Convert.FromHexString(datagram)).ShouldBeFalse();

    [Fact]
    public void A_protected_record_too_short_for_its_tag_neither_ends_nor_deafens_a_session()
    {
        using var pair = new DtlsPair().Run();
        for (var length = 0; length < 40; length++)
        {
            for (var type = 20; type < 24; type++)
            {
                var record = new byte[13 + length];
                (record[0], record[1], record[2], record[4], record[10], record[12]) = ((byte)type, 0xFE, 0xFD, 1, (byte)(40 + length), (byte)length);
                pair.Server.Feed(record);
                pair.Client.Feed(record);
            }
        }

        pair.BothConnected.ShouldBeTrue();
        pair.Client.Close();
        pair.Pump();
        pair.Server.State.ShouldBe(DtlsState.Closed);
    }
}
