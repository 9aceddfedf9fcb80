namespace Meet.Meets.Commands;

/// <summary>
/// Commands of one Meet take turns within a replica. Without it, two hundred people who answer at once would lose races against each
/// other until their tries are used up; with it, only replicas race, and the stream's version decides between them.
/// </summary>
internal sealed class MeetTurns
{
    private readonly Dictionary<Guid, Turn> _turns = [];

    /// <summary>How many Meets have a command at work or waiting.</summary>
    public int Count
    {
        get
        {
            lock (_turns)
            {
                return _turns.Count;
            }
        }
    }

    public async Task<T> TakeAsync<T>(Guid meetId, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var turn = Queue(meetId);
        try
        {
            await turn.Gate.WaitAsync(cancellationToken);
            try
            {
                return await work();
            }
            finally
            {
                turn.Gate.Release();
            }
        }
        finally
        {
            Leave(meetId, turn);
        }
    }

    private Turn Queue(Guid meetId)
    {
        lock (_turns)
        {
            if (!_turns.TryGetValue(meetId, out var turn))
            {
                _turns[meetId] = turn = new Turn();
            }

            turn.Waiting++;
            return turn;
        }
    }

    private void Leave(Guid meetId, Turn turn)
    {
        lock (_turns)
        {
            if (--turn.Waiting == 0)
            {
                _turns.Remove(meetId);
                turn.Gate.Dispose();
            }
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Waiting { get; set; }
    }
}
