namespace TradeTerminal.Live;

/// <summary>What somebody looks at, and what is read for it alone: traders with their positions, symbols with their orders.</summary>
internal sealed class OpenNames
{
    /// <summary>Of all viewers; further ones wait until some are closed.</summary>
    public const int Most = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _viewers = new(StringComparer.Ordinal);

    /// <summary>Until the result is disposed.</summary>
    public IDisposable Add(string name)
    {
        lock (_lock)
        {
            _viewers[name] = _viewers.GetValueOrDefault(name) + 1;
        }

        return new Look(this, name);
    }

    public string[] Names()
    {
        lock (_lock)
        {
            return [.. _viewers.Keys.Take(Most)];
        }
    }

    private void Remove(string name)
    {
        lock (_lock)
        {
            if (--_viewers[name] == 0)
            {
                _viewers.Remove(name);
            }
        }
    }

    private sealed class Look(OpenNames all, string name) : IDisposable
    {
        private int _isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                all.Remove(name);
            }
        }
    }
}
