using Xunit.Sdk;
using Xunit.v3;

namespace Meet.EndToEnd.Tests;

/// <summary>The largest Meet leaves all its accounts in the workspace, which no other test's pages should have to list.</summary>
public sealed class LargestMeetLast : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(each => each.TestCollectionDisplayName.Contains(nameof(LargestMeetTests), StringComparison.Ordinal))];
}
