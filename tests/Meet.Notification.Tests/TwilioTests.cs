using System.Net;
using Meet.Contracts.Chat;
using Meet.Notification.Messages;
using Meet.Notification.Providers;

namespace Meet.Notification.Tests;

public sealed class TwilioTests
{
    private static readonly Guid Id = Guid.Parse("0193f6a0-0000-7000-8000-000000000001");
    private static readonly OutgoingMessage Message = new(Id, DeliveryChannel.Sms, "+819012345678", "", null, "お電話 https://m.example/m#t", false);

    [Fact]
    public void The_form_has_Twilios_names()
    {
        var form = TwilioForm.Of(Message, new TwilioOptions { From = "+15005550006" }, "https://meet.example.com");

        form.ShouldBe([
            new("From", "+15005550006"), new("To", "+819012345678"), new("Body", "お電話 https://m.example/m#t"),
            new("StatusCallback", $"https://meet.example.com/api/webhooks/twilio/status?m={Id}")]);
    }

    [Fact]
    public void The_sender_is_the_workspaces_name_then_the_messaging_service_then_the_number()
    {
        var account = new TwilioOptions { From = "+15005550006", MessagingServiceSid = "MG1" };

        TwilioForm.Of(Message with { From = "DEMO SHOP" }, account, "")[0].ShouldBe(new("From", "DEMO SHOP"));
        TwilioForm.Of(Message, account, "")[0].ShouldBe(new("MessagingServiceSid", "MG1"));
    }

    /// <summary>The example of Twilio's own documentation and libraries.</summary>
    [Fact]
    public void The_signature_is_that_of_Twilios_example()
    {
        KeyValuePair<string, string>[] form =
        [
            new("To", "+18005551212"), new("CallSid", "CA1234567890ABCDE"), new("From", "+14158675309"), new("Digits", "1234"),
            new("Caller", "+14158675309"),
        ];
        const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        const string Signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

        TwilioSignature.Of("12345", Url, form).ShouldBe(Signature);
        TwilioSignature.IsValid(Signature, "12345", Url, form).ShouldBeTrue();
        TwilioSignature.IsValid(Signature, "12346", Url, form).ShouldBeFalse();
        TwilioSignature.IsValid(Signature, "12345", Url + "0", form).ShouldBeFalse();
        TwilioSignature.IsValid(Signature, "12345", Url, form[1..]).ShouldBeFalse();
        TwilioSignature.IsValid("", "12345", Url, form).ShouldBeFalse();
    }

    [Theory]
    [InlineData(21211, "invalid_number")]
    [InlineData(21614, "not_mobile")]
    [InlineData(21610, "unsubscribed")]
    [InlineData(21408, "region_not_allowed")]
    [InlineData(21612, "unreachable")]
    [InlineData(21606, "sender_not_allowed")]
    [InlineData(30003, "unreachable")]
    [InlineData(30007, "filtered")]
    [InlineData(99999, "provider_refused")]
    [InlineData(0, "provider_refused")]
    public void Twilios_codes_have_our_words(int code, string error) => TwilioErrors.Meaning(code).ShouldBe(error);

    [Theory]
    [InlineData(500, "provider_unavailable", true)]
    [InlineData(503, "provider_unavailable", true)]
    [InlineData(429, "provider_busy", false)]
    [InlineData(408, "provider_unavailable", false)]
    [InlineData(401, "provider_credentials", false)]
    public void What_may_get_better_is_tried_again(int status, string error, bool doubtful) =>
        HttpOutcomes.Of((HttpStatusCode)status, TimeSpan.FromSeconds(3))
            .ShouldBe(new SendOutcome.Later(error, TimeSpan.FromSeconds(3), doubtful));

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(302)]
    public void What_the_provider_refuses_is_for_its_words_to_explain(int status) => HttpOutcomes.Of((HttpStatusCode)status, null).ShouldBeNull();

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public void Only_a_connection_that_never_was_tells_that_nothing_went_out(HttpRequestError error, bool doubtful) =>
        HttpOutcomes.Of(new HttpRequestException(error)).ShouldBe(new SendOutcome.Later("provider_unavailable", null, doubtful));

    [Fact]
    public void An_answer_is_read_whatever_it_is()
    {
        TwilioAnswers.SidOf("""{"sid":"SM1"}""").ShouldBe("SM1");
        TwilioAnswers.CodeOf("""{"code":21211,"message":"The number +81… is wrong"}""").ShouldBe(21211);
        foreach (var odd in (string[])["", "<html>", "[]", "null", "7", """{"sid":7,"code":"x","messages":{}}""", """{"code":99999999999,"messages":[7,null]}"""])
        {
            TwilioAnswers.SidOf(odd).ShouldBeNull(odd);
            TwilioAnswers.CodeOf(odd).ShouldBe(0, odd);
            TwilioAnswers.Find(odd, "text").ShouldBeNull(odd);
        }
    }

    [Fact]
    public void A_message_is_found_by_its_text_unless_it_failed()
    {
        const string List = """
            {"messages":[{"sid":"SM1","body":"other","status":"sent"},{"sid":"SM2","body":"text","status":"failed"},
                         {"sid":"SM3","body":"text","status":"queued"}]}
            """;

        TwilioAnswers.Find(List, "text").ShouldBe("SM3");
        TwilioAnswers.Find(List, "text, but another").ShouldBeNull();
    }

    [Theory]
    [InlineData("delivered", DeliveryState.Delivered)]
    [InlineData("undelivered", DeliveryState.Failed)]
    [InlineData("failed", DeliveryState.Failed)]
    [InlineData("sent", null)]
    [InlineData("queued", null)]
    [InlineData("", null)]
    public void A_report_is_news_when_it_is_the_last(string status, DeliveryState? state) => TwilioStatusApi.Meaning(status).ShouldBe(state);
}
