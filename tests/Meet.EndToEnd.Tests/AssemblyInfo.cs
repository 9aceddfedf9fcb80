using Meet.EndToEnd.Tests;
using Meet.Testing;
using Meet.Testing.Browser;

// One product, one browser, one test at a time: the machine has two cores and each test holds two pages in a call.
[assembly: AssemblyFixture(typeof(MeetSystem))]
[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: TestCollectionOrderer(typeof(LargestMeetLast))]
