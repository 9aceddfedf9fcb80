using System.Net;
using System.Text.Json.Nodes;

namespace Meet.Testing.People;

/// <summary>What the gateway answered.</summary>
public sealed record Answer(HttpStatusCode Status, string? ContentType, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException("The answer is null.");

    /// <summary>The stable code of a problem, null for anything else.</summary>
    public string? Code => ContentType == "application/problem+json" ? Json["code"]?.GetValue<string>() : null;

    public Answer ShouldBeOk()
    {
        ((int)Status).ShouldBeInRange(200, 299, Text);
        return this;
    }

    public static async Task<Answer> OfAsync(HttpResponseMessage response) =>
        new(response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
}
