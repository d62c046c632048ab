namespace TradeTerminal.Producers.Replay;

/// <summary>
/// The one plan in the terminal that waits for somebody to confirm it: a recording takes up to hundreds of megabytes, so it waits
/// neither in each page that asks nor for ever. Another offer takes its place, and after <see cref="Patience"/> it is let go.
/// </summary>
internal sealed class OfferedPlan(TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private ITimer? _deadline;
    private ReplayOffer? _offer;
    private ReplayPlan? _plan;
    private long _offeredAt;

    /// <summary>Whether one is held at this moment.</summary>
    public bool IsHeld => Volatile.Read(ref _plan) is not null;

    public ReplayOffer Offer(ReplayPlan plan)
    {
        lock (_lock)
        {
            (_offer, _plan, _offeredAt) = (new ReplayOffer(plan), plan, time.GetTimestamp());
            _deadline?.Dispose();
            _deadline = time.CreateTimer(LetGo, _offer, Patience, Timeout.InfiniteTimeSpan);
            return _offer;
        }
    }

    /// <summary>Once; null when it has been let go.</summary>
    public ReplayPlan? Take(ReplayOffer offer)
    {
        lock (_lock)
        {
            var plan = _offer == offer && time.GetElapsedTime(_offeredAt) < Patience ? _plan : null;
            Withdraw(offer);
            return plan;
        }
    }

    /// <summary>Lets go of its plan, if that is the one that waits.</summary>
    public void Withdraw(ReplayOffer offer)
    {
        lock (_lock)
        {
            if (_offer == offer)
            {
                (_offer, _plan) = (null, null);
                _deadline?.Dispose();
            }
        }
    }

    public void Dispose() => _deadline?.Dispose();

    private void LetGo(object? offer) => Withdraw((ReplayOffer)offer!);
}
