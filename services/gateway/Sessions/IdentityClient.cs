using Meet.Contracts.Identity;
using Meet.Grpc;

namespace Meet.Gateway.Sessions;

/// <summary><see cref="IIdentity"/> over gRPC (identity.proto).</summary>
internal sealed class IdentityClient(Uri chat) : IIdentity, IDisposable
{
    private static readonly GrpcUnaryMethod<SignInStaffRequest, SessionReply> SignIn = Unary<SignInStaffRequest, SessionReply>("SignInStaff");
    private static readonly GrpcUnaryMethod<StartCustomerSessionRequest, SessionReply> StartCustomer =
        Unary<StartCustomerSessionRequest, SessionReply>("StartCustomerSession");
    private static readonly GrpcUnaryMethod<StartLinkSessionRequest, SessionReply> StartLink =
        Unary<StartLinkSessionRequest, SessionReply>("StartLinkSession");
    private static readonly GrpcUnaryMethod<ResolveSessionRequest, Principal> Resolve = Unary<ResolveSessionRequest, Principal>("ResolveSession");
    private static readonly GrpcUnaryMethod<EndSessionRequest, EndSessionReply> End = Unary<EndSessionRequest, EndSessionReply>("EndSession");

    private static readonly CallOptions Limits = new() { Deadline = TimeSpan.FromSeconds(5) };

    private readonly GrpcChannel _chat = new(chat);

    public async Task<SignInAnswer> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        try
        {
            var request = new SignInStaffRequest { Email = email, Password = password };
            return new SignInAnswer(Opened(await _chat.CallAsync(SignIn, request, Limits, cancellationToken)));
        }
        catch (GrpcException refused) when (refused.Code is GrpcStatusCode.Unauthenticated or GrpcStatusCode.ResourceExhausted)
        {
            return new SignInAnswer(null, refused.Code == GrpcStatusCode.ResourceExhausted);
        }
    }

    public async Task<OpenedSession?> StartCustomerAsync(string workspace, string locale, CancellationToken cancellationToken)
    {
        try
        {
            var request = new StartCustomerSessionRequest { TenantId = workspace, Locale = locale };
            return Opened(await _chat.CallAsync(StartCustomer, request, Limits, cancellationToken));
        }
        catch (GrpcException refused) when (refused.Code == GrpcStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<OpenedSession?> StartLinkAsync(string tenant, Guid customer, Guid chat, CancellationToken cancellationToken)
    {
        try
        {
            var request = new StartLinkSessionRequest { TenantId = tenant, CustomerId = customer.ToString(), ChatId = chat.ToString() };
            return Opened(await _chat.CallAsync(StartLink, request, Limits, cancellationToken));
        }
        catch (GrpcException refused) when (refused.Code == GrpcStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<SignedIn?> ResolveAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            return SignedIn.From(await _chat.CallAsync(Resolve, new ResolveSessionRequest { Token = token }, Limits, cancellationToken));
        }
        catch (GrpcException refused) when (refused.Code == GrpcStatusCode.Unauthenticated)
        {
            return null;
        }
    }

    public Task EndAsync(string token, CancellationToken cancellationToken) =>
        _chat.CallAsync(End, new EndSessionRequest { Token = token }, Limits, cancellationToken);

    public void Dispose() => _chat.Dispose();

    private static OpenedSession Opened(SessionReply reply) =>
        new(reply.Token, DateTimeOffset.FromUnixTimeMilliseconds(reply.ExpiresAtUnixMs), SignedIn.From(reply.Principal));

    private static GrpcUnaryMethod<TRequest, TResponse> Unary<TRequest, TResponse>(string name)
        where TRequest : class, Google.Protobuf.IMessage<TRequest>, new()
        where TResponse : class, Google.Protobuf.IMessage<TResponse>, new() =>
        GrpcMethod.Unary<TRequest, TResponse>(IdentityReflection.Descriptor.Services[0], name);
}
