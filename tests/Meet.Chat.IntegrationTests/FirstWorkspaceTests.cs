using Dapper;
using Meet.Chat.Identity;
using Microsoft.Extensions.Options;

namespace Meet.Chat.IntegrationTests;

/// <summary>A new installation begins with a workspace and somebody who can sign in.</summary>
public sealed class FirstWorkspaceTests(ChatHost host)
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task It_is_made_once_and_its_admin_can_sign_in()
    {
        var id = $"first-{Guid.NewGuid():N}"[..30];
        var email = $"Admin@{id}.example";
        await StartAsync(id, email, Password);
        await StartAsync(id, email, "another password");

        (await SignInAsync(email, Password)).ShouldBe(SignInOutcome.SignedIn);
        (await SignInAsync(email, "another password")).ShouldBe(SignInOutcome.WrongCredentials);
        await using var connection = await host.Administrator.OpenConnectionAsync();
        (await connection.QueryAsync<(string Name, bool Seat, bool Admin)>(
            "select name, operator_seat, admin from chat.staff where tenant_id = @id", new { id })).ShouldBe([("葵", true, true)]);
        (await connection.QuerySingleAsync<string>("select name from chat.tenants where id = @id", new { id })).ShouldBe(id);
    }

    [Theory]
    [InlineData("Upper", "admin@shop.example", Password, "FirstWorkspace:Id")]
    [InlineData("shop", "nobody", Password, "FirstWorkspace:AdminEmail")]
    [InlineData("shop", "admin@shop.example", "short", "FirstWorkspace:AdminPassword")]
    public async Task A_setting_that_cannot_work_keeps_the_service_from_starting(string id, string email, string password, string told)
    {
        var problem = await Should.ThrowAsync<OptionsValidationException>(() => StartAsync(id, email, password));

        problem.Message.ShouldContain(told);
    }

    private async Task StartAsync(string id, string email, string password)
    {
        await using var replica = host.Build(new()
        {
            ["FirstWorkspace:Id"] = id,
            ["FirstWorkspace:AdminName"] = "葵",
            ["FirstWorkspace:AdminEmail"] = email,
            ["FirstWorkspace:AdminPassword"] = password,
        });
        await replica.StartAsync();
        await replica.StopAsync();
    }

    private async Task<SignInOutcome> SignInAsync(string email, string password) =>
        (await host.Get<SignIn>().SignInAsync(email, password, CancellationToken.None)).Outcome;
}
