using System.Text;
using Meet.Rtc.Ice;
using Meet.Rtc.Stun;

namespace Meet.Rtc.Tests.Ice;

public sealed class IceLiteAgentTests
{
    private static readonly TransportAddress Home = TransportAddress.V4(0x0A000001, 4000);
    private static readonly TransportAddress Mobile = TransportAddress.V4(0x0A000002, 5000);
    private static readonly TransportAddress Rebound = TransportAddress.V4(0x0A000001, 4100);

    private readonly IceCredentials _credentials = IceCredentials.Create();
    private readonly byte[] _response = new byte[128];
    private readonly IceLiteAgent _agent;

    public IceLiteAgentTests() => _agent = new IceLiteAgent(_credentials);

    [Fact]
    public void A_proven_check_is_answered_with_the_address_it_came_from()
    {
        Check(Home, 0, out var length).ShouldBe(IceCheck.Selected);

        StunMessage.TryParse(_response.AsSpan(0, length), out var answer).ShouldBeTrue();
        answer.Type.ShouldBe(StunMessageType.BindingSuccess);
        answer.VerifyIntegrity(Encoding.ASCII.GetBytes(_credentials.Password)).ShouldBeTrue();
        answer.VerifyFingerprint().ShouldBeTrue();
        answer.TryGetXorMappedAddress(out var mapped).ShouldBeTrue();
        mapped.ShouldBe(Home);
        _agent.IsValidated(Home).ShouldBeTrue();
        _agent.IsValidated(Mobile).ShouldBeFalse();
    }

    [Fact]
    public void A_check_with_the_wrong_password_gets_no_answer_and_changes_nothing()
    {
        Check(Home, 0, out var length, password: "wrong-wrong-wrong-wrong").ShouldBe(IceCheck.Ignored);

        length.ShouldBe(0);
        _agent.IsValidated(Home).ShouldBeFalse();
        _agent.Selected.IsNone.ShouldBeTrue();
    }

    [Fact]
    public void A_nomination_moves_the_selected_address_and_a_plain_check_does_not()
    {
        Check(Home, 0, out _, nominate: true).ShouldBe(IceCheck.Selected);
        Check(Mobile, 1, out _).ShouldBe(IceCheck.Validated);
        _agent.Selected.ShouldBe(Home);

        Check(Mobile, 2, out _, nominate: true).ShouldBe(IceCheck.Selected);
        _agent.Selected.ShouldBe(Mobile);
    }

    [Fact]
    public void A_peer_that_claims_to_be_controlled_is_told_of_the_conflict()
    {
        Check(Home, 0, out var length, controlled: true).ShouldBe(IceCheck.RoleConflict);

        StunMessage.TryParse(_response.AsSpan(0, length), out var answer).ShouldBeTrue();
        answer.ErrorCode.ShouldBe(487);
        _agent.IsValidated(Home).ShouldBeFalse();
    }

    [Fact]
    public void Consent_lapses_thirty_seconds_after_the_last_check()
    {
        _agent.HasConsent(0).ShouldBeFalse();
        Check(Home, 1000, out _);

        _agent.HasConsent(30_999).ShouldBeTrue();
        _agent.HasConsent(31_000).ShouldBeFalse();
        Check(Home, 40_000, out _);
        _agent.HasConsent(69_999).ShouldBeTrue();
    }

    [Fact]
    public void After_a_restart_the_old_credentials_are_good_until_the_new_are_used()
    {
        Check(Home, 0, out _);
        var fresh = IceCredentials.Create();
        _agent.Restart(IceCredentials.Create());
        _agent.Restart(fresh);

        Check(Home, 1, out _).ShouldBe(IceCheck.Validated);
        Check(Mobile, 2, out _, nominate: true, credentials: fresh).ShouldBe(IceCheck.Selected);
        Check(Home, 3, out _).ShouldBe(IceCheck.Ignored);
    }

    [Fact]
    public void Addresses_are_bounded_and_the_selected_one_stays()
    {
        Check(Home, 0, out _, nominate: true);
        for (ushort port = 1; port <= 100; port++)
            Check(TransportAddress.V4(0x0A000003, port), port, out _);

        _agent.IsValidated(Home).ShouldBeTrue();
        _agent.IsValidated(TransportAddress.V4(0x0A000003, 100)).ShouldBeTrue();
        _agent.IsValidated(TransportAddress.V4(0x0A000003, 1)).ShouldBeFalse();
        _agent.LastEvicted.IsNone.ShouldBeFalse();
        _agent.CopyValidated(new TransportAddress[IceLiteAgent.MaxAddresses]).ShouldBe(IceLiteAgent.MaxAddresses);
    }

    [Fact]
    public void A_way_that_is_gone_is_no_longer_trusted_and_media_goes_to_the_one_heard_last()
    {
        var tcp = Home.Over(7);
        Check(Mobile, 0, out _);
        Check(Home, 1, out _);
        Check(tcp, 2, out _, nominate: true);

        _agent.Forget(tcp);

        _agent.IsValidated(tcp).ShouldBeFalse();
        _agent.Selected.ShouldBe(Home);
        _agent.Forget(Home);
        _agent.Forget(Mobile);
        _agent.Selected.IsNone.ShouldBeTrue();
        _agent.HasConsent(3).ShouldBeTrue("it may come by another way");
        Check(Home.Over(8), 4, out _).ShouldBe(IceCheck.Selected);
        _agent.Selected.ShouldBe(Home.Over(8));
    }

    [Fact]
    public void Whose_port_changes_on_the_way_and_who_says_nothing_is_followed_by_plain_checks_once_the_old_one_is_silent()
    {
        Check(Home, 0, out _, nominate: true);

        Check(Rebound, 5_000, out _).ShouldBe(IceCheck.Validated);
        Check(Rebound, 11_999, out _).ShouldBe(IceCheck.Validated);
        _agent.Selected.ShouldBe(Home);
        Check(Rebound, 12_000, out _).ShouldBe(IceCheck.Selected);
        _agent.Selected.ShouldBe(Rebound);
    }

    [Fact]
    public void Consent_to_be_sent_to_is_that_of_the_selected_address_alone()
    {
        Check(Home, 1000, out _, nominate: true);
        Check(Mobile, 9000, out _);

        _agent.ConsentUntil.ShouldBe(31_000);
        _agent.HasConsent(38_999).ShouldBeTrue();
        Check(Home, 10_000, out _);
        _agent.ConsentUntil.ShouldBe(40_000);
        _agent.Forget(Home);
        _agent.ConsentUntil.ShouldBe(39_000);
        _agent.Forget(Mobile);
        _agent.ConsentUntil.ShouldBe(long.MinValue);
    }

    [Fact]
    public void Whose_port_changes_on_the_way_is_followed_when_it_speaks_from_there_and_no_longer_from_the_old_one()
    {
        Check(Home, 0, out _, nominate: true);
        _agent.HearMedia(Home, 4_000).ShouldBeFalse();

        Check(Rebound, 4_300, out _).ShouldBe(IceCheck.Validated);
        _agent.HearMedia(Rebound, 4_320).ShouldBeFalse();
        _agent.HearMedia(Rebound, 4_999).ShouldBeFalse();
        _agent.HearMedia(Rebound, 5_000).ShouldBeTrue();

        _agent.Selected.ShouldBe(Rebound);
        _agent.ConsentUntil.ShouldBe(34_300);
        _agent.HearMedia(Home, 5_999).ShouldBeFalse("the old one's late packets bring nothing back");
    }

    [Fact]
    public void Who_is_proven_elsewhere_too_is_not_followed_while_it_speaks_from_where_it_is()
    {
        Check(Home, 0, out _, nominate: true);
        Check(Rebound, 1, out _);

        for (var now = 20; now < 20_000; now += 900)
        {
            _agent.HearMedia(Home, now).ShouldBeFalse();
            _agent.HearMedia(Rebound, now + 899).ShouldBeFalse();
        }

        _agent.Selected.ShouldBe(Home);
    }

    [Fact]
    public void Media_from_where_no_check_came_within_thirty_seconds_moves_nothing()
    {
        Check(Mobile, 0, out _);
        Check(Home, 1_000, out _, nominate: true);

        _agent.HearMedia(Rebound, 20_000).ShouldBeFalse();
        _agent.HearMedia(Mobile, 30_000).ShouldBeFalse();
        _agent.Selected.ShouldBe(Home);
        _agent.HearMedia(Mobile, 29_999).ShouldBeTrue();
    }

    [Fact]
    public void Who_speaks_is_not_led_away_by_a_copied_nomination()
    {
        Check(Home, 0, out _, nominate: true);
        for (var now = 20; now < 29_000; now += 980)
        {
            _agent.HearMedia(Home, now).ShouldBeFalse();
            Check(Mobile, now + 979, out _, nominate: true).ShouldBe(IceCheck.Validated);
        }

        _agent.Selected.ShouldBe(Home);
    }

    [Fact]
    public void Who_nominates_another_address_and_speaks_only_from_there_is_followed_in_a_tenth_of_a_second()
    {
        Check(Home, 0, out _, nominate: true);
        _agent.HearMedia(Home, 20);

        Check(Mobile, 30, out _, nominate: true).ShouldBe(IceCheck.Validated);
        _agent.HearMedia(Home, 40).ShouldBeFalse();
        _agent.HearMedia(Mobile, 139).ShouldBeFalse();
        _agent.HearMedia(Mobile, 140).ShouldBeTrue();

        _agent.Selected.ShouldBe(Mobile);
    }

    [Fact]
    public void Where_there_is_no_consent_any_more_nobody_is_sent_anything_though_they_speak_from_there()
    {
        Check(Home, 0, out _, nominate: true);
        _agent.HearMedia(Home, 29_990);
        Check(Mobile, 29_999, out _).ShouldBe(IceCheck.Validated);
        _agent.HearMedia(Home, 29_999);

        Check(Mobile, 30_000, out _).ShouldBe(IceCheck.Selected);
        _agent.HearMedia(Home, 31_500).ShouldBeFalse();
        _agent.Selected.ShouldBe(Mobile);
    }

    [Fact]
    public void A_nomination_that_is_taken_back_counts_no_longer()
    {
        Check(Home, 0, out _, nominate: true);
        _agent.HearMedia(Home, 20);
        Check(Mobile, 30, out _, nominate: true);
        Check(Home, 40, out _, nominate: true);

        _agent.HearMedia(Mobile, 1_019).ShouldBeFalse();
    }

    [Fact]
    public void Whom_a_copied_nomination_has_led_away_in_a_pause_is_back_when_it_speaks()
    {
        Check(Home, 0, out _, nominate: true);
        _agent.HearMedia(Home, 1_000);
        Check(Mobile, 2_000, out _, nominate: true).ShouldBe(IceCheck.Selected);

        _agent.HearMedia(Home, 2_999).ShouldBeFalse("it may still be on its way from before");
        _agent.HearMedia(Home, 3_000).ShouldBeTrue();
        Check(Mobile, 3_010, out _, nominate: true).ShouldBe(IceCheck.Validated);
        _agent.Selected.ShouldBe(Home);
    }

    private IceCheck Check(
        TransportAddress from, long now, out int length, bool nominate = false, bool controlled = false, string? password = null,
        IceCredentials? credentials = null)
    {
        credentials ??= _credentials;
        var buffer = new byte[256];
        var writer = new StunWriter(buffer, StunMessageType.BindingRequest, "twelve bytes"u8);
        writer.AddBytes(StunAttributeType.Username, Encoding.ASCII.GetBytes($"{credentials.Ufrag}:peer"));
        writer.AddUInt64(controlled ? StunAttributeType.IceControlled : StunAttributeType.IceControlling, 1);
        writer.AddUInt32(StunAttributeType.Priority, 1);
        if (nominate)
            writer.AddFlag(StunAttributeType.UseCandidate);
        writer.AddIntegrity(Encoding.ASCII.GetBytes(password ?? credentials.Password));
        writer.AddFingerprint();
        StunMessage.TryParse(writer.Written, out var request).ShouldBeTrue();
        return _agent.HandleRequest(request, from, now, _response, out length);
    }
}
