namespace Meet.Signaling.Live;

/// <summary>20 invocations a second, bursts of 40 (docs/signaling.md): a bucket of tokens. One connection's, called one at a time.</summary>
internal sealed class InvocationBudget(TimeProvider time)
{
    public const int PerSecond = 20;
    public const int Burst = 40;

    private double _tokens = Burst;
    private long _refilledAt = time.GetTimestamp();

    /// <summary>False: too fast. A refused invocation costs nothing.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(Burst, _tokens + (time.GetElapsedTime(_refilledAt, now).TotalSeconds * PerSecond));
        _refilledAt = now;
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }
}
