namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>
/// Alerts a destination did not take although it takes others, and when each is tried again: after 5 s, then twice
/// as late each time up to a quarter of an hour. In memory: after a restart they are tried at once.
/// </summary>
internal sealed class AlertTries(TimeProvider time)
{
    /// <summary>While so many wait no other alerts are tried.</summary>
    public const int Most = 1_000;

    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly Dictionary<Guid, Try> _tries = [];

    public bool IsFull => _tries.Count >= Most;

    /// <summary>What it said of the last one; null when none waits.</summary>
    public string? Problem => _tries.Count == 0 ? null : $"{_tries.Values.MaxBy(one => one.At)!.Problem} to some alerts; the others go on";

    public Guid[] Waiting() => [.. _tries.Where(one => IsWaiting(one.Value)).Select(one => one.Key)];

    public Guid[] Due() => [.. _tries.Where(one => !IsWaiting(one.Value)).Select(one => one.Key)];

    public void Fail(Guid alertId, string problem)
    {
        var wait = _tries.TryGetValue(alertId, out var before) ? before.Wait * 2 : FirstWait;
        _tries[alertId] = new Try(time.GetUtcNow(), wait < LongestWait ? wait : LongestWait, problem);
    }

    public void Remove(IEnumerable<Guid> alertIds)
    {
        foreach (var alertId in alertIds)
        {
            _tries.Remove(alertId);
        }
    }

    public void Clear() => _tries.Clear();

    /// <summary>A clock that was set back is no reason to wait for longer.</summary>
    private bool IsWaiting(Try one) => time.GetUtcNow() is var now && one.At <= now && now < one.At + one.Wait;

    private sealed record Try(DateTimeOffset At, TimeSpan Wait, string Problem);
}
