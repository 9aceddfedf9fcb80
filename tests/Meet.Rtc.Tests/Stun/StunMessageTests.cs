using System.Net;
using System.Text;
using Meet.Rtc.Stun;
using Meet.Rtc.Tests.Rtp;

namespace Meet.Rtc.Tests.Stun;

public sealed class StunMessageTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("VOkJxbRl1RmTxUk/WvJxBt");

    // RFC 5769 section 2.1
    private static readonly byte[] Request = Convert.FromHexString(
        "000100582112a442b7e7a701bc34d686fa87dfae" +
        "802200105354554e207465737420636c69656e74" +
        "002400046e0001ff80290008932ff9b151263b36" +
        "000600096576746a3a68367659202020" +
        "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2" +
        "80280004e57a3bcf");

    // RFC 5769 section 2.2
    private static readonly byte[] ResponseV4 = Convert.FromHexString(
        "0101003c2112a442b7e7a701bc34d686fa87dfae" +
        "8022000b7465737420766563746f7220" +
        "002000080001a147e112a643" +
        "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7" +
        "80280004c07d4c96");

    // RFC 5769 section 2.3
    private static readonly byte[] ResponseV6 = Convert.FromHexString(
        "010100482112a442b7e7a701bc34d686fa87dfae" +
        "8022000b7465737420766563746f7220" +
        "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9" +
        "00080014a382954e4be67bf11784c97c8292c275bfe3ed41" +
        "80280004c8fb0b4c");

    [Fact]
    public void The_sample_request_is_read_and_verified()
    {
        StunMessage.TryParse(Request, out var message).ShouldBeTrue();

        message.Type.ShouldBe(StunMessageType.BindingRequest);
        message.Priority.ShouldBe(0x6e0001ffu);
        message.Has(StunAttributeType.IceControlled).ShouldBeTrue();
        message.TryGetUsername(out var receiver, out var sender).ShouldBeTrue();
        Encoding.ASCII.GetString(receiver).ShouldBe("evtj");
        Encoding.ASCII.GetString(sender).ShouldBe("h6vY");
        message.VerifyIntegrity(Key).ShouldBeTrue();
        message.VerifyFingerprint().ShouldBeTrue();
    }

    [Fact]
    public void The_sample_responses_are_read_and_verified()
    {
        StunMessage.TryParse(ResponseV4, out var v4).ShouldBeTrue();
        v4.VerifyIntegrity(Key).ShouldBeTrue();
        v4.VerifyFingerprint().ShouldBeTrue();
        v4.TryGetXorMappedAddress(out var address).ShouldBeTrue();
        address.ToString().ShouldBe("192.0.2.1:32853");

        StunMessage.TryParse(ResponseV6, out var v6).ShouldBeTrue();
        v6.VerifyIntegrity(Key).ShouldBeTrue();
        v6.VerifyFingerprint().ShouldBeTrue();
        v6.TryGetXorMappedAddress(out address).ShouldBeTrue();
        address.ShouldBe(TransportAddress.From(IPEndPoint.Parse("[2001:db8:1234:5678:11:2233:4455:6677]:32853")));
    }

    [Theory]
    [InlineData("10.1.2.3:5000")]
    [InlineData("[2001:db8::7]:65535")]
    public void What_is_written_is_read_back(string endPoint)
    {
        var address = TransportAddress.From(IPEndPoint.Parse(endPoint));
        var buffer = new byte[256];
        var writer = new StunWriter(buffer, StunMessageType.BindingError, Request.AsSpan(8, 12));
        writer.AddXorMappedAddress(address);
        writer.AddErrorCode(487, "Role Conflict"u8);
        writer.AddUInt64(StunAttributeType.IceControlling, 42);
        writer.AddIntegrity(Key);
        writer.AddFingerprint();

        StunMessage.TryParse(writer.Written, out var message).ShouldBeTrue();
        message.TransactionId.SequenceEqual(Request.AsSpan(8, 12)).ShouldBeTrue();
        message.TryGetXorMappedAddress(out var read).ShouldBeTrue();
        read.ShouldBe(address);
        message.ErrorCode.ShouldBe(487);
        message.VerifyIntegrity(Key).ShouldBeTrue();
        message.VerifyIntegrity("another password, as long"u8).ShouldBeFalse();
        message.VerifyFingerprint().ShouldBeTrue();
    }

    [Fact]
    public void Any_changed_byte_before_the_integrity_breaks_it()
    {
        for (var i = 0; i < Request.Length - 32; i++)
        {
            var changed = Request.ToArray();
            changed[i] ^= 1;
            if (StunMessage.TryParse(changed, out var message))
                message.VerifyIntegrity(Key).ShouldBeFalse($"byte {i}");
        }
    }

    [Fact]
    public void What_follows_the_integrity_is_not_seen()
    {
        var buffer = new byte[256];
        var writer = new StunWriter(buffer, StunMessageType.BindingRequest, Request.AsSpan(8, 12));
        writer.AddIntegrity(Key);
        writer.AddFlag(StunAttributeType.UseCandidate);

        StunMessage.TryParse(writer.Written, out var message).ShouldBeTrue();
        message.Has(StunAttributeType.UseCandidate).ShouldBeFalse();
    }

    [Fact]
    public void Damaged_messages_never_throw_and_never_verify()
    {
        var mutations = new Mutations(1);
        for (var i = 0; i < 200_000; i++)
        {
            var input = mutations.Next(i % 2 == 0 ? Request : ResponseV6);
            if (!StunMessage.TryParse(input, out var message))
                continue;
            message.TryGetUsername(out _, out _);
            message.TryGetXorMappedAddress(out _);
            _ = message.ErrorCode + message.Priority;
            message.VerifyFingerprint();
            if (i % 20 == 0 && message.VerifyIntegrity(Key))
                input.Length.ShouldBeGreaterThanOrEqualTo(60);
        }
    }
}
