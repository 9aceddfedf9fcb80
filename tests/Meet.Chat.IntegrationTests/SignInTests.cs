using Meet.Chat.Identity;
using Meet.Contracts.Chat;
using Meet.Contracts.Identity;
using Meet.Grpc;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Meet.Chat.IntegrationTests;

public sealed class SignInTests(ChatHost host)
{
    private static readonly GrpcUnaryMethod<SignInStaffRequest, SessionReply> SignIn = Unary<SignInStaffRequest, SessionReply>("SignInStaff");
    private static readonly GrpcUnaryMethod<ResolveSessionRequest, Principal> Resolve = Unary<ResolveSessionRequest, Principal>("ResolveSession");
    private static readonly GrpcUnaryMethod<EndSessionRequest, EndSessionReply> End = Unary<EndSessionRequest, EndSessionReply>("EndSession");
    private static readonly GrpcUnaryMethod<StartCustomerSessionRequest, SessionReply> StartCustomer =
        Unary<StartCustomerSessionRequest, SessionReply>("StartCustomerSession");

    [Fact]
    public async Task The_right_password_opens_a_session_whatever_the_case_of_the_address()
    {
        var workspace = await Workspace.CreateAsync(host);
        var aoi = await workspace.StaffAsync("aoi");

        var reply = await host.Grpc.CallAsync(SignIn, Request(workspace.AddressOf("AOI")));
        var principal = await host.Grpc.CallAsync(Resolve, new ResolveSessionRequest { Token = reply.Token });

        principal.ShouldBe(reply.Principal);
        (principal.TenantId, principal.PersonKind, principal.PersonId, principal.OperatorSeat)
            .ShouldBe((workspace.Id, "staff", aoi.Id.ToString(), true));
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_are_answered_alike()
    {
        var workspace = await Workspace.CreateAsync(host);
        await workspace.StaffAsync("aoi");

        var wrong = await RefusedAsync(workspace.AddressOf("aoi"), "wrong");
        var unknown = await RefusedAsync(workspace.AddressOf("nobody"), "wrong");

        wrong.Code.ShouldBe(GrpcStatusCode.Unauthenticated);
        unknown.Status.ShouldBe(wrong.Status);
    }

    [Fact]
    public async Task The_eleventh_try_in_a_minute_is_refused_even_with_the_right_password()
    {
        var workspace = await Workspace.CreateAsync(host);
        await workspace.StaffAsync("aoi");
        for (var i = 0; i < SignInThrottle.Tries; i++)
            (await RefusedAsync(workspace.AddressOf("aoi"), "wrong")).Code.ShouldBe(GrpcStatusCode.Unauthenticated);

        (await RefusedAsync(workspace.AddressOf("aoi"), Workspace.Password)).Code.ShouldBe(GrpcStatusCode.ResourceExhausted);
        host.Clock.Advance(SignInThrottle.Window);
        (await host.Grpc.CallAsync(SignIn, Request(workspace.AddressOf("aoi")))).Principal.Name.ShouldBe("aoi");
    }

    [Fact]
    public async Task Unknown_addresses_are_throttled_too()
    {
        var address = $"{Guid.NewGuid():N}@nowhere.example";
        for (var i = 0; i < SignInThrottle.Tries; i++)
            await RefusedAsync(address, "wrong");

        (await RefusedAsync(address, "wrong")).Code.ShouldBe(GrpcStatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Tries_at_once_count_each()
    {
        var address = $"{Guid.NewGuid():N}@nowhere.example";

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefusedAsync(address, "wrong")));

        answers.Count(answer => answer.Code == GrpcStatusCode.Unauthenticated).ShouldBe(SignInThrottle.Tries);
    }

    [Fact]
    public async Task The_token_is_nowhere_in_the_database()
    {
        var workspace = await Workspace.CreateAsync(host);
        await workspace.StaffAsync("aoi");

        var reply = await host.Grpc.CallAsync(SignIn, Request(workspace.AddressOf("aoi")));

        var rows = await workspace.QueryAsync<string>("select string_agg(s::text, '') from chat.sessions s where tenant_id = @tenant", new { tenant = workspace.Id });
        rows.ShouldNotContain(reply.Token);
        rows.ShouldContain(Convert.ToHexStringLower(SessionToken.Hash(reply.Token)));
    }

    [Fact]
    public async Task A_staff_session_lives_12_hours_after_its_last_use()
    {
        var workspace = await Workspace.CreateAsync(host);
        await workspace.StaffAsync("aoi");
        var token = (await host.Grpc.CallAsync(SignIn, Request(workspace.AddressOf("aoi")))).Token;

        host.Clock.Advance(TimeSpan.FromHours(11));
        await host.Grpc.CallAsync(Resolve, new ResolveSessionRequest { Token = token });
        host.Clock.Advance(TimeSpan.FromHours(11));
        await host.Grpc.CallAsync(Resolve, new ResolveSessionRequest { Token = token });
        host.Clock.Advance(TimeSpan.FromHours(12));

        (await UnresolvedAsync(token)).Code.ShouldBe(GrpcStatusCode.Unauthenticated);
        await host.Get<Sessions>().DeleteExpiredAsync(CancellationToken.None);
        (await workspace.QueryAsync<long>("select count(*) from chat.sessions where tenant_id = @tenant", new { tenant = workspace.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task An_ended_session_opens_nothing_and_is_told()
    {
        var workspace = await Workspace.CreateAsync(host);
        await workspace.StaffAsync("aoi");
        await using var listener = await Listener.StartAsync(host);
        var reply = await host.Grpc.CallAsync(SignIn, Request(workspace.AddressOf("aoi")));

        await host.Grpc.CallAsync(End, new EndSessionRequest { Token = reply.Token });
        await host.Grpc.CallAsync(End, new EndSessionRequest { Token = reply.Token });

        (await UnresolvedAsync(reply.Token)).Code.ShouldBe(GrpcStatusCode.Unauthenticated);
        var ended = await listener.ExpectAsync<SessionEnded>(each => each.TenantId == workspace.Id);
        ended.SessionId.ToString().ShouldBe(reply.Principal.SessionId);
    }

    [Fact]
    public async Task A_hash_of_an_older_strength_is_renewed_at_sign_in()
    {
        var workspace = await Workspace.CreateAsync(host);
        var weak = new PasswordHasher<StaffLogin>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        await workspace.StaffAsync("aoi", hasher: weak);
        const string Hash = "select password_hash from chat.staff_logins where tenant_id = @tenant";
        var before = await workspace.QueryAsync<string>(Hash, new { tenant = workspace.Id });

        await host.Grpc.CallAsync(SignIn, Request(workspace.AddressOf("aoi")));

        (await workspace.QueryAsync<string>(Hash, new { tenant = workspace.Id })).ShouldNotBe(before);
        await host.Grpc.CallAsync(SignIn, Request(workspace.AddressOf("aoi")));
    }

    [Theory]
    [InlineData("ja", "お客様 ")]
    [InlineData("en", "Guest ")]
    public async Task A_customer_begins_with_a_neutral_name(string locale, string prefix)
    {
        var workspace = await Workspace.CreateAsync(host);

        var reply = await host.Grpc.CallAsync(StartCustomer, new StartCustomerSessionRequest { TenantId = workspace.Id, Locale = locale });

        reply.Principal.Name.ShouldMatch($"^{prefix}[0-9A-F]{{4}}$");
        DateTimeOffset.FromUnixTimeMilliseconds(reply.ExpiresAtUnixMs).ShouldBeGreaterThan(host.Clock.GetUtcNow().AddDays(179));
        (await host.Grpc.CallAsync(Resolve, new ResolveSessionRequest { Token = reply.Token })).PersonKind.ShouldBe("customer");
    }

    [Fact]
    public async Task An_unknown_workspace_takes_no_customers()
    {
        var refused = await Should.ThrowAsync<GrpcException>(() =>
            host.Grpc.CallAsync(StartCustomer, new StartCustomerSessionRequest { TenantId = "nowhere", Locale = "ja" }));

        refused.Code.ShouldBe(GrpcStatusCode.NotFound);
    }

    private static SignInStaffRequest Request(string address, string password = Workspace.Password) => new() { Email = address, Password = password };

    private Task<GrpcException> RefusedAsync(string address, string password) =>
        Should.ThrowAsync<GrpcException>(() => host.Grpc.CallAsync(SignIn, Request(address, password)));

    private Task<GrpcException> UnresolvedAsync(string token) =>
        Should.ThrowAsync<GrpcException>(() => host.Grpc.CallAsync(Resolve, new ResolveSessionRequest { Token = token }));

    private static GrpcUnaryMethod<TRequest, TResponse> Unary<TRequest, TResponse>(string name)
        where TRequest : class, Google.Protobuf.IMessage<TRequest>, new()
        where TResponse : class, Google.Protobuf.IMessage<TResponse>, new() =>
        GrpcMethod.Unary<TRequest, TResponse>(IdentityReflection.Descriptor.Services[0], name);
}
