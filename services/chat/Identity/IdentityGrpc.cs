using Dapper;
using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Chat.Entries;
using Meet.Chat.People;
using Meet.Chat.Working;
using Meet.Contracts;
using Meet.Contracts.Identity;
using Meet.Grpc;

namespace Meet.Chat.Identity;

/// <summary>identity.proto, for the gateway.</summary>
internal sealed class IdentityGrpc(
    SignIn signIn, Sessions sessions, Principals principals, Works works, ChatDatabase database, ILogger<IdentityGrpc> logger)
{
    private const string TenantExists = "select true from chat.tenants where id = @tenant";

    private static readonly GrpcStatus NoSuchChat = new(GrpcStatusCode.NotFound, "There is no such chat of this customer.");

    private static readonly GrpcStatus NoSession = new(GrpcStatusCode.Unauthenticated, "The session is unknown, ended or expired.");

    public async Task<GrpcReply<SessionReply>> SignInStaffAsync(SignInStaffRequest request, GrpcCallContext context)
    {
        if (request.Email.Length is 0 or > 254 || request.Password.Length is 0 or > 256)
            return new GrpcStatus(GrpcStatusCode.Unauthenticated, "The address and the password do not match.");
        var result = await signIn.SignInAsync(request.Email, request.Password, context.CancellationToken);
        switch (result.Outcome)
        {
            case SignInOutcome.TooManyTries:
                Log.TooManyTries(logger);
                return new GrpcStatus(GrpcStatusCode.ResourceExhausted, "Too many tries: wait a minute.");
            case SignInOutcome.WrongCredentials:
                Log.WrongCredentials(logger);
                return new GrpcStatus(GrpcStatusCode.Unauthenticated, "The address and the password do not match.");
            default:
                Log.SignedIn(logger, result.TenantId!, result.StaffId);
                return await ReplyAsync(result.TenantId!, PersonKind.Staff, result.StaffId, result.Session!, context.CancellationToken);
        }
    }

    public async Task<GrpcReply<SessionReply>> StartCustomerSessionAsync(StartCustomerSessionRequest request, GrpcCallContext context)
    {
        if (request.Name.Length > 0 && !UserText.IsValid(request.Name, CustomerContact.MaxName))
            return new GrpcStatus(GrpcStatusCode.InvalidArgument, "name: at most 60 characters.");
        if (!await ExistsAsync(request.TenantId, context.CancellationToken))
            return new GrpcStatus(GrpcStatusCode.NotFound, "There is no such workspace.");

        await using var work = await works.BeginAsync(request.TenantId, context.CancellationToken);
        var person = await NewCustomers.AddAsync(work, request.Name, request.Locale);
        var session = await Sessions.StartAsync(work, PersonKind.Customer, person.Id, Sessions.CustomerLife);
        await work.CommitAsync(context.CancellationToken);
        return await ReplyAsync(request.TenantId, PersonKind.Customer, person.Id, session, context.CancellationToken);
    }

    public async Task<GrpcReply<SessionReply>> StartLinkSessionAsync(StartLinkSessionRequest request, GrpcCallContext context)
    {
        if (!Guid.TryParse(request.CustomerId, out var customer) || !Guid.TryParse(request.ChatId, out var chat))
            return new GrpcStatus(GrpcStatusCode.InvalidArgument, "customer_id and chat_id: UUIDs.");
        if (!await ExistsAsync(request.TenantId, context.CancellationToken))
            return NoSuchChat;

        await using var work = await works.BeginAsync(request.TenantId, context.CancellationToken);
        if (await ChatQueries.FindAsync(work.Connection, work.TenantId, chat, customer) is null)
            return NoSuchChat;
        var session = await Sessions.StartAsync(work, PersonKind.Customer, customer, Sessions.LinkLife, chat);
        await work.CommitAsync(context.CancellationToken);
        return await ReplyAsync(request.TenantId, PersonKind.Customer, customer, session, context.CancellationToken);
    }

    public async Task<GrpcReply<Principal>> ResolveSessionAsync(ResolveSessionRequest request, GrpcCallContext context)
    {
        if (request.Token.Length is 0 or > 256 || await sessions.FindAsync(request.Token, context.CancellationToken) is not { } session)
            return NoSession;
        return await principals.FindAsync(session.TenantId, session.PersonKind, session.PersonId, session.Id, session.ChatId, context.CancellationToken)
            is { } principal ? principal : NoSession;
    }

    public async Task<EndSessionReply> EndSessionAsync(EndSessionRequest request, GrpcCallContext context)
    {
        if (request.Token.Length is > 0 and <= 256)
            await sessions.EndAsync(request.Token, context.CancellationToken);
        return new EndSessionReply();
    }

    private async Task<bool> ExistsAsync(string tenant, CancellationToken cancellationToken)
    {
        if (tenant.Length is 0 or > 40 || tenant.Contains('\0', StringComparison.Ordinal))
            return false;
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<bool>(TenantExists, new { tenant });
    }

    private async Task<GrpcReply<SessionReply>> ReplyAsync(
        string tenant, PersonKind kind, Guid person, NewSession session, CancellationToken cancellationToken) =>
        await principals.FindAsync(tenant, kind, person, session.Id, session.ChatId, cancellationToken) is { } principal
            ? new SessionReply
            {
                Token = session.Token, ExpiresAtUnixMs = session.ExpiresAt.ToUnixTimeMilliseconds(), Principal = principal,
            }
            : NoSession;
}
