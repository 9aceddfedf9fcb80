using Meet.Testing;

// One product for all; these tests stop and kill parts of it, so one at a time.
[assembly: AssemblyFixture(typeof(MeetSystem))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
