namespace Meet.Grpc.Tests;

public sealed class GrpcMetadataTests
{
    [Fact]
    public void Bytes_travel_as_base64_without_padding_and_come_back()
    {
        var metadata = new GrpcMetadata { { "sig-bin", [1, 2, 3, 4] } };

        metadata.Single().Value.ShouldBe("AQIDBA");
        metadata.GetBytes("SIG-bin").ShouldBe([1, 2, 3, 4]);
    }

    [Theory]
    [InlineData("AQIDBA==")]
    [InlineData("AQIDBA")]
    public void Padding_is_optional_on_the_way_in(string value) => Received("sig-bin", value).GetBytes("sig-bin").ShouldBe([1, 2, 3, 4]);

    [Theory]
    [InlineData("A")]
    [InlineData("!!!!")]
    public void What_is_no_base64_has_no_bytes(string value) => Received("sig-bin", value).GetBytes("sig-bin").ShouldBeNull();

    [Fact]
    public void Joined_binary_values_are_split_and_text_is_not()
    {
        Received("sig-bin", "AQ, Ag").GetAllText("sig-bin").ShouldBe(["AQ", "Ag"]);
        Received("note", "a, b").GetAllText("note").ShouldBe(["a, b"]);
    }

    [Theory]
    [InlineData("grpc-status")]
    [InlineData("content-type")]
    [InlineData("te")]
    [InlineData(":path")]
    [InlineData("with space")]
    [InlineData("")]
    [InlineData("é")]
    public void Keys_that_cannot_travel_or_belong_to_the_protocol_are_refused(string key)
    {
        Should.Throw<ArgumentException>(() => new GrpcMetadata().Add(key, "value"));
        Received(key, "value").Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("line\nbreak")]
    [InlineData("電話")]
    public void Text_that_is_not_printable_ASCII_is_refused(string value) => Should.Throw<ArgumentException>(() => new GrpcMetadata().Add("key", value));

    [Fact]
    public void The_suffix_and_the_kind_of_value_must_agree()
    {
        Should.Throw<ArgumentException>(() => new GrpcMetadata().Add("key-bin", "text"));
        Should.Throw<ArgumentException>(() => new GrpcMetadata().Add("key", [1]));
    }

    private static GrpcMetadata Received(string key, string value)
    {
        var metadata = new GrpcMetadata();
        metadata.AddReceived(key, value);
        return metadata;
    }
}
