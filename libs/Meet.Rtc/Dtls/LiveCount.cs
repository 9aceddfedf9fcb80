namespace Meet.Rtc.Dtls;

/// <summary>Counts objects that are freed on any thread, the finalizer's too.</summary>
internal sealed class LiveCount
{
    private int _value;

    public int Value => Volatile.Read(ref _value);

    public void Add(int by) => Interlocked.Add(ref _value, by);
}
