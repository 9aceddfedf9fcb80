using Meet.Chat.Events;
using Meet.Chat.Identity;
using Meet.EventStore;

namespace Meet.Chat.Tests;

public sealed class NamesTests
{
    [Theory]
    [InlineData("ja", "お客様 3F7A")]
    [InlineData("en", "Guest 3F7A")]
    [InlineData("EN-gb", "Guest 3F7A")]
    [InlineData("", "お客様 3F7A")]
    public void A_neutral_name_is_in_the_customers_language(string locale, string name) =>
        NewCustomers.NeutralName(locale, "3F7A").ShouldBe(name);

    [Theory]
    [InlineData(" Aoi@Demo.Example ", "aoi@demo.example")]
    [InlineData("AOI@DEMO.EXAMPLE", "aoi@demo.example")]
    public void An_address_is_looked_up_in_lower_case(string typed, string kept) => SignIn.Normalize(typed).ShouldBe(kept);

    [Fact]
    public void Every_event_has_its_stored_name()
    {
        var options = new EventStoreOptions { DatabaseSchemaName = "chat" }.MapChatEvents();
        var events = typeof(ChatEvents).Assembly.GetTypes()
            .Where(type => type is { IsInterface: false, Namespace: "Meet.Chat.Events" } && type != typeof(ChatEvents) && type.GetMethod("<Clone>$") is not null);

        // Mapping again what is mapped already throws; mapping what was forgotten would not.
        foreach (var type in events)
        {
            var map = typeof(EventStoreOptions).GetMethod(nameof(EventStoreOptions.Map))!.MakeGenericMethod(type);
            Should.Throw<System.Reflection.TargetInvocationException>(() => map.Invoke(options, ["another_name", 1]), type.Name);
        }
    }
}
