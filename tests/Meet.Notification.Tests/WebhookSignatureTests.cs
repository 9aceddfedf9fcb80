using Meet.Notification.Providers;

namespace Meet.Notification.Tests;

public sealed class WebhookSignatureTests
{
    /// <summary>printf '1775012400.{}' | openssl dgst -sha256 -hmac 'a secret of the operator'</summary>
    [Fact]
    public void The_signature_covers_the_time_and_the_body() =>
        WebhookProvider.Signature("a secret of the operator", DateTimeOffset.FromUnixTimeSeconds(1775012400), "{}"u8)
            .ShouldBe("t=1775012400,v1=623240bc52fb5459fafaa0d37986c659a5e6c019d39afb21c0e6aeeeafaa0896");
}
