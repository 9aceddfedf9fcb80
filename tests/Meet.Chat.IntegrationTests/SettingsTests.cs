using System.Net;
using Meet.Chat.People;
using Meet.Chat.Settings;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.IntegrationTests;

public sealed class SettingsTests(ChatHost host)
{
    [Fact]
    public async Task An_admin_changes_what_they_name_and_staff_are_told()
    {
        var (workspace, admin, aoi) = await StartAsync();
        await using var listener = await Listener.StartAsync(host);
        var before = await workspace.GetAsync<WorkspaceSettings>(aoi, "settings");

        var after = await Workspace.ReadAsync<WorkspaceSettings>(await workspace.PutAsync(
            admin, "settings", new { autoAssign = true, replyNotification = new { sms = true, senderName = " Demo Shop " }, beyond = new { recording = true } }));

        after.ShouldBe(before with
        {
            Version = before.Version + 1,
            AutoAssign = true,
            ReplyNotification = new(true, false, "Demo Shop"),
            Beyond = new(true, false, false),
            Admin = true,
        });
        (before.Admin, before.Plan, before.Webhook.Path, before.Webhook.SecretHint).ShouldBe((false, "paid", $"/api/webhooks/messages/{workspace.Id}", null));
        (await workspace.GetAsync<WorkspaceSettings>(admin, "settings")).ShouldBe(after);
        await listener.ExpectAsync<SettingsChanged>(each => each.TenantId == workspace.Id && each.Version == after.Version);
    }

    [Fact]
    public async Task What_is_so_already_raises_no_version()
    {
        var (workspace, admin, _) = await StartAsync();
        var before = await workspace.GetAsync<WorkspaceSettings>(admin, "settings");

        await workspace.PutAsync(admin, "settings", new { customerMayStart = before.CustomerMayStart });

        (await workspace.GetAsync<WorkspaceSettings>(admin, "settings")).ShouldBe(before);
    }

    [Theory]
    [InlineData("twelve chars")]
    [InlineData("お店")]
    [InlineData("a-b")]
    [InlineData("a\nb")]
    public async Task A_sender_name_that_carriers_do_not_take_is_refused(string senderName)
    {
        var (workspace, admin, _) = await StartAsync();

        using var response = await workspace.PutAsync(admin, "settings", new { autoAssign = true, replyNotification = new { senderName } });

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
        (await workspace.GetAsync<WorkspaceSettings>(admin, "settings")).ShouldSatisfyAllConditions(
            kept => kept.AutoAssign.ShouldBeFalse(), kept => kept.ReplyNotification.SenderName.ShouldBe(""));
    }

    [Fact]
    public async Task Whoever_is_no_admin_changes_nothing()
    {
        var (workspace, admin, aoi) = await StartAsync();
        var (settings, team) = (await workspace.GetAsync<WorkspaceSettings>(admin, "settings"), await TeamAsync(workspace, admin));

        foreach (var answer in new[]
        {
            await workspace.PutAsync(aoi, "settings", new { customerMayStart = true }),
            await workspace.PostAsync(aoi, "settings/webhook-secret"),
            await workspace.PostAsync(aoi, "staff", Member("new")),
            await workspace.PutAsync(aoi, $"staff/{aoi.Id}", new { admin = true }),
        })
        {
            await Workspace.ShouldBeProblemAsync(answer, HttpStatusCode.Forbidden, "admin_only");
        }

        (await workspace.GetAsync<WorkspaceSettings>(admin, "settings")).ShouldBe(settings);
        (await TeamAsync(workspace, admin)).ShouldBe(team);
    }

    [Fact]
    public async Task A_new_secret_is_shown_once_and_hinted_at_then()
    {
        var (workspace, admin, aoi) = await StartAsync();

        var first = await Workspace.ReadAsync<NewWebhookSecret>(await workspace.PostAsync(admin, "settings/webhook-secret"));
        var second = await Workspace.ReadAsync<NewWebhookSecret>(await workspace.PostAsync(admin, "settings/webhook-secret"));

        second.Secret.ShouldNotBe(first.Secret);
        (await workspace.GetAsync<WorkspaceSettings>(aoi, "settings")).Webhook.SecretHint.ShouldBe(second.Secret[^4..]);
        (await workspace.As(aoi).GetStringAsync("/api/chat/settings")).ShouldNotContain(second.Secret);
    }

    [Fact]
    public async Task A_new_member_signs_in_and_an_address_is_taken_once()
    {
        var (workspace, admin, _) = await StartAsync();
        var other = await Workspace.CreateAsync(host);
        var foreigner = await other.StaffAsync("foreigner", admin: true);

        var added = await Workspace.ReadAsync<StaffMember>(await workspace.PostAsync(admin, "staff", Member($"New@{workspace.Id}.example")), HttpStatusCode.Created);
        using var again = await other.PostAsync(foreigner, "staff", Member($"new@{workspace.Id}.EXAMPLE"));

        (added.Person.Name, added.OperatorSeat, added.Admin, added.Email).ShouldBe(("新人", true, false, $"new@{workspace.Id}.example"));
        (await TeamAsync(workspace, admin)).ShouldContain(added);
        await Workspace.ShouldBeProblemAsync(again, HttpStatusCode.Conflict, "address_taken");
        (await TeamAsync(other, foreigner)).ShouldHaveSingleItem();
        (await host.Get<Identity.SignIn>().SignInAsync(added.Email, "long enough", CancellationToken.None)).StaffId.ShouldBe(added.Person.Id);
    }

    [Theory]
    [InlineData("", "a@example.com", "long enough")]
    [InlineData("a", "a", "long enough")]
    [InlineData("a", "a@example.com", "too short")]
    public async Task A_malformed_member_is_refused(string name, string email, string password)
    {
        var (workspace, admin, _) = await StartAsync();

        using var response = await workspace.PostAsync(admin, "staff", new { name, email, password, operatorSeat = true, admin = true });

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
        (await TeamAsync(workspace, admin)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_admins_who_take_each_other_down_at_once_leave_one()
    {
        var (workspace, admin, aoi) = await StartAsync();
        await workspace.PutAsync(admin, $"staff/{aoi.Id}", new { admin = true });

        var answers = await Task.WhenAll(
            workspace.PutAsync(admin, $"staff/{aoi.Id}", new { admin = false }), workspace.PutAsync(aoi, $"staff/{admin.Id}", new { admin = false }));

        answers.Count(each => each.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        (await TeamAsync(workspace, admin)).Count(each => each.Admin).ShouldBe(1);
    }

    [Fact]
    public async Task The_last_admin_stays_one()
    {
        var (workspace, admin, _) = await StartAsync();

        using var response = await workspace.PutAsync(admin, $"staff/{admin.Id}", new { name = "x", admin = false });

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.Conflict, "last_admin");
        (await TeamAsync(workspace, admin)).Single(each => each.Admin).Person.ShouldBe(admin);
    }

    [Fact]
    public async Task A_members_new_name_and_seat_show_and_a_strangers_do_not_exist()
    {
        var (workspace, admin, aoi) = await StartAsync();
        var other = await Workspace.CreateAsync(host);
        var stranger = await other.StaffAsync("stranger");
        var customer = await workspace.CustomerAsync("a");
        var chat = (await workspace.OpenAsync(customer)).ChatId;
        await workspace.PutAsync(aoi, $"chats/{chat}/assignee", new { staffId = aoi.Id });
        var before = await workspace.ChatAsync(customer, chat);
        await using var listener = await Listener.StartAsync(host);

        var changed = await Workspace.ReadAsync<StaffMember>(await workspace.PutAsync(admin, $"staff/{aoi.Id}", new { name = "田中", operatorSeat = false }));

        (changed.Person.Name, changed.OperatorSeat).ShouldBe(("田中", false));
        var seen = await workspace.ChatAsync(customer, chat);
        (seen.Assignee!.Name, seen.Version).ShouldBe(("田中", before.Version + 1));
        await listener.ExpectAsync<ChatChanged>(each => each.ChatId == chat && each.Customer?.Version == seen.Version);
        await Workspace.ShouldBeProblemAsync(
            await workspace.PutAsync(admin, $"staff/{stranger.Id}", new { name = "x" }), HttpStatusCode.NotFound, "not_found");
    }

    private static object Member(string email) => new { name = "新人", email, password = "long enough", operatorSeat = true, admin = false };

    private static async Task<IReadOnlyList<StaffMember>> TeamAsync(Workspace workspace, PersonRef staff) =>
        (await workspace.GetAsync<StaffList>(staff, "staff")).Items;

    private async Task<(Workspace Workspace, PersonRef Admin, PersonRef Aoi)> StartAsync()
    {
        var workspace = await Workspace.CreateAsync(host);
        return (workspace, await workspace.StaffAsync("admin", admin: true), await workspace.StaffAsync("aoi"));
    }
}
