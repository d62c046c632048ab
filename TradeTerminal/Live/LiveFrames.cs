using TradeTerminal.Market;

namespace TradeTerminal.Live;

/// <summary>
/// The frames of one circuit: all panels that are due together read the same snapshot and go to the browser in one render
/// batch, so that their figures agree. Any number of wakes cause one frame. Wakes and the timer come on threads of their own;
/// everything else happens on the renderer.
/// </summary>
public sealed class LiveFrames(MarketUpdates updates, TimeProvider time) : IDisposable
{
    /// <summary>Half of what lies between two wakes of the market: what is due a moment later need not wait for a frame of its
    /// own.</summary>
    internal static readonly TimeSpan Slack = MarketPump.MinInterval / 2;

    private readonly List<LiveComponent> _components = [];
    private List<LiveComponent> _due = [];
    private MarketSnapshot? _newest;
    private long _dueAt;
    private ITimer? _timer;
    private IDisposable? _subscription;
    private volatile LiveComponent? _speaker;
    private int _isWoken;
    private int _isPosted;

    /// <summary>Runs what draws so that it becomes one batch; what it is given later draws for what it was given before.</summary>
    internal Action<Action> Batch { get; set; } = static draw => draw();

    /// <summary>The newest snapshot, the same for all components that begin before the next frame.</summary>
    internal MarketSnapshot Newest => _newest ??= updates.Current;

    /// <summary>One that is drawn whenever this one is.</summary>
    internal LiveComponent? PeerOf(LiveComponent component) =>
        _components.Find(other => other != component && other.Pace == component.Pace);

    internal void Add(LiveComponent component)
    {
        _components.Add(component);
        _speaker ??= component;
        _timer ??= time.CreateTimer(static frames => ((LiveFrames)frames!).Post(),
            this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _subscription ??= updates.Subscribe(Wake);
    }

    internal void Remove(LiveComponent component)
    {
        _components.Remove(component);
        _speaker = _components.FirstOrDefault();
        if (_speaker is null)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _timer?.Dispose();
        (_subscription, _timer) = (null, null);
    }

    private void Wake()
    {
        Volatile.Write(ref _isWoken, 1);
        Post();
    }

    private void Post()
    {
        if (_speaker is { } speaker && Interlocked.Exchange(ref _isPosted, 1) == 0)
        {
            _ = speaker.RunAsync(Draw);
        }
    }

    private void Draw()
    {
        Volatile.Write(ref _isPosted, 0);
        var isWoken = Interlocked.Exchange(ref _isWoken, 0) == 1;
        var (next, now) = (TimeSpan.MaxValue, time.GetTimestamp());
        // Another one than before: the one before may be gone through at this moment.
        var due = new List<LiveComponent>(_components.Count);
        foreach (var component in _components)
        {
            var wait = component.WaitFor(isWoken, now);
            if (wait <= Slack)
            {
                due.Add(component);
            }
            else if (wait < next)
            {
                next = wait;
            }
        }

        _timer?.Change(next == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : next, Timeout.InfiniteTimeSpan);
        (_due, _dueAt, _newest) = (due, now, null);
        if (due.Count > 0)
        {
            Batch(Follow);
        }
    }

    private void Follow()
    {
        var snapshot = updates.Current;
        foreach (var component in _due)
        {
            _ = component.FollowAsync(snapshot, _dueAt);
        }
    }
}
