using Meet.Contracts.Identity;
using Meet.Grpc;
using Microsoft.AspNetCore.Identity;

namespace Meet.Chat.Identity;

internal static class IdentityFeature
{
    public static void AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<IPasswordHasher<StaffLogin>, PasswordHasher<StaffLogin>>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<Principals>();
        services.AddSingleton<IdentityGrpc>();
        services.AddHostedService<ExpiredSessions>();
    }

    public static void MapIdentity(this WebApplication app)
    {
        var service = IdentityReflection.Descriptor.Services[0];
        var identity = app.Services.GetRequiredService<IdentityGrpc>();
        app.MapGrpc(GrpcMethod.Unary<SignInStaffRequest, SessionReply>(service, "SignInStaff"), identity.SignInStaffAsync);
        app.MapGrpc(GrpcMethod.Unary<StartCustomerSessionRequest, SessionReply>(service, "StartCustomerSession"), identity.StartCustomerSessionAsync);
        app.MapGrpc(GrpcMethod.Unary<StartLinkSessionRequest, SessionReply>(service, "StartLinkSession"), identity.StartLinkSessionAsync);
        app.MapGrpc(GrpcMethod.Unary<ResolveSessionRequest, Principal>(service, "ResolveSession"), identity.ResolveSessionAsync);
        app.MapGrpc(GrpcMethod.Unary<EndSessionRequest, EndSessionReply>(service, "EndSession"), identity.EndSessionAsync);
    }
}
