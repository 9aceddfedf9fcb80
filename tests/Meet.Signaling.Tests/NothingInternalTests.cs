using System.Reflection;
using System.Text.Json;
using Meet.Contracts;
using Meet.ServiceDefaults.Http;
using Meet.ServiceDefaults.Identity;
using Meet.Signaling.Live;
using Meet.Signaling.Push;
using PushTo = Meet.Signaling.Push.Push;

namespace Meet.Signaling.Tests;

/// <summary>
/// What no customer may read, said of every function of <see cref="Routing"/> that there is, found by reflection: a new one is held to it
/// without anybody thinking of it. Each is asked with 300 messages made by chance, in which every id is the customer's.
/// </summary>
public sealed class NothingInternalTests
{
    private const string Secret = "for staff only";
    private static readonly string[] CustomersCuts = ["Customer", "CustomerView"];
    private static readonly MethodInfo[] Functions =
        [.. typeof(Routing).GetMethods(BindingFlags.Static | BindingFlags.Public).Where(each => each.ReturnType == typeof(IEnumerable<PushTo>))];

    public static TheoryData<string> Messages => [.. Functions.Select(each => TypeOf(each).Name)];

    [Fact]
    public void Every_message_that_is_pushed_is_routed_by_one_of_these_functions()
    {
        var consumed = typeof(PushConsumer).GetInterfaces().Where(each => each.IsGenericType).Select(each => each.GetGenericArguments()[0].Name);

        consumed.Except(Messages.Select(row => row.Data), StringComparer.Ordinal).ShouldBe(["SessionEnded"], "that one says nothing but that it is over");
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void What_has_no_customers_cut_reaches_no_customer(string message)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var filler = new Filler(random, path => path == "TenantId" ? Some.Tenant : Secret, Some.Customer.Id, path => CustomersCuts.Contains(path) || random.Next(2) == 0);

            ToCustomers(message, filler).ShouldBeEmpty($"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Of_what_has_a_customers_cut_a_customer_reads_nothing_else(string message)
    {
        var reached = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var filler = new Filler(random, TextOf, Some.Customer.Id, path => !CustomersCuts.Contains(path) && random.Next(2) == 0);

            foreach (var push in ToCustomers(message, filler))
            {
                reached++;
                JsonSerializer.Serialize(push.Payload, JsonDefaults.Options).ShouldNotContain(Secret, Case.Sensitive, $"seed {seed}");
            }
        }

        (reached > 0).ShouldBe(HasCustomersCut(message), "else nothing was looked at");

        // Whoever writes is named to whoever may know of the writing; all else outside of the customer's cut is staff's.
        static string TextOf(string path) => path is "TenantId" ? Some.Tenant
            : path is "Person.Name" || CustomersCuts.Any(cut => path.StartsWith($"{cut}.", StringComparison.Ordinal)) ? "open" : Secret;
    }

    [Fact]
    public void Typing_in_the_internal_conversation_reaches_no_customer_whatever_else_it_says()
    {
        foreach (var (to, members) in new[] { (true, Array.Empty<Guid>()), (true, [Some.Customer.Id]), (false, []) })
        {
            var noticed = new Contracts.Chat.TypingNoticed(
                Some.Tenant, Some.Customer.Id, Some.Agent, Internal: true, Some.Customer.Id, to, [.. members]);

            Routing.Of(noticed).ShouldAllBe(each => !IsCustomers(each));
        }
    }

    private static IEnumerable<PushTo> ToCustomers(string message, Filler filler)
    {
        var function = FunctionOf(message);
        var pushes = (IEnumerable<PushTo>)function.Invoke(null, [filler.Make(TypeOf(function))])!;
        return pushes.Where(IsCustomers);
    }

    private static bool HasCustomersCut(string message) => TypeOf(FunctionOf(message)).GetProperties().Any(each => CustomersCuts.Contains(each.Name));

    private static MethodInfo FunctionOf(string message) => Functions.Single(each => TypeOf(each).Name == message);

    private static Type TypeOf(MethodInfo function) => function.GetParameters().Single().ParameterType;

    /// <summary>Whether the customer's pages, opened by a link or not, are in the group.</summary>
    private static bool IsCustomers(PushTo push)
    {
        var caller = new Caller(Some.Tenant, PersonKind.Customer, Some.Customer.Id, "", Guid.CreateVersion7());
        return Groups.Of(caller).Concat(Groups.Of(caller with { ChatId = Some.Customer.Id })).Contains(push.Group);
    }
}
