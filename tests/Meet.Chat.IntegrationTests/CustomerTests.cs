using System.Net;
using System.Net.Http.Json;
using Meet.Chat.People;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Http;

namespace Meet.Chat.IntegrationTests;

public sealed class CustomerTests(ChatHost host)
{
    [Fact]
    public async Task Staff_keep_a_customers_name_address_and_number()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = await workspace.OpenAsync(customer);

        var profile = await Workspace.ReadAsync<CustomerProfile>(await workspace.PutAsync(
            aoi, $"customers/{customer.Id}", new { name = " 山本 ", email = "yoko@example.jp", phone = "090-0000-0001" }));

        (profile.Person.Name, profile.Email, profile.Phone, profile.Locale, profile.Source)
            .ShouldBe(("山本", "yoko@example.jp", "+819000000001", "ja", ChatSource.Web));
        (await workspace.ChatAsync(customer, chat.ChatId)).ShouldSatisfyAllConditions(
            view => view.Customer.Name.ShouldBe("山本"), view => view.Version.ShouldBeGreaterThan(chat.Version));
        (await Workspace.ReadAsync<CustomerProfile>(await workspace.PutAsync(aoi, $"customers/{customer.Id}", new { name = "山本" })))
            .ShouldSatisfyAllConditions(cleared => cleared.Email.ShouldBeNull(), cleared => cleared.Phone.ShouldBeNull());
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(" ", null, null)]
    [InlineData("a", "nobody", null)]
    [InlineData("a", "a@b", null)]
    [InlineData("a", "a@example.com\r\nBcc: b@example.com", null)]
    [InlineData("a", null, "12")]
    [InlineData("a", null, "call me")]
    public async Task What_cannot_be_kept_is_refused_and_changes_nothing(string? name, string? email, string? phone)
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("before"));
        var before = await workspace.GetAsync<CustomerProfile>(aoi, $"customers/{customer.Id}");

        using var response = await workspace.PutAsync(aoi, $"customers/{customer.Id}", new { name, email, phone });

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
        (await workspace.GetAsync<CustomerProfile>(aoi, $"customers/{customer.Id}")).Person.ShouldBe(before.Person);
    }

    [Fact]
    public async Task Of_what_a_customer_tells_only_what_is_given_changes()
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("山本");

        await workspace.PutAsync(customer, "me", new { email = "yoko@example.jp", phone = "+819000000001" });
        var renamed = await Workspace.ReadAsync<CustomerContact>(await workspace.PutAsync(customer, "me", new { name = "山本 陽子" }));
        var cleared = await Workspace.ReadAsync<CustomerContact>(await workspace.PutAsync(customer, "me", new { email = "" }));
        using var wrong = await workspace.PutAsync(customer, "me", new { phone = "x" });

        renamed.ShouldBe(new CustomerContact("山本 陽子", "yoko@example.jp", "+819000000001"));
        cleared.ShouldBe(renamed with { Email = null });
        await Workspace.ShouldBeProblemAsync(wrong, HttpStatusCode.BadRequest, "bad_request");
    }

    [Fact]
    public async Task A_links_session_neither_shows_nor_changes_where_the_next_link_goes()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = (await workspace.OpenAsync(customer)).ChatId;
        await workspace.PutAsync(customer, "me", new { phone = "+819000000001" });
        var link = workspace.ByLink(customer, chat);

        using var refused = await link.PutAsJsonAsync("/api/chat/me", new { phone = "+819000000002" }, JsonDefaults.Options);
        var renamed = await Workspace.ReadAsync<CustomerContact>(await link.PutAsJsonAsync("/api/chat/me", new { name = "b" }, JsonDefaults.Options));

        await Workspace.ShouldBeProblemAsync(refused, HttpStatusCode.NotFound, "not_found");
        renamed.ShouldBe(new CustomerContact("b", null, null));
        (await workspace.GetAsync<CustomerProfile>(aoi, $"customers/{customer.Id}")).Phone.ShouldBe("+819000000001");
    }

    [Theory]
    [InlineData("陽子", true)]
    [InlineData("YOKO@", true)]
    [InlineData("090-0000-0001", true)]
    [InlineData("0000 0001", true)]
    [InlineData("+81 90 0000 0001", true)]
    [InlineData("%", false)]
    [InlineData("佐藤", false)]
    [InlineData("090-0000-0002", false)]
    public async Task Customers_are_found_by_name_address_and_number(string q, bool found)
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("山本 陽子"));
        await workspace.CustomerAsync("小林");
        await workspace.PutAsync(customer, "me", new { email = "yoko@example.jp", phone = "+819000000001" });

        var page = await workspace.GetAsync<CustomerPage>(aoi, $"customers?q={Uri.EscapeDataString(q)}");

        page.Items.Select(each => each.Person.Id).ShouldBe(found ? [customer.Id] : []);
    }

    [Fact]
    public async Task All_customers_are_read_in_pages()
    {
        var workspace = await Workspace.CreateAsync(host);
        var aoi = await workspace.StaffAsync("aoi");
        for (var i = 0; i < 52; i++)
            await workspace.CustomerAsync($"客{i}");

        var first = await workspace.GetAsync<CustomerPage>(aoi, "customers");
        var rest = await workspace.GetAsync<CustomerPage>(aoi, $"customers?after={first.After}");

        (first.Items.Count, rest.Items.Count, rest.After).ShouldBe((50, 2, null));
        first.Items.Concat(rest.Items).Select(each => each.Person.Id).Distinct().Count().ShouldBe(52);
        await Workspace.ShouldBeProblemAsync(await workspace.As(aoi).GetAsync("/api/chat/customers?after=zzz"), HttpStatusCode.BadRequest, "bad_request");
    }

    [Fact]
    public async Task A_customers_chats_are_listed_newest_first()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var (first, second) = (await workspace.OpenAsync(customer, "一"), await workspace.OpenAsync(customer, "二"));
        await workspace.OpenAsync(await workspace.CustomerAsync("b"));
        await workspace.PostAsync(aoi, $"chats/{second.ChatId}/close");

        (await workspace.GetAsync<CustomersChats>(aoi, $"customers/{customer.Id}/chats")).Items.Select(each => each.ChatId)
            .ShouldBe([second.ChatId, first.ChatId]);
    }
}
