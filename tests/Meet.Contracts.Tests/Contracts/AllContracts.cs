using Meet.Contracts.Tests.Checker;

namespace Meet.Contracts.Tests.Contracts;

internal static class AllContracts
{
    public static IReadOnlyList<Contract> Json { get; } =
        [.. BusContracts.All, .. StoredContracts.All, .. HubContracts.All, .. RestContracts.All];
}
