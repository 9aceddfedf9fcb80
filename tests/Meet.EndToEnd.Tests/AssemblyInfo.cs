using Meet.Testing.Browser;
using Meet.Testing;

// One product, one browser, one test at a time: the machine has two cores and each test holds two pages in a call.
[assembly: AssemblyFixture(typeof(MeetSystem))]
[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
