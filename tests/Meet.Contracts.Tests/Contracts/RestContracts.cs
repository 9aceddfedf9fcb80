using System.Reflection;
using Meet.Contracts.Tests.Checker;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Contracts.Tests.Contracts;

/// <summary>
/// Bodies of the REST API, found in the endpoints' handlers: the records that they take (settings aside), and what their results carry.
/// By the class's name, as the OpenAPI documents have it.
/// </summary>
internal static class RestContracts
{
    private static readonly (string Service, Assembly Assembly)[] Services =
    [
        ("gateway", typeof(Meet.Gateway.Sessions.SignedIn).Assembly),
        ("chat", typeof(Meet.Chat.Events.ChatEvents).Assembly),
        ("meets", typeof(Meet.Meets.Domain.EventNames).Assembly),
        ("notification", typeof(Meet.Notification.NotificationService).Assembly),
    ];

    public static IEnumerable<Contract> All => Services.SelectMany(service =>
    {
        var handlers = service.Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => Results(method.ReturnType).Any())
            .ToList();
        return handlers.Select(handler => handler.GetParameters().Select(parameter => parameter.ParameterType).ToList())
            .Where(taken => taken.Contains(typeof(CancellationToken)) || taken.Contains(typeof(HttpContext)))
            .SelectMany(taken => taken)
            .Where(type => type.Assembly == service.Assembly && !type.IsAbstract && BusContracts.IsRecord(type) && !type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Distinct()
            .Select(type => new Contract("rest", $"{service.Service}.{type.Name}.request", type, Reading.OldByNew, JsonDefaults.Options))
            .Concat(handlers.SelectMany(handler => Results(handler.ReturnType)).SelectMany(Carried).Distinct()
                .Select(type => new Contract("rest", $"{service.Service}.{NameOf(type)}.answer", type, Reading.NewByOld, JsonDefaults.Options)));
    });

    /// <summary>The results that a handler's return type allows.</summary>
    private static IEnumerable<Type> Results(Type type) => type switch
    {
        { IsGenericType: true } when type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>)) =>
            Results(type.GetGenericArguments()[0]),
        { IsGenericType: true } when type.Name.StartsWith("Results`", StringComparison.Ordinal) => type.GetGenericArguments().SelectMany(Results),
        _ => typeof(IResult).IsAssignableFrom(type) ? [type] : [],
    };

    private static IEnumerable<Type> Carried(Type result) =>
        result.IsGenericType && result.Namespace == typeof(Ok<>).Namespace ? result.GetGenericArguments() : [];

    private static string NameOf(Type type) =>
        type.IsArray ? NameOf(type.GetElementType()!) + "s" : type.IsGenericType ? NameOf(type.GetGenericArguments()[0]) + "s" : type.Name;
}
